using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Cog.Aws;
using Cog.Hosting.Aws;
using Cog.Testing.Aws;

namespace Cog.Testing.Web.Aws;

/// <summary>A table of places of its own for one test.</summary>
internal sealed class PlacesTable : IAsyncDisposable
{
    private readonly AmazonDynamoDBClient _client;

    private PlacesTable(AmazonDynamoDBClient client, string name, Uri endpoint)
    {
        (_client, Name) = (client, name);
        Settings = AwsOptions.Default with { DynamoDbEndpoint = endpoint, Credentials = new BasicAWSCredentials("KEY", "SECRET") };
        Table = Open();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where it is.</summary>
    public AwsOptions Settings { get; }

    public PlaceTable Table { get; }

    public static async Task<PlacesTable> CreateAsync(AwsServices services)
    {
        Dynalite dynalite = await services.DynamoDbAsync();
        string name = $"places-{Guid.NewGuid():N}";
        var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("KEY", "SECRET"),
            new AmazonDynamoDBConfig { ServiceURL = dynalite.Endpoint.AbsoluteUri }
        );
        await client.CreateTableAsync(
            new()
            {
                TableName = name,
                KeySchema = [new("bucket", KeyType.HASH), new("place", KeyType.RANGE)],
                AttributeDefinitions = [new("bucket", ScalarAttributeType.S), new("place", ScalarAttributeType.S)],
                BillingMode = BillingMode.PAY_PER_REQUEST,
            },
            TestContext.Current.CancellationToken
        );
        while ((await client.DescribeTableAsync(name, TestContext.Current.CancellationToken)).Table.TableStatus != TableStatus.ACTIVE)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return new(client, name, dynalite.Endpoint);
    }

    /// <summary>The table as a process sees it that has just been started.</summary>
    public PlaceTable Open() => new(Name, Settings, TimeProvider.System);

    /// <summary>How many items there are.</summary>
    public async Task<int> CountAsync() =>
        (await _client.ScanAsync(new Amazon.DynamoDBv2.Model.ScanRequest(Name), TestContext.Current.CancellationToken)).Items.Count;

    public ValueTask DisposeAsync()
    {
        Table.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
