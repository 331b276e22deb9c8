using Cog.Header;
using Cog.Hosting.Aws;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;

namespace Cog.Aws.Tests;

/// <summary>DynamoDB on a bad day: requests go on without it.</summary>
public class DynamoDbFaultTests
{
    private static readonly HeaderKey s_key = new(new("s3://bucket/a.tif"), RequesterPays: false);
    private readonly StoppedClock _time = new();
    private readonly List<string> _reports = [];

    [Theory]
    [InlineData(400, "ProvisionedThroughputExceededException")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "RequestLimitExceeded")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    public async Task Is_left_alone_for_seconds_after_what_may_pass(int status, string code)
    {
        await using var stub = new AwsStub(StubAnswer.DynamoDbError(status, code));
        DynamoDbHeaderCache cache = Cache(stub);

        await AskAsync(cache);
        Assert.Single(stub.Requests); // One attempt, and the other questions not even asked.

        _time.Now += TimeSpan.FromSeconds(5);
        Assert.Null(await cache.GetAsync(s_key, Token));
        Assert.Equal(2, stub.Requests.Count);
        Assert.Single(_reports);
    }

    [Theory]
    [InlineData("AccessDeniedException")]
    [InlineData("UnrecognizedClientException")]
    [InlineData("ResourceNotFoundException")]
    [InlineData("ValidationException")]
    public async Task Is_left_alone_for_longer_after_what_somebody_must_mend(string code)
    {
        await using var stub = new AwsStub(StubAnswer.DynamoDbError(400, code));
        DynamoDbHeaderCache cache = Cache(stub);

        await AskAsync(cache);
        _time.Now += TimeSpan.FromSeconds(59);
        await AskAsync(cache);
        Assert.Single(stub.Requests);

        _time.Now += TimeSpan.FromSeconds(1);
        await AskAsync(cache);
        Assert.Equal(2, stub.Requests.Count);
        Assert.Contains("The header table headers", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_again_for_what_the_table_had_no_time_for_and_gives_up()
    {
        const string Unprocessed = """
            {"Responses": {"headers": []}, "UnprocessedKeys": {"headers": {"Keys": [{"object": {"S": "s3://bucket/a.tif"}}]}}}
            """;
        await using var stub = new AwsStub(StubAnswer.DynamoDb(200, Unprocessed));
        DynamoDbHeaderCache cache = Cache(stub);

        Assert.Empty(await cache.GetManyAsync([s_key, s_key with { RequesterPays = true }], Token));

        Assert.Equal(4, stub.Requests.Count);
        Assert.Contains("requester", stub.Requests[0].BodyText, StringComparison.Ordinal);
        Assert.All(stub.Requests.Skip(1), r => Assert.DoesNotContain("requester", r.BodyText, StringComparison.Ordinal));
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task Does_not_ask_for_many_while_it_is_left_alone()
    {
        await using var stub = new AwsStub(StubAnswer.DynamoDbError(500, "InternalServerError"));
        DynamoDbHeaderCache cache = Cache(stub);

        Assert.Empty(await cache.GetManyAsync([s_key, s_key with { RequesterPays = true }], Token));
        Assert.Empty(await cache.GetManyAsync([s_key, s_key with { RequesterPays = true }], Token));

        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Does_not_wait_for_a_slow_table()
    {
        await using var stub = new AwsStub(StubAnswer.Silence);
        DynamoDbHeaderCache cache = Cache(stub, TimeSpan.FromMilliseconds(500));

        await AskAsync(cache);

        Assert.Single(stub.Requests);
        Assert.Contains("did not answer within 2000 ms", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_longer_for_the_first_answer_than_for_others()
    {
        int asked = 0;
        await using var stub = new AwsStub(_ => asked++ == 0 ? StubAnswer.DynamoDb(200, "{}") : StubAnswer.Silence);
        DynamoDbHeaderCache cache = Cache(stub, TimeSpan.FromSeconds(2));

        Assert.Null(await cache.GetAsync(s_key, Token));
        await AskAsync(cache);

        Assert.Equal(2, stub.Requests.Count);
        Assert.Contains("did not answer within 2000 ms", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_without_a_table_that_cannot_be_reached()
    {
        var stub = new AwsStub(StubAnswer.Silence);
        await stub.DisposeAsync();
        DynamoDbHeaderCache cache = Cache(stub);

        await AskAsync(cache);

        Assert.Contains("cannot be asked", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_without_a_table_that_hangs_up()
    {
        await using var stub = new AwsStub(StubAnswer.Reset);
        DynamoDbHeaderCache cache = Cache(stub);

        await AskAsync(cache);

        Assert.Contains("cannot be asked", Assert.Single(_reports), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>Welcome</html>")]
    [InlineData(200, "{\"Item\": 5}")]
    [InlineData(200, "{\"Item\": {\"header\": {\"B\": \"no base64!\"}, \"ttl\": {\"N\": \"9999999999\"}}}")]
    [InlineData(200, "{\"Item\": {\"header\": ")]
    [InlineData(200, "[]")]
    [InlineData(200, "")]
    [InlineData(400, "<html>Sign in</html>")]
    [InlineData(302, "")]
    public async Task Does_without_answers_that_are_none(int status, string body)
    {
        await using var stub = new AwsStub(StubAnswer.DynamoDb(status, body));
        DynamoDbHeaderCache cache = Cache(stub);

        Assert.Null(await cache.GetAsync(s_key, Token));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task Reports_each_cause_once()
    {
        int asked = 0;
        await using var stub = new AwsStub(_ =>
            StubAnswer.DynamoDbError(400, asked++ % 2 == 0 ? "ThrottlingException" : "AccessDeniedException")
        );
        DynamoDbHeaderCache cache = Cache(stub);

        for (int i = 0; i < 6; i++)
        {
            Assert.Null(await cache.GetAsync(s_key, Token));
            _time.Now += TimeSpan.FromMinutes(2);
        }

        Assert.Equal(6, stub.Requests.Count);
        Assert.Equal(2, _reports.Count);
    }

    [Fact]
    public async Task Ends_when_the_caller_goes()
    {
        await using var stub = new AwsStub(StubAnswer.Silence);
        DynamoDbHeaderCache cache = Cache(stub);
        using var caller = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cache.GetAsync(s_key, caller.Token));

        Assert.False(_reports.Count > 0); // Not the table's fault.
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DynamoDbHeaderCache Cache(AwsStub stub, TimeSpan? timeout = null) =>
        new(HeaderTable.Options(stub.Address) with { HeaderTableTimeout = timeout ?? TimeSpan.FromSeconds(20) }, _time, _reports.Add);

    private async Task AskAsync(DynamoDbHeaderCache cache)
    {
        Assert.Null(await cache.GetAsync(s_key, Token));
        await cache.PutAsync(s_key, new(await DynamoDbHeaderCacheTests.HeaderAsync("\"1\""), _time.Now), Token);
        await cache.RemoveAsync(s_key, "\"1\"", Token);
    }
}
