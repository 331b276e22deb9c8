using System.Text;
using System.Text.Json.Nodes;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Fleet;

/// <summary>
/// A header table on a bad day, beside the native function: the right pictures, the header from the file, and one line in the log.
/// </summary>
[Collection(FleetCollection.Name)]
public sealed class TableFaultTests : IAsyncLifetime
{
    private static readonly MapFile s_map = new(12, 1850, 1640, 3, 1);
    private static readonly byte[] s_file = s_map.Build((x, y) => (byte)(1 + (((x * 7) ^ (y * 3)) % 250)));

    private byte[][] _pictures = null!;

    public async ValueTask InitializeAsync() => _pictures = await InProcess.TilesAsync(s_file, s_map.Tiles.Select(t => t + ".png"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("throttled", "answered 400 ProvisionedThroughputExceededException")]
    [InlineData("denied", "answered 400 AccessDeniedException")]
    [InlineData("missing", "does not exist")]
    [InlineData("broken", "cannot be asked")]
    [InlineData("silent", "did not answer within 1000 ms")]
    [InlineData("reset", "cannot be asked")]
    [InlineData("rubbish", "The header table headers answered 200")]
    public async Task Costs_one_question_and_one_line(string fault, string says)
    {
        await using var table = new AwsStub(_ =>
            fault switch
            {
                "throttled" => StubAnswer.DynamoDbError(400, "ProvisionedThroughputExceededException"),
                "denied" => StubAnswer.DynamoDbError(400, "AccessDeniedException"),
                "missing" => StubAnswer.DynamoDbError(400, "ResourceNotFoundException"),
                "broken" => StubAnswer.DynamoDbError(500, "InternalServerError"),
                "silent" => StubAnswer.Silence,
                "reset" => StubAnswer.Reset,
                _ => StubAnswer.DynamoDb(200, "<html>Welcome</html>"),
            }
        );

        (string logs, string headers, int starts) = await AskAsync(table);

        Assert.Equal(("file, memory, memory", 1), (headers, starts));
        Assert.Single(table.Requests); // Then it is left alone for seconds.
        Assert.Contains(says, Assert.Single(Lines(logs)), StringComparison.Ordinal);
        Assert.DoesNotMatch("net_[a-z]+_", logs);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("another serializer's")]
    [InlineData("another ETag's")]
    [InlineData("damaged")]
    public async Task An_item_that_is_none_is_replaced(string kind)
    {
        JsonNode item = await ItemAsync();
        byte[] header = Convert.FromBase64String((string)item["header"]!["B"]!);
        switch (kind)
        {
            case "rubbish":
                header = [1, 2, 3];
                break;
            case "another serializer's":
                header[4]++;
                break;
            case "damaged":
                header[^1] ^= 1;
                break;
            default:
                item["etag"]!["S"] = "\"2\"";
                break;
        }

        item["header"]!["B"] = Convert.ToBase64String(header);
        await using AwsStub table = Table(item);

        (string logs, string headers, int starts) = await AskAsync(table);

        Assert.Equal(("file, memory, memory", 1), (headers, starts));
        Assert.Contains("not a header of version", Assert.Single(Lines(logs)), StringComparison.Ordinal);
        Assert.Equal(["GetItem", "PutItem"], table.Requests.Select(OperationOf));
        Assert.NotEqual(
            Convert.ToBase64String(header) + "\"2\"",
            (string)Sent(table, "PutItem")["header"]!["B"]! + (string)Sent(table, "PutItem")["etag"]!["S"]!
        );
    }

    [Fact]
    public async Task A_good_item_spares_the_read_of_the_header()
    {
        await using AwsStub table = Table(await ItemAsync());

        (string logs, string headers, int starts) = await AskAsync(table);

        Assert.Equal(("table, memory, memory", 0), (headers, starts));
        Assert.Empty(Lines(logs));
    }

    [Fact]
    public async Task An_item_of_an_overwritten_object_is_removed_and_its_place_taken()
    {
        JsonNode item = await ItemAsync(); // Of version "1"; the object is "2" by now, and its blocks lie elsewhere.
        await using AwsStub table = Table(item);

        (string logs, string headers, int starts) = await AskAsync(table, "\"2\"");

        Assert.Equal(("file, memory, memory", 1), (headers, starts));
        Assert.Empty(Lines(logs));
        Assert.Equal(["GetItem", "DeleteItem", "GetItem", "PutItem"], table.Requests.Select(OperationOf));
        Assert.Equal("\"2\"", (string)Sent(table, "PutItem")["etag"]!["S"]!);
    }

    /// <summary>Asks one sandbox for three tiles; the pictures must be right.</summary>
    /// <returns>What it had to say, where the headers came from, and how often the file's start was read.</returns>
    private async Task<(string Logs, string Headers, int Starts)> AskAsync(AwsStub table, string etag = "\"1\"")
    {
        await using var store = new AwsStub(r =>
            r.Header("If-Match") is { } expected && expected != etag
                ? StubAnswer.S3Error(412, "PreconditionFailed")
                : StubAnswer.Part(r, s_file, etag)
        );
        await using TileSandbox sandbox = await TileSandbox.StartAsync([
            .. TileSandbox.S3(store.Address),
            .. TileSandbox.Table(table.Address),
        ]);
        var headers = new List<string>();
        for (int i = 0; i < _pictures.Length; i++)
        {
            HttpAnswer answer = await sandbox.GetAsync(s_map.Tiles[i] + ".png", "s3://bucket/map.tif");
            Assert.True(answer.Status == 200, answer.Text);
            Assert.Equal(_pictures[i], answer.Content);
            headers.Add(answer.Headers["X-Cog-Header"]);
        }

        return (
            await sandbox.KillAsync(),
            string.Join(", ", headers),
            store.Requests.Count(r => r.Header("Range")!.StartsWith("bytes=0-", StringComparison.Ordinal))
        );
    }

    /// <summary>What the function itself puts into an empty table.</summary>
    private async Task<JsonNode> ItemAsync()
    {
        await using var empty = new AwsStub(_ => StubAnswer.DynamoDb(200, "{}"));
        await AskAsync(empty);
        return Sent(empty, "PutItem");
    }

    /// <summary>A table with one item, that forgets it when it is told to; what is put there is lost.</summary>
    private static AwsStub Table(JsonNode item)
    {
        string found = $"{{\"Item\": {item.ToJsonString()}}}";
        return new(r =>
        {
            if (OperationOf(r) == "DeleteItem")
            {
                found = "{}";
            }

            return StubAnswer.DynamoDb(200, OperationOf(r) == "GetItem" ? found : "{}");
        });
    }

    private static JsonNode Sent(AwsStub table, string operation) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Assert.Single(table.Requests, r => OperationOf(r) == operation).Body))!["Item"]!;

    private static string OperationOf(HttpMessage request) => request.Header("X-Amz-Target")!.Split('.')[^1];

    private static string[] Lines(string logs) =>
        [.. logs.Split('\n').Where(l => l.Contains("The header table", StringComparison.Ordinal))];
}
