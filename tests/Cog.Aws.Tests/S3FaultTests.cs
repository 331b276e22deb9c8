using Amazon.Runtime;
using Cog.Testing.Aws;

namespace Cog.Aws.Tests;

/// <summary>S3 on a bad day.</summary>
public abstract class S3FaultTests(bool readsBySdk)
{
    private static readonly byte[] s_object = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(400, "RequestTimeout")]
    public async Task Asks_again_after_what_may_pass(int status, string code)
    {
        int asked = 0;
        await using var stub = new AwsStub(r => asked++ == 0 ? StubAnswer.S3Error(status, code) : StubAnswer.Part(r, s_object));

        Assert.Equal(s_object[..16], (await ReadAsync(stub)).Data.ToArray());
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Asks_again_after_a_broken_connection()
    {
        int asked = 0;
        await using var stub = new AwsStub(r => asked++ == 0 ? StubAnswer.Reset : StubAnswer.Part(r, s_object));

        Assert.Equal(s_object[..16], (await ReadAsync(stub)).Data.ToArray());
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Gives_up_on_connections_that_break()
    {
        await using var stub = new AwsStub(StubAnswer.Reset);

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(stub));

        Assert.Contains("Connection reset by peer", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, stub.Requests.Count); // None by the SDK on its own.
    }

    [Fact]
    public async Task Asks_again_after_a_short_body()
    {
        int asked = 0;
        await using var stub = new AwsStub(r =>
        {
            StubAnswer whole = StubAnswer.Part(r, s_object);
            return asked++ == 0 ? whole with { Body = whole.Body[..7], MissingBytes = 9 } : whole;
        });

        Assert.Equal(s_object[..16], (await ReadAsync(stub)).Data.ToArray());
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Gives_up_after_some_attempts()
    {
        await using var stub = new AwsStub(StubAnswer.S3Error(503, "SlowDown"));

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(stub));

        Assert.Contains("503 SlowDown", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, stub.Requests.Count);
    }

    [Fact]
    public async Task Gives_up_on_silence()
    {
        await using var stub = new AwsStub(StubAnswer.Silence);
        AwsOptions options = Options(stub) with { AttemptTimeout = TimeSpan.FromMilliseconds(500) };

        var error = await Assert.ThrowsAsync<SourceTimeoutException>(() => ReadAsync(options));

        Assert.Contains("within 0.5 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, stub.Requests.Count);
    }

    [Fact]
    public async Task Ends_with_the_caller_s_deadline()
    {
        await using var stub = new AwsStub(StubAnswer.Silence);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        using var clients = Clients(Options(stub));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await clients.Open(new("bucket", "a.tif", null)).ReadAsync(new(0, 16), null, deadline.Token)
        );
        Assert.Single(stub.Requests);
    }

    [Theory]
    [InlineData(403, "AccessDenied", typeof(SourceAccessDeniedException))]
    [InlineData(404, "NoSuchKey", typeof(SourceNotFoundException))]
    [InlineData(405, "MethodNotAllowed", typeof(SourceNotFoundException))]
    [InlineData(412, "PreconditionFailed", typeof(SourceChangedException))]
    [InlineData(400, "InvalidRequest", typeof(SourceUnavailableException))]
    [InlineData(501, "NotImplemented", typeof(SourceUnavailableException))]
    public async Task Does_not_ask_again_after_a_decision(int status, string code, Type expected)
    {
        await using var stub = new AwsStub(StubAnswer.S3Error(status, code));

        Exception? error = await Record.ExceptionAsync(() => ReadAsync(stub));

        Assert.IsType(expected, error);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Takes_a_malformed_version_for_one_that_is_not_there()
    {
        await using var stub = new AwsStub(StubAnswer.S3Error(400, "InvalidArgument"));
        using var clients = Clients(Options(stub));

        await Assert.ThrowsAsync<SourceNotFoundException>(async () =>
            await clients.Open(new("bucket", "a.tif", "rubbish")).ReadAsync(new(0, 16), null, TestContext.Current.CancellationToken)
        );
        Assert.EndsWith("versionId=rubbish", Assert.Single(stub.Requests).Target.Split('&')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_all_of_an_object_instead_of_a_range()
    {
        await using var stub = new AwsStub(new StubAnswer(200, "ETag: \"1\"\r\n", s_object));

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(stub));

        Assert.Contains("ignores ranges", error.Message, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Takes_all_of_an_object_that_is_no_longer_than_the_range()
    {
        await using var stub = new AwsStub(new StubAnswer(200, "ETag: \"1\"\r\n", s_object[..10]));

        RangeRead read = await ReadAsync(stub);

        Assert.Equal(s_object[..10], read.Data.ToArray());
        Assert.Equal(10, read.ObjectLength);
    }

    [Theory]
    [InlineData("bytes 1-16/1000")] // elsewhere
    [InlineData("bytes 0-14/1000")] // shorter, though there is more
    [InlineData("bytes 0-16/1000")] // longer
    [InlineData("bytes 0-15/10")] // beyond the end
    [InlineData("bytes 0-15/*")] // of unknown length
    [InlineData("rubbish")]
    [InlineData("")]
    public async Task Refuses_another_range(string contentRange)
    {
        await using var stub = new AwsStub(
            new StubAnswer(206, contentRange.Length == 0 ? "" : $"Content-Range: {contentRange}\r\n", s_object[..16])
        );

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(stub));

        Assert.Contains($"Content-Range '{contentRange}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_versions_where_the_store_does_not()
    {
        await using var stub = new AwsStub(r => StubAnswer.Part(r, s_object, "\"2\""));

        await Assert.ThrowsAsync<SourceChangedException>(() => ReadAsync(Options(stub), ifMatch: "\"1\""));
    }

    [Fact]
    public async Task Learns_the_length_where_the_range_starts_behind_the_end()
    {
        await using var stub = new AwsStub(StubAnswer.S3Error(416, "InvalidRange", "Content-Range: bytes */10\r\n"));

        RangeRead read = await ReadAsync(stub);

        Assert.True(read.Data.IsEmpty);
        Assert.Equal(10, read.ObjectLength);
    }

    [Theory]
    [InlineData(301, "PermanentRedirect")]
    [InlineData(307, "TemporaryRedirect")]
    [InlineData(400, "AuthorizationHeaderMalformed")]
    public async Task Follows_a_bucket_to_its_region_once(int status, string code)
    {
        await using var stub = new AwsStub(r =>
            RegionOf(r) == "eu-west-1"
                ? StubAnswer.Part(r, s_object)
                : StubAnswer.S3Error(status, code, "x-amz-bucket-region: eu-west-1\r\n")
        );
        using var clients = Clients(Options(stub));

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(s_object[..16], (await ReadAsync(clients)).Data.ToArray());
        }

        Assert.Equal(["us-east-1", "eu-west-1", "eu-west-1", "eu-west-1"], stub.Requests.Select(RegionOf));
        Assert.All(stub.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Fact]
    public async Task Does_not_follow_a_bucket_round_and_round()
    {
        int asked = 0;
        await using var stub = new AwsStub(_ =>
            StubAnswer.S3Error(301, "PermanentRedirect", $"x-amz-bucket-region: eu-west-{asked++}\r\n")
        );

        await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(stub));

        Assert.Equal(3, stub.Requests.Count);
    }

    [Fact]
    public async Task Does_not_follow_to_what_is_no_region()
    {
        await using var stub = new AwsStub(StubAnswer.S3Error(301, "PermanentRedirect", "x-amz-bucket-region: evil.example/\r\n"));

        await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(stub));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Stays_in_the_region_that_the_policy_names()
    {
        await using var stub = new AwsStub(StubAnswer.S3Error(301, "PermanentRedirect", "x-amz-bucket-region: eu-west-1\r\n"));
        AwsOptions options = Options(stub) with
        {
            Buckets = new Dictionary<string, BucketPolicy> { ["bucket"] = new() { Region = "ap-south-1" } },
        };

        await Assert.ThrowsAsync<SourceUnavailableException>(() => ReadAsync(options));

        Assert.Equal(["ap-south-1"], stub.Requests.Select(RegionOf));
    }

    [Fact]
    public async Task Reads_as_the_role_that_the_policy_names()
    {
        await using var sts = new AwsStub(
            new StubAnswer(
                200,
                "Content-Type: text/xml\r\n",
                """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ROLEKEY</AccessKeyId>
            <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """u8.ToArray()
            )
        );
        await using var stub = new AwsStub(r => StubAnswer.Part(r, s_object));
        using var clients = Clients(WithRole(stub, sts));

        await ReadAsync(clients);
        await ReadAsync(clients);

        Assert.Contains(
            "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Freader",
            Assert.Single(sts.Requests).BodyText,
            StringComparison.Ordinal
        );
        Assert.Equal(2, stub.Requests.Count);
        Assert.All(stub.Requests, r => Assert.Contains("Credential=ROLEKEY/", r.Header("Authorization"), StringComparison.Ordinal));
        Assert.All(stub.Requests, r => Assert.Equal("token", r.Header("x-amz-security-token")));
    }

    [Fact]
    public async Task Says_that_the_role_is_not_for_us()
    {
        await using var sts = new AwsStub(
            new StubAnswer(
                403,
                "Content-Type: text/xml\r\n",
                """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized</Message></Error></ErrorResponse>
            """u8.ToArray()
            )
        );
        await using var stub = new AwsStub(r => StubAnswer.Part(r, s_object));

        var error = await Assert.ThrowsAsync<SourceAccessDeniedException>(() => ReadAsync(WithRole(stub, sts)));

        Assert.Contains("as arn:aws:iam::123456789012:role/reader: Not authorized", error.Message, StringComparison.Ordinal);
        Assert.Empty(stub.Requests);
    }

    private static AwsOptions Options(AwsStub stub) =>
        new() { S3Endpoint = stub.Address, Credentials = new BasicAWSCredentials("KEY", "SECRET") };

    private static AwsOptions WithRole(AwsStub stub, AwsStub sts) =>
        Options(stub) with
        {
            StsEndpoint = sts.Address,
            Buckets = new Dictionary<string, BucketPolicy> { ["bucket"] = new() { RoleArn = "arn:aws:iam::123456789012:role/reader" } },
        };

    // Credential=KEY/20250101/region/s3/aws4_request
    private static string RegionOf(HttpMessage request) => request.Header("Authorization")!.Split('/')[2];

    private Task<RangeRead> ReadAsync(AwsStub stub) => ReadAsync(Options(stub));

    private async Task<RangeRead> ReadAsync(AwsOptions options, string? ifMatch = null)
    {
        using var clients = Clients(options);
        return await ReadAsync(clients, ifMatch);
    }

    private static async Task<RangeRead> ReadAsync(S3Clients clients, string? ifMatch = null) =>
        await clients.Open(new("bucket", "a.tif", null)).ReadAsync(new(0, 16), ifMatch, TestContext.Current.CancellationToken);

    private S3Clients Clients(AwsOptions options) => new(options) { ReadsBySdk = readsBySdk };
}

/// <summary>Requests that are signed here.</summary>
public sealed class SignedS3FaultTests() : S3FaultTests(readsBySdk: false);

/// <summary>Requests of the SDK.</summary>
public sealed class SdkS3FaultTests() : S3FaultTests(readsBySdk: true);
