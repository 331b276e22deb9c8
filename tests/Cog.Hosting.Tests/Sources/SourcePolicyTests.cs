using System.Net;
using Cog.Hosting.Settings;
using Cog.Hosting.Sources;

namespace Cog.Hosting.Tests.Sources;

public class SourcePolicyTests
{
    private static SourcePolicy Function(params string[] allowed) => new(new() { AllowedSources = allowed });

    private static SourcePolicy Local(params string[] allowed) => new(CogOptions.LocalMachine with { AllowedSources = allowed });

    [Theory]
    [InlineData("*", "https://anywhere.example/x.tif")]
    [InlineData("*", "s3://any-bucket/x.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/a/b.tif?token=1")]
    [InlineData("https://host.example/data", "https://HOST.example/data/b.tif")]
    [InlineData("https://host.example/data", "https://host.example./data/b.tif")]
    [InlineData("https://host.example:8443/", "https://host.example:8443/b.tif")]
    [InlineData("https://*.example.com/", "https://a.example.com/b.tif")]
    [InlineData("https://*.example.com/x/", "https://a.b.example.com/x/b.tif")]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example/b.tif")]
    [InlineData("s3://bucket/", "s3://bucket/key.tif")]
    [InlineData("s3://bucket", "s3://bucket/key.tif")]
    [InlineData("s3://bucket/pre fix/", "s3://bucket/pre%20fix/key.tif?versionId=1")]
    [InlineData("https://host.example/data/", "https://host.example/data/v1..v2/a;b=1/100%25.tif")] // what only looks like one
    [InlineData("https://host.example/data/", "https://host.example/data/%C0/%E9t%E9%20..tif")] // Latin-1
    [InlineData("https://host.example/data/", "https://host.example/data/...;x/%u0041.tif")]
    public void Does_not_throw_for_a_source_that_is_on_the_list(string allowed, string url) =>
        Assert.Null(Record.Exception(() => Function(allowed).ThrowIfNotAllowed(new(url))));

    [Theory]
    [InlineData("https://host.example/data", "https://host.example/database.tif")] // a prefix ends at a segment
    [InlineData("https://host.example/data/", "https://host.example/data/../secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%2e%2e/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%2e%2e%2fsecret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%252e%252e/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%25252e%25252e%25252fsecret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%5csecret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..;/secret.tif")] // path parameters, as Java's servers drop them
    [InlineData("https://host.example/data/", "https://host.example/data/..;x=1/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/.;/..;/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%2e%2e%3b/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%252e%252e%253bx%253d1/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%00/secret.tif")] // where C ends a text
    [InlineData("https://host.example/data/", "https://host.example/data/..%00.tif/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%20/secret.tif")] // what Windows trims
    [InlineData("https://host.example/data/", "https://host.example/data/%20../secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%09/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%0d%0a/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%3f/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%23/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%c0%ae%c0%ae/secret.tif")] // over-long UTF-8
    [InlineData("https://host.example/data/", "https://host.example/data/..%c0%afsecret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%c1%9csecret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%e0%80%ae%e0%80%ae/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%f0%80%80%ae./secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%25c0%25ae%25c0%25ae/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%u002e%u002e/secret.tif")] // IIS
    [InlineData("s3://bucket/", "s3://bucket./key.tif")]
    [InlineData("s3://bucket./", "s3://bucket/key.tif")]
    [InlineData("https://host.example/", "https://host.example.evil.test/x.tif")]
    [InlineData("https://host.example/", "https://host.example@evil.test/x.tif")]
    [InlineData("https://host.example/", "https://user@host.example/x.tif")]
    [InlineData("https://host.example/", "http://host.example/x.tif")]
    [InlineData("https://host.example/", "https://host.example:8443/x.tif")]
    [InlineData("https://host.example/", "http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://*.example.com/", "https://example.com/x.tif")]
    [InlineData("https://*.example.com/", "https://evilexample.com/x.tif")]
    [InlineData("https://*.example.com/", "https://a.example.com.evil.test/x.tif")]
    [InlineData("s3://bucket/", "s3://bucket2/key.tif")]
    [InlineData("s3://bucket/public/", "s3://bucket/private/key.tif")]
    [InlineData("*", "https://host.example:8443/x.tif")] // only a scheme's own port
    [InlineData("*", "http://host.example:6379/x.tif")]
    [InlineData("*", "https://user:secret@host.example/x.tif")]
    [InlineData("*", "http://169.254.169.254/latest/meta-data/")]
    [InlineData("*", "http://127.0.0.1/")]
    [InlineData("*", "http://2130706433/")]
    [InlineData("*", "http://0x7f.1/")]
    [InlineData("*", "http://0177.0.0.1/")]
    [InlineData("*", "http://127.1/")]
    [InlineData("*", "http://[::1]/")]
    [InlineData("*", "http://[::ffff:169.254.169.254]/")]
    [InlineData("*", "http://[::ffff:a9fe:a9fe]/")]
    [InlineData("*", "http://[64:ff9b::a9fe:a9fe]/")]
    [InlineData("*", "http://[fd00:ec2::254]/")]
    [InlineData("*", "http://[fe80::1%25eth0]/")]
    [InlineData("*", "file:///etc/passwd")]
    [InlineData("http://10.0.0.5/", "http://10.0.0.5/x.tif")] // private addresses are a setting of their own
    public void Throws_for_a_source_that_is_not_on_the_list(string allowed, string url) =>
        Assert.Throws<SourceAccessDeniedException>(() => Function(allowed).ThrowIfNotAllowed(new(url)));

    [Fact]
    public void An_empty_list_forbids_everything()
    {
        foreach (string url in (string[])["https://host.example/x.tif", "s3://bucket/x.tif", "file:///x.tif"])
        {
            Assert.Throws<SourceAccessDeniedException>(() => Function().ThrowIfNotAllowed(new(url)));
        }
    }

    [Fact]
    public void Private_networks_open_by_their_setting_and_the_credentials_of_clouds_never()
    {
        var policy = new SourcePolicy(new() { AllowedSources = ["*", "http://minio:9000/"], AllowPrivateNetworks = true });

        policy.ThrowIfNotAllowed(new("http://10.0.0.5/x.tif"));
        policy.ThrowIfNotAllowed(new("http://127.0.0.1/x.tif"));
        policy.ThrowIfNotAllowed(new("http://minio:9000/x.tif"));
        Assert.Throws<SourceAccessDeniedException>(() =>
            policy.ThrowIfNotAllowed(new("http://127.0.0.1:9001/2018-06-01/runtime/invocation/next"))
        );
        Assert.Throws<SourceAccessDeniedException>(() => policy.ThrowIfNotAllowed(new("http://169.254.170.2/v2/credentials")));
        Assert.Throws<SourceAccessDeniedException>(() => policy.ThrowIfNotAllowed(new("http://[fd00:ec2::254]/")));
    }

    [Fact]
    public void Files_are_for_a_persons_own_machine()
    {
        Local("*").ThrowIfNotAllowed(new("file:///etc/hostname"));
        Local("*").ThrowIfNotAllowed(new("http://127.0.0.1:9001/x.tif"));
        Local("/data/").ThrowIfNotAllowed(new("file:///data/one.tif"));
        Assert.Throws<SourceAccessDeniedException>(() => Local("/data/").ThrowIfNotAllowed(new("file:///etc/passwd")));
        Assert.Throws<SourceAccessDeniedException>(() => Local("*").ThrowIfNotAllowed(new("http://169.254.169.254/")));
        Assert.Throws<CogOptionsException>(() => Function("/data/"));
    }

    [Theory]
    [InlineData("bucket")]
    [InlineData("https://*/")]
    [InlineData("https://a*.example.com/")]
    [InlineData("https://host.example/*.tif")]
    [InlineData("s3://*.bucket/")]
    [InlineData("https://*.127.0.0.1/")]
    [InlineData("https://user@host.example/")]
    [InlineData("https://host.example/?a=1")]
    [InlineData("ftp://host.example/")]
    public void An_entry_that_is_no_start_of_an_address_stops_the_start(string entry) =>
        Assert.Contains(entry, Assert.Throws<CogOptionsException>(() => Function(entry)).Message, StringComparison.Ordinal);

    [Fact]
    public void One_answer_serves_for_all_that_may_not_be_read() =>
        Assert.Equal(
            Assert.Throws<SourceAccessDeniedException>(() => Function("s3://bucket/").ThrowIfNotAllowed(new("http://10.0.0.1/a"))).Message,
            Assert.Throws<SourceAccessDeniedException>(() => Function("*").ThrowIfNotAllowed(new("http://10.0.0.1:81/b"))).Message
        );

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2600:1f18::1", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::808:808", true)] // NAT64 of a public host, as networks without IPv4 have it
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.0", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("100.128.0.0", true)]
    [InlineData("127.255.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:0:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b:1::808:808", false)]
    [InlineData("2002:a00:1::", false)] // 6to4 of 10.0.0.1
    [InlineData("2002:808:808::", true)]
    [InlineData("2001:0:53aa:64c:0:0:f5ff:fffe", false)] // Teredo
    [InlineData("2600:1f18::5efe:a00:1", false)] // ISATAP of 10.0.0.1
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fe80::1%1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("4000::1", false)] // not given out
    public void Only_public_addresses_are_connected_to(string address, bool isPublic) =>
        Assert.Equal(isPublic, Function("*").Allows(IPAddress.Parse(address)));
}
