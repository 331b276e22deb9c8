using System.Text;
using Cog.Aws;
using Cog.Hosting.Settings;
using Cog.Hosting.Sources;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Tests.Sources;

public class SourceResolverTests
{
    private static readonly SourceResolver s_resolver = new(new() { AllowedSources = ["*"] });

    [Theory]
    [InlineData("https://host.example/a b.tif", "https://host.example/a%20b.tif")]
    [InlineData("https://host.example./a.tif", "https://host.example/a.tif")]
    [InlineData("https://host.example/a.tif?X-Amz-Signature=a%2Fb&c=%20", "https://host.example/a.tif?X-Amz-Signature=a%2Fb&c=%20")]
    [InlineData("/vsicurl/https://host.example/a.tif?b=c", "https://host.example/a.tif?b=c")]
    [InlineData("/vsicurl?max_retry=3&url=https%3A%2F%2Fhost.example%2Fa.tif", "https://host.example/a.tif")]
    [InlineData("/vsis3/bucket/folder/a b#c?d.tif", "s3://bucket/folder/a%20b%23c%3Fd.tif")]
    [InlineData("s3://bucket/folder/a+b.tif", "s3://bucket/folder/a%2Bb.tif")]
    [InlineData("s3://bucket/a%20b.tif", "s3://bucket/a%2520b.tif")]
    [InlineData("s3://bucket//a?b.tif", "s3://bucket//a%3Fb.tif")]
    [InlineData("s3://bucket/a/../b.tif", "s3://bucket/a/../b.tif")]
    [InlineData("/vsis3/bucket//a%20.tif", "s3://bucket//a%2520.tif")]
    [InlineData("s3://bucket/a.tif?versionId=v1", "s3://bucket/a.tif?versionId=v1")]
    [InlineData("https%3A%2F%2Fhost.example%2Fa.tif%3Fsig%3D1%252F2", "https://host.example/a.tif?sig=1%2F2")]
    public void Reads_an_address(string url, string address) => Assert.Equal(address, s_resolver.Locate(url).Key.Object.AbsoluteUri);

    [Theory]
    [InlineData("https://host.example/a.tif?sig=1%2F2")]
    [InlineData("s3://bucket/ÿ~?.tif")]
    public void Reads_an_address_in_base64(string url)
    {
        string standard = Convert.ToBase64String(Encoding.UTF8.GetBytes(url)),
            web = standard.TrimEnd('=').Replace('+', '-').Replace('/', '_');

        Assert.Equal(s_resolver.Locate(url).Key, s_resolver.Locate(standard).Key);
        Assert.Equal(s_resolver.Locate(url).Key, s_resolver.Locate(web).Key);
    }

    [Theory]
    [InlineData("relative.tif")]
    [InlineData("")]
    [InlineData("//host/share.tif")]
    [InlineData("file://host/share.tif")]
    [InlineData("ftp://host.example/a.tif")]
    [InlineData("gopher://127.0.0.1:6379/_INFO")]
    [InlineData("dict://127.0.0.1:11211/stat")]
    [InlineData("jar:http://127.0.0.1!/")]
    [InlineData("data:image/tiff;base64,SUkqAA==")]
    [InlineData("gs://bucket/a.tif")]
    [InlineData("vrt:///etc/passwd")]
    [InlineData("GTIFF_DIR:1:/etc/passwd")]
    [InlineData("<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><SourceFilename>/etc/passwd</SourceFilename></VRTDataset>")]
    [InlineData("/vsizip//vsicurl/https://host.example/a.zip/a.tif")]
    [InlineData("/vsizip/https://host.example/a.zip")]
    [InlineData("/vsigzip//etc/passwd")]
    [InlineData("/vsitar/a.tar")]
    [InlineData("/vsimem/a.tif")]
    [InlineData("/vsistdin/")]
    [InlineData("/vsisubfile/0_100,/etc/passwd")]
    [InlineData("/vsicurl//etc/passwd")]
    [InlineData("/vsicurl//vsicurl/https://host.example/a.tif")]
    [InlineData("/vsicurl/file:///etc/passwd")]
    [InlineData("/vsicurl/ftp://host.example/a.tif")]
    [InlineData("/vsis3/bucket")]
    [InlineData("/vsis3/169.254.169.254/latest")]
    [InlineData("/VSICURL/https://host.example/a.tif")]
    [InlineData("https://allowed.example\\@evil.test/")]
    [InlineData("https:\\\\host.example\\a.tif")]
    [InlineData("https://host.example#@evil.test/\r\nHost: evil")]
    [InlineData("https://user@host.example/a.tif")]
    [InlineData("https://user:pw@host.example/a.tif")]
    [InlineData("https:///a.tif")]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/")]
    [InlineData("s3://bucket:80/a.tif")]
    [InlineData("s3://user@bucket/a.tif")]
    [InlineData("s3://b/a.tif")]
    [InlineData("s3://bucket./a.tif")]
    [InlineData("s3://.bucket/a.tif")]
    [InlineData("s3://buc..ket/a.tif")]
    [InlineData("s3://bucket/..;/a.tif")]
    [InlineData("s3://bucket/%c0%ae%c0%ae/a.tif")]
    [InlineData("s3://169.254.169.254/latest/meta-data/")]
    [InlineData("aHR0cHM6Ly91c2VyQGhvc3QuZXhhbXBsZS8=")] // https://user@host.example/
    public void What_is_no_address_is_a_bad_request(string url) =>
        Assert.Equal(400, Assert.Throws<BadHttpRequestException>(() => s_resolver.Locate(url)).StatusCode);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("ZmlsZTovLy9ldGMvcGFzc3dk")] // file:///etc/passwd
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://169.254.169.254./latest/meta-data/")]
    [InlineData("http%3A%2F%2F169.254.169.254%2Flatest%2Fmeta-data%2F")]
    [InlineData("aHR0cDovLzE2OS4yNTQuMTY5LjI1NC8=")] // http://169.254.169.254/
    [InlineData("/vsicurl/http://169.254.169.254/latest/meta-data/")]
    [InlineData("/vsicurl?url=http%3A%2F%2F169.254.169.254%2F")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1./")]
    [InlineData("http://%31%32%37.0.0.1/")]
    [InlineData("http://127.0.0.1%2f@host.example/")]
    public void What_may_not_be_read_is_forbidden_in_every_spelling(string url)
    {
        Exception error = Assert.ThrowsAny<Exception>(() => s_resolver.Locate(url));

        Assert.True(error is SourceAccessDeniedException or BadHttpRequestException, error.ToString());
    }

    [Theory]
    [InlineData("always", false, true)]
    [InlineData("asked", false, false)]
    [InlineData("asked", true, true)]
    [InlineData("other", true, false)]
    public void A_caller_pays_where_the_bucket_lets_callers_ask(string bucket, bool asks, bool pays)
    {
        var options = new AwsOptions
        {
            Buckets = new Dictionary<string, BucketPolicy>
            {
                ["always"] = new() { RequesterPays = true },
                ["asked"] = new() { RequesterPaysOnRequest = true },
            },
        };
        using var resolver = new SourceResolver(new() { AllowedSources = ["*"], Aws = options });

        Assert.Equal(pays, resolver.Locate($"s3://{bucket}/a.tif", asks).Key.RequesterPays);
        Assert.Equal(pays, ((S3RangeSource)resolver.Locate($"s3://{bucket}/a.tif", asks).Open()).RequesterPays);
    }

    [Theory]
    [InlineData("file:///tmp/a.tif", "/tmp/a.tif")]
    [InlineData("file:/tmp/a.tif", "/tmp/a.tif")]
    [InlineData("file://localhost/tmp/a%20b.tif", "/tmp/a b.tif")]
    [InlineData("FILE://LOCALHOST/tmp/a.tif", "/tmp/a.tif")]
    [InlineData("/tmp/a%20b.tif", "/tmp/a%20b.tif")]
    public void Reads_a_files_address_where_files_may_be_read(string url, string path)
    {
        using var own = new SourceResolver(CogOptions.LocalMachine);

        Assert.Equal(path, own.Locate(url).Key.Object.LocalPath);
        Assert.ThrowsAny<Exception>(() => s_resolver.Locate(url));
    }

    [Fact]
    public void Reads_a_relative_path_where_files_may_be_read_and_nowhere_else()
    {
        using var own = new SourceResolver(CogOptions.LocalMachine);
        string expected = Path.GetFullPath("no folder/a%20b.tif");

        Assert.Equal(expected, own.Locate("no folder/a%20b.tif").Key.Object.LocalPath);
        Assert.Throws<BadHttpRequestException>(() => s_resolver.Locate("no folder/a%20b.tif"));
    }

    [Theory]
    [InlineData("s3://bucket/../other/a.tif")]
    [InlineData("s3://bucket/a/../../other/a.tif")]
    [InlineData("s3://bucket/%2e%2e/other/a.tif")]
    [InlineData("/vsis3/bucket/../other/a.tif")]
    public void Refuses_a_key_that_leads_out_of_its_bucket(string url) =>
        Assert.Throws<BadHttpRequestException>(() => s_resolver.Locate(url));
}
