using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Cog.Aws;

namespace Cog.Hosting.Aws;

/// <summary>Objects by the cells of the earth that they lie in, in a DynamoDB table that nothing expires from.</summary>
/// <remarks>
/// Partition key <c>bucket</c> (S), sort key <c>place</c> (S). Of each object there is an item for each of its cells, whose <c>place</c> is
/// the cell, <c>#</c> and a digest of the key, with <c>key</c> (S), <c>written</c> (N, Unix milliseconds), <c>box</c> (S, four numbers) and
/// <c>resolution</c> (N); and one, <c>@</c> and the digest, that lists its <c>cells</c> (SS), so that they are found when it goes. A cell
/// is two digits, its level, and its quadkey. The item <c>levels</c> lists the levels that there are cells of (NS).
/// </remarks>
internal sealed class PlaceTable : IDisposable
{
    private const int MaxPages = 16; // Of a folder with little in a bucket with much.

    private static readonly TimeSpan s_levelsFor = TimeSpan.FromSeconds(60);

    private readonly string _table;
    private readonly TimeProvider _time;
    private readonly PlaceRequests _requests;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset AsOf, IReadOnlyList<int> Levels)> _levels = [];

    /// <summary>Prepares the table; the first request is sent by a method.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="options">How DynamoDB is reached.</param>
    /// <param name="time">The clock.</param>
    public PlaceTable(string table, AwsOptions options, TimeProvider time)
    {
        (_table, _time) = (table, time);
        _requests = new(table, options);
    }

    /// <summary>The text of a cell.</summary>
    public static string CellOf(int level, string quadkey) => string.Create(CultureInfo.InvariantCulture, $"{level:00}{quadkey}");

    /// <summary>Enters an object, in the place of what was entered for its key; not when a later one was.</summary>
    /// <param name="placed">The object.</param>
    /// <param name="level">Of its cells.</param>
    /// <param name="cells">See <see cref="CellOf"/>; few.</param>
    /// <param name="cancellationToken">Abandons it: what was entered by then is found, and gone when it is entered again.</param>
    /// <returns>False when a later one was entered.</returns>
    /// <exception cref="CogException">The table does not take it.</exception>
    public async Task<bool> PutAsync(PlacedObject placed, int level, IReadOnlyList<string> cells, CancellationToken cancellationToken)
    {
        string digest = DigestOf(placed.Key);
        List<string> places = [.. cells.Select(cell => $"{cell}#{digest}")];
        Dictionary<string, AttributeValue>? owner = await OwnerAsync(placed.Bucket, digest, cancellationToken);
        if (owner is not null && PlaceItem.WrittenOf(owner) > placed.Written.ToUnixTimeMilliseconds())
        {
            return false;
        }

        List<string> before = owner?.GetValueOrDefault("cells")?.SS ?? [];
        List<string> stale = [.. before.Except(places)];
        await AddLevelAsync(placed.Bucket, level, cancellationToken);

        // The list comes first, with what it had: whatever breaks off in between, nothing is entered that it does not name.
        if (!await PutOwnerAsync(placed, digest, [.. places.Union(before)], cancellationToken))
        {
            return false;
        }

        foreach (string place in places)
        {
            await _requests.SendAsync(
                (client, token) => client.PutItemAsync(new() { TableName = _table, Item = PlaceItem.Of(placed, place) }, token),
                cancellationToken
            );
        }

        foreach (string place in stale)
        {
            await DeleteAsync(placed.Bucket, place, cancellationToken);
        }

        return stale.Count == 0 || await PutOwnerAsync(placed, digest, places, cancellationToken);
    }

    /// <summary>Takes an object out; not one that was written later.</summary>
    /// <param name="bucket">Its bucket.</param>
    /// <param name="key">Its key.</param>
    /// <param name="before">When it was removed; null for whatever is there.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CogException">The table does not answer.</exception>
    public async Task RemoveAsync(string bucket, string key, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        string digest = DigestOf(key);
        if (
            await OwnerAsync(bucket, digest, cancellationToken) is not { } owner
            || (before is { } time && PlaceItem.WrittenOf(owner) > time.ToUnixTimeMilliseconds())
        )
        {
            return;
        }

        foreach (string place in owner.GetValueOrDefault("cells")?.SS ?? [])
        {
            await DeleteAsync(bucket, place, cancellationToken);
        }

        await DeleteAsync(bucket, "@" + digest, cancellationToken);
    }

    /// <summary>The levels that a bucket's objects are entered at, coarsest first; up to a minute old.</summary>
    /// <exception cref="CogException">The table does not answer.</exception>
    public async Task<IReadOnlyList<int>> LevelsAsync(string bucket, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _time.GetUtcNow();
        lock (_gate)
        {
            if (_levels.TryGetValue(bucket, out (DateTimeOffset AsOf, IReadOnlyList<int> Levels) known) && now - known.AsOf < s_levelsFor)
            {
                return known.Levels;
            }
        }

        GetItemResponse found = await _requests.SendAsync(
            (client, token) => client.GetItemAsync(new() { TableName = _table, Key = PlaceItem.KeyOf(bucket, PlaceItem.Levels) }, token),
            cancellationToken
        );
        int[] levels =
        [
            .. (found.Item?.GetValueOrDefault(PlaceItem.Levels)?.NS ?? [])
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture))
                .Order(),
        ];
        lock (_gate)
        {
            _levels[bucket] = (now, levels);
        }

        return levels;
    }

    /// <summary>Objects whose <c>place</c> begins with a text.</summary>
    /// <param name="bucket">Their bucket.</param>
    /// <param name="place">A cell with <c>#</c> behind it; or without, for those in it, too.</param>
    /// <param name="keyPrefix">What their keys begin with.</param>
    /// <param name="limit">Ends when there are as many.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <returns>The objects, and whether there may be more.</returns>
    /// <exception cref="CogException">The table does not answer.</exception>
    public async Task<(IReadOnlyList<PlacedObject> Objects, bool IsCut)> FindAsync(
        string bucket,
        string place,
        string keyPrefix,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var found = new List<PlacedObject>();
        Dictionary<string, AttributeValue>? start = null;
        int pages = 0;
        do
        {
            pages++;
            Dictionary<string, AttributeValue>? from = start;
            QueryResponse page = await _requests.SendAsync(
                (client, token) =>
                    client.QueryAsync(
                        new QueryRequest
                        {
                            TableName = _table,
                            KeyConditionExpression = "#bucket = :bucket AND begins_with(#place, :place)",
                            ExpressionAttributeNames = new() { ["#bucket"] = PlaceItem.Bucket, ["#place"] = PlaceItem.Place },
                            ExpressionAttributeValues = new() { [":bucket"] = new(bucket), [":place"] = new(place) },
                            ExclusiveStartKey = from,
                            Limit = limit + 1,
                        },
                        token
                    ),
                cancellationToken
            );
            found.AddRange(
                (page.Items ?? [])
                    .Select(item => PlaceItem.Read(bucket, item))
                    .OfType<PlacedObject>()
                    .Where(placed => placed.Key.StartsWith(keyPrefix, StringComparison.Ordinal))
            );
            start = page.LastEvaluatedKey is { Count: > 0 } next ? next : null;
        } while (start is not null && found.Count <= limit && pages < MaxPages);

        return (found.Count > limit ? found[..limit] : found, start is not null || found.Count > limit);
    }

    /// <inheritdoc/>
    public void Dispose() => _requests.Dispose();

    private async Task AddLevelAsync(string bucket, int level, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_levels.TryGetValue(bucket, out (DateTimeOffset AsOf, IReadOnlyList<int> Levels) known) && known.Levels.Contains(level))
            {
                return;
            }
        }

        await _requests.SendAsync(
            (client, token) =>
                client.UpdateItemAsync(
                    new()
                    {
                        TableName = _table,
                        Key = PlaceItem.KeyOf(bucket, PlaceItem.Levels),
                        UpdateExpression = "ADD #levels :level",
                        ExpressionAttributeNames = new() { ["#levels"] = PlaceItem.Levels },
                        ExpressionAttributeValues = new() { [":level"] = new() { NS = [level.ToString(CultureInfo.InvariantCulture)] } },
                    },
                    token
                ),
            cancellationToken
        );
        lock (_gate)
        {
            _levels.Remove(bucket);
        }
    }

    private async Task<Dictionary<string, AttributeValue>?> OwnerAsync(string bucket, string digest, CancellationToken cancellationToken)
    {
        GetItemResponse found = await _requests.SendAsync(
            (client, token) =>
                client.GetItemAsync(
                    new()
                    {
                        TableName = _table,
                        Key = PlaceItem.KeyOf(bucket, "@" + digest),
                        ConsistentRead = true,
                    },
                    token
                ),
            cancellationToken
        );
        return found.Item is { Count: > 0 } item ? item : null;
    }

    private async Task<bool> PutOwnerAsync(PlacedObject placed, string digest, List<string> cells, CancellationToken cancellationToken)
    {
        Dictionary<string, AttributeValue> item = PlaceItem.KeyOf(placed.Bucket, "@" + digest);
        item["key"] = new(placed.Key);
        item["written"] = PlaceItem.Number(placed.Written.ToUnixTimeMilliseconds());
        item["cells"] = new() { SS = cells };
        try
        {
            await _requests.SendAsync(
                (client, token) =>
                    client.PutItemAsync(
                        new()
                        {
                            TableName = _table,
                            Item = item,
                            ConditionExpression = "attribute_not_exists(#written) OR #written <= :written",
                            ExpressionAttributeNames = new() { ["#written"] = "written" },
                            ExpressionAttributeValues = new() { [":written"] = item["written"] },
                        },
                        token
                    ),
                cancellationToken
            );
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private Task<DeleteItemResponse> DeleteAsync(string bucket, string place, CancellationToken cancellationToken) =>
        _requests.SendAsync(
            (client, token) => client.DeleteItemAsync(new() { TableName = _table, Key = PlaceItem.KeyOf(bucket, place) }, token),
            cancellationToken
        );

    // A key may be longer than a sort key.
    private static string DigestOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
}
