using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Fleet;

/// <summary>
/// Who may read a bucket, who pays, and where it is, as the native function's variables say it, in an S3 that judges signatures and payers.
/// </summary>
public sealed class BucketAccessTests(AwsServices services) : IAsyncLifetime
{
    private static readonly MapFile s_map = new(12, 1850, 1640, 1, 1);
    private static readonly string s_tile = s_map.Tiles[0] + ".png";

    private RadosGateway _gateway = null!;
    private CountingProxy _proxy = null!;
    private S3Bucket _bucket = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await services.S3Async();
        _proxy = new(_gateway.Endpoint);
        _bucket = await S3Bucket.CreateAsync(_gateway);
        await _bucket.PutAsync("map.tif", s_map.Build((x, y) => (byte)(1 + (x ^ y) % 250)));
    }

    public async ValueTask DisposeAsync()
    {
        _bucket?.Dispose();
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_private_bucket_is_its_owner_s()
    {
        Assert.Equal(200, (await AskAsync(RadosGateway.Owner)).Status);

        HttpAnswer stranger = await AskAsync(RadosGateway.Stranger);
        HttpAnswer nobody = await AskAsync(RadosGateway.Stranger, environment: ("AWS_NO_SIGN_REQUEST", "YES"));
        HttpAnswer forger = await AskAsync((RadosGateway.Owner.Key, "guessed"));

        Assert.Equal((403, 403, 403), (stranger.Status, nobody.Status, forger.Status));
        Assert.All(new[] { stranger, nobody, forger }, a => Assert.Equal("no-store", a.Headers["Cache-Control"]));
        Assert.Contains(
            "set AWS_REQUEST_PAYER=requester or name the bucket in COG_REQUESTER_PAYS_BUCKETS",
            Detail(stranger),
            StringComparison.Ordinal
        );
        Assert.Contains("the credentials of this deployment are not accepted", Detail(forger), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_bucket_is_read_without_a_signature()
    {
        await _bucket.AllowReadingAsync("\"*\"");

        HttpAnswer answer = await AskAsync(RadosGateway.Stranger, environment: ("AWS_NO_SIGN_REQUEST", "YES"));

        Assert.Equal(200, answer.Status);
        Assert.Equal([null, null], _proxy.Exchanges.Select(e => e.Request.Header("Authorization")));
    }

    [Theory]
    [InlineData("", "", "", 403, false)] // Nobody says who pays.
    [InlineData("AWS_REQUEST_PAYER", "requester", "", 200, true)]
    [InlineData("COG_REQUESTER_PAYS_BUCKETS", "other-bucket {0}", "", 200, true)]
    [InlineData("COG_REQUESTER_PAYS_BUCKETS", "other-bucket", "", 403, false)]
    [InlineData("COG_BUCKETS", """{{"{0}": {{"payer": "requester"}}}}""", "", 200, true)]
    [InlineData("COG_REQUESTER_PAYS_ON_REQUEST", "{0}", "", 403, false)] // A caller may ask, and does not.
    [InlineData("COG_REQUESTER_PAYS_ON_REQUEST", "{0}", "parameter", 200, true)]
    [InlineData("COG_REQUESTER_PAYS_ON_REQUEST", "{0}", "header", 200, true)]
    [InlineData("", "", "parameter", 403, false)] // A caller asks, and may not.
    [InlineData("", "", "header", 403, false)]
    public async Task A_bucket_whose_requester_pays(string variable, string value, string asks, int status, bool pays)
    {
        await _bucket.AllowReadingAsync();
        await _bucket.MakeRequesterPayAsync();

        HttpAnswer answer = await AskAsync(
            RadosGateway.Stranger,
            asks == "parameter" ? "?request_payer=requester" : "",
            asks == "header" ? [("x-amz-request-payer", "requester")] : [],
            (variable.Length > 0 ? variable : "UNUSED", string.Format(null, value, _bucket.Name))
        );

        Assert.True(answer.Status == status, answer.Text);
        Assert.NotEmpty(_proxy.Exchanges);
        Assert.Equal(
            pays ? "requester" : null,
            Assert.Single(_proxy.Exchanges.Select(e => e.Request.Header("x-amz-request-payer")).Distinct())
        );
    }

    [Fact]
    public async Task Nobody_pays_for_the_nameless()
    {
        await _bucket.AllowReadingAsync("\"*\"");
        await _bucket.MakeRequesterPayAsync();

        Assert.Equal(
            403,
            (
                await AskAsync(RadosGateway.Stranger, environment: [("AWS_NO_SIGN_REQUEST", "YES"), ("AWS_REQUEST_PAYER", "requester")])
            ).Status
        );
    }

    [Fact]
    public async Task What_one_caller_pays_for_opens_nothing_for_others_here_or_in_the_next_sandbox()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await _bucket.AllowReadingAsync();
        await _bucket.MakeRequesterPayAsync();
        (string, string)[] environment =
        [
            .. TileSandbox.S3(_proxy.Address, RadosGateway.Stranger),
            .. TileSandbox.Table(table.Settings.DynamoDbEndpoint!, table.Settings.HeaderTable!),
            ("COG_REQUESTER_PAYS_ON_REQUEST", _bucket.Name),
        ];

        await using (TileSandbox first = await TileSandbox.StartAsync(environment))
        {
            HttpAnswer paid = await first.GetAsync(s_tile + "?request_payer=requester", _bucket.UriOf("map.tif"));
            HttpAnswer unpaid = await first.GetAsync(s_tile, _bucket.UriOf("map.tif"), headers: ("if-none-match", paid.Headers["ETag"]));
            Assert.Equal((200, 403), (paid.Status, unpaid.Status));
        }

        await using TileSandbox next = await TileSandbox.StartAsync(environment);
        Assert.Equal(403, (await next.GetAsync(s_tile, _bucket.UriOf("map.tif"))).Status);
        Assert.Equal(200, (await next.GetAsync(s_tile, _bucket.UriOf("map.tif"), headers: ("x-amz-request-payer", "requester"))).Status);
    }

    [Theory]
    [InlineData("eu-west-3", "AWS_ENDPOINT_URL_S3", "{0}", "AWS_REGION", "eu-west-3")]
    [InlineData("ap-south-1", "AWS_ENDPOINT_URL", "{0}", "AWS_REGION", "", "AWS_DEFAULT_REGION", "ap-south-1")]
    [InlineData("eu-central-1", "AWS_S3_ENDPOINT", "{1}", "AWS_HTTPS", "NO")]
    [InlineData("eu-central-1", "AWS_ENDPOINT_URL_S3", "{0}", "AWS_S3_ENDPOINT", "127.0.0.1:1", "AWS_ENDPOINT_URL", "http://127.0.0.1:1")]
    [InlineData("sa-east-1", "AWS_ENDPOINT_URL_S3", "{0}", "COG_BUCKETS", """{{"{2}": {{"region": "sa-east-1"}}}}""")]
    public async Task Where_the_bucket_is(string region, params string[] variables)
    {
        (string, string)[] environment =
        [
            .. variables
                .Chunk(2)
                .Select(v => (v[0], string.Format(null, v[1], _proxy.Address.AbsoluteUri, _proxy.Address.Authority, _bucket.Name))),
        ];
        await using TileSandbox sandbox = await TileSandbox.StartAsync([
            ("AWS_ACCESS_KEY_ID", RadosGateway.Owner.Key),
            ("AWS_SECRET_ACCESS_KEY", RadosGateway.Owner.Secret),
            ("COG_ALLOWED_SOURCES", "*"),
            .. environment,
        ]);

        HttpAnswer answer = await sandbox.GetAsync(s_tile, _bucket.UriOf("map.tif"));

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal(
            $"GET /{_bucket.Name}/map.tif",
            Assert.Single(_proxy.Exchanges.Select(e => $"{e.Request.Method} {e.Request.Target}").Distinct())
        );
        Assert.Contains(
            $"/{region}/s3/aws4_request",
            Assert.Single(_proxy.Exchanges.Select(e => e.Request.Header("Authorization")!.Split(',')[0]).Distinct()),
            StringComparison.Ordinal
        );
        Assert.Equal(2, _proxy.Exchanges.Count);
        Assert.Equal(_proxy.Exchanges[0].BufferedResponse.Header("ETag"), _proxy.Exchanges[1].Request.Header("If-Match"));
    }

    [Fact]
    public async Task The_version_that_is_named()
    {
        await _bucket.KeepVersionsAsync();
        string? first = await _bucket.PutAsync("map.tif", s_map.Build((_, _) => 7));
        await _bucket.PutAsync("map.tif", s_map.Build((_, _) => 9));
        await using TileSandbox sandbox = await TileSandbox.StartAsync(TileSandbox.S3(_proxy.Address, RadosGateway.Owner));

        byte[] now = (await sandbox.GetAsync(s_map.Tiles[0] + ".npy", _bucket.UriOf("map.tif"))).Content;
        byte[] then = (await sandbox.GetAsync(s_map.Tiles[0] + ".npy", $"{_bucket.UriOf("map.tif")}?versionId={first}")).Content;

        Assert.Equal((9, 7), (now[128], then[128]));
    }

    private async Task<HttpAnswer> AskAsync(
        (string, string) account,
        string query = "",
        (string, string)[]? headers = null,
        params (string, string)[] environment
    )
    {
        await using TileSandbox sandbox = await TileSandbox.StartAsync([.. TileSandbox.S3(_proxy.Address, account), .. environment]);
        return await sandbox.GetAsync(s_tile + query, _bucket.UriOf("map.tif"), headers: headers ?? []);
    }

    private static string Detail(HttpAnswer answer) => JsonDocument.Parse(answer.Content).RootElement.GetProperty("detail").GetString()!;
}
