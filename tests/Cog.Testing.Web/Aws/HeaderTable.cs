using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Cog.Aws;
using Cog.Hosting.Aws;
using Cog.Testing.Aws;

namespace Cog.Testing.Web.Aws;

/// <summary>A header table of its own for one test, with a cache on it and a clock that stands still.</summary>
internal sealed class HeaderTable : IAsyncDisposable
{
    private readonly AmazonDynamoDBClient _client;
    private readonly AwsOptions _options;

    private HeaderTable(AmazonDynamoDBClient client, AwsOptions options)
    {
        (_client, _options) = (client, options);
        Cache = CacheFor(options.HeaderTable!);
    }

    /// <summary>Where the table is.</summary>
    public AwsOptions Settings => _options;

    public DynamoDbHeaderCache Cache { get; }

    public StoppedClock Time { get; } = new();

    public List<string> Reports { get; } = [];

    public static async Task<HeaderTable> CreateAsync(AwsServices services)
    {
        Dynalite dynalite = await services.DynamoDbAsync();
        string name = $"headers-{Guid.NewGuid():N}";
        var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("KEY", "SECRET"),
            new AmazonDynamoDBConfig { ServiceURL = dynalite.Endpoint.AbsoluteUri }
        );
        await client.CreateTableAsync(
            new()
            {
                TableName = name,
                KeySchema = [new("object", KeyType.HASH)],
                AttributeDefinitions = [new("object", ScalarAttributeType.S)],
                BillingMode = BillingMode.PAY_PER_REQUEST,
            },
            TestContext.Current.CancellationToken
        );
        while ((await client.DescribeTableAsync(name, TestContext.Current.CancellationToken)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return new(client, Options(dynalite.Endpoint) with { HeaderTable = name });
    }

    /// <summary>Makes a table alone.</summary>
    public static async Task CreateAsync(Uri endpoint, string name)
    {
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("KEY", "SECRET"),
            new AmazonDynamoDBConfig { ServiceURL = endpoint.AbsoluteUri }
        );
        await client.CreateTableAsync(
            new()
            {
                TableName = name,
                KeySchema = [new("object", KeyType.HASH)],
                AttributeDefinitions = [new("object", ScalarAttributeType.S)],
                BillingMode = BillingMode.PAY_PER_REQUEST,
            }
        );
    }

    /// <summary>Options for a table behind <paramref name="endpoint"/>; patient, for machines that have much to do.</summary>
    public static AwsOptions Options(Uri endpoint) =>
        new()
        {
            DynamoDbEndpoint = endpoint,
            Credentials = new BasicAWSCredentials("KEY", "SECRET"),
            HeaderTable = "headers",
            HeaderTableTimeout = TimeSpan.FromSeconds(20),
        };

    public DynamoDbHeaderCache CacheFor(string table) => new(_options with { HeaderTable = table }, Time, Reports.Add);

    public async Task<List<Dictionary<string, AttributeValue>>> ItemsAsync() =>
        (await _client.ScanAsync(new ScanRequest(_options.HeaderTable), TestContext.Current.CancellationToken)).Items ?? [];

    /// <summary>Takes every item out.</summary>
    public async Task ClearAsync()
    {
        foreach (Dictionary<string, AttributeValue> item in await ItemsAsync())
        {
            await _client.DeleteItemAsync(
                _options.HeaderTable,
                new() { ["object"] = item["object"] },
                TestContext.Current.CancellationToken
            );
        }
    }

    public Task PutAsync(Dictionary<string, AttributeValue> item) =>
        _client.PutItemAsync(_options.HeaderTable, item, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
