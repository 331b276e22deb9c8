using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;

namespace Cog.Aws.Tests;

/// <summary>Against an S3 that checks signatures, policies, payers and versions.</summary>
public abstract class S3RangeSourceTests(AwsServices services, bool readsBySdk)
{
    private static readonly byte[] s_object = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];

    [Fact]
    public async Task Reads_ranges_with_version_and_length()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_object);
        await using var proxy = new CountingProxy(gateway.Endpoint);
        using var clients = Clients(AwsServices.Options(proxy.Address, RadosGateway.Owner));
        S3RangeSource source = Open(clients, bucket.UriOf("a.tif"));

        RangeRead first = await ReadAsync(source, new(0, 16));
        RangeRead inside = await ReadAsync(source, new(500, 100), first.ETag);
        RangeRead atEnd = await ReadAsync(source, new(990, 100), first.ETag);
        RangeRead behind = await ReadAsync(source, new(1000, 10), first.ETag);

        Assert.Equal(s_object[..16], first.Data.ToArray());
        Assert.Equal(s_object[500..600], inside.Data.ToArray());
        Assert.Equal(s_object[990..], atEnd.Data.ToArray());
        Assert.True(behind.Data.IsEmpty);
        Assert.Equal(1000, first.ObjectLength);
        Assert.Matches("^\"[0-9a-f]{32}\"$", first.ETag);

        // Nothing but GETs of the object, each but the first bound to the version.
        Assert.Equal(4, proxy.Exchanges.Count);
        Assert.All(proxy.Exchanges, e => Assert.Equal("GET", e.Request.Method));
        Assert.All(proxy.Exchanges, e => Assert.Equal($"/{bucket.Name}/a.tif", e.Request.Target.Split('?')[0]));
        Assert.Equal([null, first.ETag, first.ETag, first.ETag], proxy.Exchanges.Select(e => e.Request.Header("If-Match")));
        Assert.All(proxy.Exchanges, e => Assert.Null(e.Request.Header("x-amz-request-payer")));
        Assert.All(proxy.Exchanges, e => Assert.StartsWith("AWS4-HMAC-SHA256 Credential=OWNERKEY/", e.Request.Header("Authorization")));
    }

    [Theory]
    [InlineData("a b+c%d.tif")]
    [InlineData("ü/日本#1?.tif")]
    [InlineData("a//b.tif")]
    [InlineData("a&b=c;d'(e)!*.tif")]
    [InlineData("/a.tif")]
    [InlineData("//a.tif")]
    [InlineData("/ü b%2F.tif")]
    [InlineData("a%20b.tif")]
    [InlineData("a?b.tif")]
    [InlineData("a/../b.tif")]
    [InlineData("./a.tif")]
    [InlineData("/a/./b.tif")]
    [InlineData("a\\b.tif")]
    [InlineData("folder/")]
    public async Task Reads_keys_with_any_characters(string key)
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", new byte[9]); // What a key that is read another way would lead to.
        await bucket.PutAsync("b.tif", new byte[9]);
        await bucket.PutAsync("a b.tif", new byte[9]);
        await bucket.PutAsync(key, s_object);
        using var clients = Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));

        S3RangeSource source = Open(clients, bucket.UriOf(key));

        Assert.Equal(s_object[..9], (await ReadAsync(source, new(0, 9))).Data.ToArray());
        Assert.Equal(key, S3Address.Parse(source.Uri).Key);
    }

    [Fact]
    public async Task Says_what_is_not_there()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        using var clients = Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));

        var noObject = await Assert.ThrowsAsync<SourceNotFoundException>(() =>
            ReadAsync(Open(clients, bucket.UriOf("none.tif")), new(0, 10))
        );
        var noBucket = await Assert.ThrowsAsync<SourceNotFoundException>(() =>
            ReadAsync(Open(clients, "s3://no-such-bucket/a.tif"), new(0, 10))
        );

        Assert.Contains("404 NoSuchKey: there is no such object", noObject.Message, StringComparison.Ordinal);
        Assert.Contains("there is no bucket 'no-such-bucket'", noBucket.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_an_empty_object_as_nothing()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("empty.tif", []);
        using var clients = Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));

        Assert.True((await ReadAsync(Open(clients, bucket.UriOf("empty.tif")), new(0, 16_384))).Data.IsEmpty);
    }

    [Fact]
    public async Task Notices_that_the_object_was_overwritten()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_object);
        using var clients = Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));
        S3RangeSource source = Open(clients, bucket.UriOf("a.tif"));
        RangeRead before = await ReadAsync(source, new(0, 16));

        await bucket.PutAsync("a.tif", [.. s_object.Reverse()]);

        await Assert.ThrowsAsync<SourceChangedException>(() => ReadAsync(source, new(100, 16), before.ETag));
        Assert.NotEqual(before.ETag, (await ReadAsync(source, new(0, 16))).ETag);
    }

    [Fact]
    public async Task Reads_the_version_that_is_named()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.KeepVersionsAsync();
        string? first = await bucket.PutAsync("a.tif", s_object);
        string? second = await bucket.PutAsync("a.tif", [1, 2, 3]);
        await bucket.DeleteAsync("a.tif");
        using var clients = Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));

        Assert.Equal(
            s_object[..16],
            (await ReadAsync(Open(clients, $"{bucket.UriOf("a.tif")}?versionId={first}"), new(0, 16))).Data.ToArray()
        );
        Assert.Equal([1, 2, 3], (await ReadAsync(Open(clients, $"{bucket.UriOf("a.tif")}?versionId={second}"), new(0, 16))).Data.ToArray());
        await Assert.ThrowsAsync<SourceNotFoundException>(() => ReadAsync(Open(clients, bucket.UriOf("a.tif")), new(0, 16)));
        await Assert.ThrowsAsync<SourceNotFoundException>(() =>
            ReadAsync(Open(clients, $"{bucket.UriOf("a.tif")}?versionId={first}x"), new(0, 16))
        );
    }

    [Fact]
    public async Task Reads_a_requester_pays_bucket_only_when_it_says_who_pays()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_object);
        await bucket.AllowReadingAsync();
        await bucket.MakeRequesterPayAsync();
        await using var proxy = new CountingProxy(gateway.Endpoint);
        AwsOptions silent = AwsServices.Options(proxy.Address, RadosGateway.Stranger);
        using var without = Clients(silent);
        using var everywhere = Clients(silent with { RequesterPays = true });
        using var here = Clients(silent with { Buckets = Policies(bucket, new() { RequesterPays = true }) });
        using var onRequest = Clients(silent with { Buckets = Policies(bucket, new() { RequesterPaysOnRequest = true }) });

        var denied = await Assert.ThrowsAsync<SourceAccessDeniedException>(() =>
            ReadAsync(Open(without, bucket.UriOf("a.tif")), new(0, 16))
        );
        Assert.Contains("COG_REQUESTER_PAYS_BUCKETS", denied.Message, StringComparison.Ordinal);

        // A caller's word counts only where the policy says so.
        await Assert.ThrowsAsync<SourceAccessDeniedException>(() =>
            ReadAsync(Open(without, bucket.UriOf("a.tif"), requesterPays: true), new(0, 16))
        );
        denied = await Assert.ThrowsAsync<SourceAccessDeniedException>(() => ReadAsync(Open(onRequest, bucket.UriOf("a.tif")), new(0, 16)));
        Assert.Contains("request_payer=requester", denied.Message, StringComparison.Ordinal);
        Assert.All(proxy.Exchanges, e => Assert.Null(e.Request.Header("x-amz-request-payer")));
        proxy.Clear();

        foreach (
            S3RangeSource source in new[]
            {
                Open(everywhere, bucket.UriOf("a.tif")),
                Open(here, bucket.UriOf("a.tif")),
                Open(onRequest, bucket.UriOf("a.tif"), requesterPays: true),
            }
        )
        {
            Assert.True(source.RequesterPays);
            RangeRead first = await ReadAsync(source, new(0, 16));
            Assert.Equal(s_object[100..116], (await ReadAsync(source, new(100, 16), first.ETag)).Data.ToArray());
        }

        // On every GET, not only the first.
        Assert.Equal(6, proxy.Exchanges.Count);
        Assert.All(proxy.Exchanges, e => Assert.Equal("requester", e.Request.Header("x-amz-request-payer")));
    }

    [Fact]
    public async Task Reads_public_objects_without_a_signature()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_object);
        await using var proxy = new CountingProxy(gateway.Endpoint);
        using var anonymous = Clients(new AwsOptions { S3Endpoint = proxy.Address, Unsigned = true });

        await Assert.ThrowsAsync<SourceAccessDeniedException>(() => ReadAsync(Open(anonymous, bucket.UriOf("a.tif")), new(0, 16)));
        await bucket.AllowReadingAsync("\"*\"");

        Assert.Equal(s_object[..16], (await ReadAsync(Open(anonymous, bucket.UriOf("a.tif")), new(0, 16))).Data.ToArray());
        Assert.All(proxy.Exchanges, e => Assert.Null(e.Request.Header("Authorization")));

        // Nobody who says no name can be sent a bill.
        await bucket.MakeRequesterPayAsync();
        using var paying = Clients(
            new AwsOptions
            {
                S3Endpoint = proxy.Address,
                Unsigned = true,
                RequesterPays = true,
            }
        );
        await Assert.ThrowsAsync<SourceAccessDeniedException>(() => ReadAsync(Open(paying, bucket.UriOf("a.tif")), new(0, 16)));
    }

    [Fact]
    public async Task Is_refused_with_another_s_secret_or_no_permission()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_object);
        using var forged = Clients(AwsServices.Options(gateway.Endpoint, (RadosGateway.Owner.Key, "wrong")));
        using var stranger = Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Stranger));

        var error = await Assert.ThrowsAsync<SourceAccessDeniedException>(() => ReadAsync(Open(forged, bucket.UriOf("a.tif")), new(0, 16)));
        Assert.Contains("credentials of this deployment are not accepted", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SourceAccessDeniedException>(() => ReadAsync(Open(stranger, bucket.UriOf("a.tif")), new(0, 16)));
    }

    [Fact]
    public async Task Keeps_a_request_within_the_bucket_s_limit()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_object);
        await using var proxy = new CountingProxy(gateway.Endpoint);
        AwsOptions options = AwsServices.Options(proxy.Address, RadosGateway.Owner) with
        {
            Buckets = Policies(bucket, new() { MaxBytesPerRequest = 1500 }),
        };
        using var clients = Clients(options);
        S3RangeSource source = Open(clients, bucket.UriOf("a.tif"));

        await ReadAsync(source, new(500, 1000)); // Brings 500.
        await ReadAsync(source, new(0, 1000));
        var error = await Assert.ThrowsAsync<LimitExceededException>(() => ReadAsync(source, new(0, 1)));

        Assert.Contains("maxBytes of bucket", error.Message, StringComparison.Ordinal);
        Assert.Contains("1500", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, proxy.Exchanges.Count); // The third was not even asked for.
        await ReadAsync(Open(clients, bucket.UriOf("a.tif")), new(0, 1)); // The next request has its own.
    }

    private static Dictionary<string, BucketPolicy> Policies(S3Bucket bucket, BucketPolicy policy) => new() { [bucket.Name] = policy };

    private static S3RangeSource Open(S3Clients clients, string uri, bool requesterPays = false) =>
        clients.Open(S3Address.ParseText(uri), requesterPays);

    private static async Task<RangeRead> ReadAsync(S3RangeSource source, ByteRange range, string? ifMatch = null) =>
        await source.ReadAsync(range, ifMatch, TestContext.Current.CancellationToken);

    private S3Clients Clients(AwsOptions options) => new(options) { ReadsBySdk = readsBySdk };
}

/// <summary>Requests that are signed here.</summary>
public sealed class SignedS3RangeSourceTests(AwsServices services) : S3RangeSourceTests(services, readsBySdk: false);

/// <summary>Requests of the SDK.</summary>
public sealed class SdkS3RangeSourceTests(AwsServices services) : S3RangeSourceTests(services, readsBySdk: true);
