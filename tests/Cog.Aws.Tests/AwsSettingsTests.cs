namespace Cog.Aws.Tests;

public class AwsSettingsTests
{
    [Fact]
    public void Has_defaults_that_reach_Amazon()
    {
        AwsOptions options = Parse();

        Assert.Equal("us-east-1", options.Region);
        Assert.Null(options.Credentials);
        Assert.Null(options.S3Endpoint);
        Assert.Null(options.DynamoDbEndpoint);
        Assert.Null(options.HeaderTable);
        Assert.Equal(TimeSpan.FromHours(1), options.HeaderTableMaxAge);
        Assert.False(options.Unsigned || options.RequesterPays || options.UseDualStack || options.UseFips || options.S3VirtualHosting);
        Assert.Empty(options.Buckets);
    }

    [Fact]
    public void Reads_what_the_SDKs_call_it()
    {
        AwsOptions options = Parse(
            ("AWS_REGION", "eu-west-1"),
            ("AWS_DEFAULT_REGION", "eu-west-2"),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_SESSION_TOKEN", "token"),
            ("AWS_ENDPOINT_URL", "http://all:1"),
            ("AWS_ENDPOINT_URL_S3", "http://s3:2"),
            ("AWS_ENDPOINT_URL_DYNAMODB", "http://table:3"),
            ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
            ("AWS_USE_FIPS_ENDPOINT", "true"),
            ("COG_HEADER_CACHE_TABLE", "headers"),
            ("COG_HEADER_TTL_SECONDS", "60")
        );

        Assert.Equal("eu-west-1", options.Region);
        Assert.Equal(
            ("key", "secret", "token"),
            (
                options.Credentials!.GetCredentials().AccessKey,
                options.Credentials.GetCredentials().SecretKey,
                options.Credentials.GetCredentials().Token
            )
        );
        Assert.Equal(new Uri("http://s3:2"), options.S3Endpoint);
        Assert.Equal(new Uri("http://table:3"), options.DynamoDbEndpoint);
        Assert.Equal(new Uri("http://all:1"), options.StsEndpoint);
        Assert.True(options.UseDualStack && options.UseFips);
        Assert.Equal("headers", options.HeaderTable);
        Assert.Equal(TimeSpan.FromMinutes(1), options.HeaderTableMaxAge);
    }

    [Theory]
    [InlineData("localhost:9000", null, "https://localhost:9000/")]
    [InlineData("localhost:9000", "NO", "http://localhost:9000/")]
    [InlineData("http://localhost:9000", "YES", "http://localhost:9000/")]
    public void Reads_what_GDAL_calls_it(string endpoint, string? https, string expected)
    {
        AwsOptions options = Parse(
            ("AWS_S3_ENDPOINT", endpoint),
            ("AWS_HTTPS", https),
            ("AWS_VIRTUAL_HOSTING", "TRUE"),
            ("AWS_NO_SIGN_REQUEST", "YES"),
            ("AWS_REQUEST_PAYER", "requester")
        );

        Assert.Equal(expected, options.S3Endpoint!.AbsoluteUri);
        Assert.True(options.S3VirtualHosting && options.Unsigned && options.RequesterPays);
        Assert.Null(options.DynamoDbEndpoint);
    }

    [Fact]
    public void Reads_buckets_from_lists_and_table_together()
    {
        AwsOptions options = Parse(
            ("COG_REQUESTER_PAYS_BUCKETS", "usgs-landsat, both changed"),
            ("COG_REQUESTER_PAYS_ON_REQUEST", "both asked"),
            (
                "COG_BUCKETS",
                """{"usgs-landsat": {"region": "us-west-2", "maxBytes": 5000000000}, "changed": {"payer": "on-request"}, "mine": {"role": "arn:aws:iam::123456789012:role/r", "payer": "requester"}}"""
            )
        );

        Assert.Equal(
            new BucketPolicy
            {
                RequesterPays = true,
                Region = "us-west-2",
                MaxBytesPerRequest = 5_000_000_000,
            },
            options.PolicyOf("usgs-landsat")
        );
        Assert.Equal(new BucketPolicy { RequesterPays = true }, options.PolicyOf("both"));
        Assert.Equal(new BucketPolicy { RequesterPaysOnRequest = true }, options.PolicyOf("asked"));
        Assert.Equal(new BucketPolicy { RequesterPaysOnRequest = true }, options.PolicyOf("changed"));
        Assert.Equal(new BucketPolicy { RequesterPays = true, RoleArn = "arn:aws:iam::123456789012:role/r" }, options.PolicyOf("mine"));
        Assert.Equal(BucketPolicy.Default, options.PolicyOf("other"));
    }

    [Theory]
    [InlineData("AWS_REQUEST_PAYER", "owner", "AWS_REQUEST_PAYER is 'owner': expected requester.")]
    [InlineData("AWS_NO_SIGN_REQUEST", "maybe", "AWS_NO_SIGN_REQUEST is 'maybe': expected TRUE or FALSE.")]
    [InlineData("AWS_REGION", "Frankfurt!", "AWS_REGION is 'Frankfurt!': expected a region")]
    [InlineData("AWS_ENDPOINT_URL_S3", "localhost", "AWS_ENDPOINT_URL_S3 is 'localhost': expected an address")]
    [InlineData("AWS_ENDPOINT_URL", "ftp://host", "AWS_ENDPOINT_URL is 'ftp://host': expected an address")]
    [InlineData("COG_HEADER_TTL_SECONDS", "0", "COG_HEADER_TTL_SECONDS is '0': expected whole seconds")]
    [InlineData("COG_BUCKETS", "{", "COG_BUCKETS cannot be read at $: expected JSON such as {")]
    [InlineData("COG_BUCKETS", "[]", "COG_BUCKETS cannot be read at $: expected JSON such as {")]
    [InlineData("COG_BUCKETS", """{"a": null}""", "COG_BUCKETS: a is 'null': expected an object.")]
    [InlineData("COG_BUCKETS", """{"a": {"payer": "me"}}""", "COG_BUCKETS: a.payer is 'me': expected requester or on-request.")]
    [InlineData("COG_BUCKETS", """{"a": {"region": "x/y"}}""", "COG_BUCKETS: a.region is 'x/y': expected a region")]
    [InlineData("COG_BUCKETS", """{"a": {"role": "reader"}}""", "COG_BUCKETS: a.role is 'reader': expected the ARN of a role.")]
    [InlineData("COG_BUCKETS", """{"a": {"maxBytes": 0}}""", "COG_BUCKETS: a.maxBytes is '0': expected 1 or more.")]
    [InlineData("COG_BUCKETS", """{"a": {"maxBytes": "many"}}""", "COG_BUCKETS cannot be read at $.a.maxBytes")]
    [InlineData("COG_BUCKETS", """{"a": {"max_bytes": 5}}""", "COG_BUCKETS cannot be read at $.a")]
    public void Refuses_what_it_cannot_use(string name, string value, string message)
    {
        var error = Assert.Throws<FormatException>(() => Parse((name, value)));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static AwsOptions Parse(params (string Name, string? Value)[] variables) =>
        AwsSettings.Parse(name => variables.FirstOrDefault(v => v.Name == name).Value);
}
