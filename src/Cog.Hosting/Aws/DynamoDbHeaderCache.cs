using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Cog.Aws;
using Cog.Header;
using Cog.Header.Storing;
using Cog.Sources;

namespace Cog.Hosting.Aws;

/// <summary>
/// Headers in a DynamoDB table, shared by all processes that read the same objects. When the table does not serve, requests cost what they
/// would cost without it.
/// </summary>
/// <remarks>
/// An item gives way to one whose header was read later, never to one read earlier: see <see cref="CachedHeader.ReadAt"/>. Reads are
/// consistent, so that a header removed as outdated is not found again. DynamoDB removes expired items days later; here they are expired at
/// once.
/// </remarks>
internal sealed class DynamoDbHeaderCache : IHeaderCache, IDisposable
{
    private const int MaxKeysAtOnce = 100; // BatchGetItem takes no more.
    private const int MaxAttempts = 4;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(10);

    private readonly AwsOptions _options;
    private readonly string _table;
    private readonly TimeProvider _time;
    private readonly Action<string>? _report;
    private readonly TableCircuitBreaker _guard;
    private readonly Lazy<AmazonDynamoDBClient> _client;
    private int _reportedItem;

    /// <summary>Sends nothing.</summary>
    /// <param name="options">Names the table in <see cref="AwsOptions.HeaderTable"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Told why the table does not serve, once for each cause.</param>
    public DynamoDbHeaderCache(AwsOptions options, TimeProvider time, Action<string>? report = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _report) = (options, time, report);
        _table = options.HeaderTable ?? throw new ArgumentException("No table is named.", nameof(options));
        _guard = new(_table, options.HeaderTableTimeout, time, report);
        _client = new(() => CreateClient(options));
    }

    /// <inheritdoc/>
    public async ValueTask<CachedHeader?> GetAsync(HeaderKey key, CancellationToken cancellationToken)
    {
        GetItemResponse? found = await _guard.AskAsync(
            token =>
                _client.Value.GetItemAsync(
                    new()
                    {
                        TableName = _table,
                        Key = HeaderItem.KeyOf(key),
                        ConsistentRead = true,
                    },
                    token
                ),
            cancellationToken
        );
        return Read(key, found?.Item);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<HeaderKey, CachedHeader>> GetManyAsync(
        IReadOnlyCollection<HeaderKey> keys,
        CancellationToken cancellationToken
    )
    {
        Dictionary<HeaderKey, CachedHeader>[] parts = await Task.WhenAll(
            keys.Distinct().Chunk(MaxKeysAtOnce).Select(some => GetSomeAsync(some, cancellationToken))
        );
        return parts is [var all] ? all : parts.SelectMany(part => part).ToDictionary();
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(HeaderKey key, CachedHeader header, CancellationToken cancellationToken)
    {
        if (!_guard.IsPaused && HeaderItem.Write(key, header, header.ReadAt + _options.HeaderTableMaxAge) is { } item)
        {
            var request = new PutItemRequest
            {
                TableName = _table,
                Item = item,
                ConditionExpression = "attribute_not_exists(#written) OR #written <= :written OR #ttl <= :now",
                // "ttl" is a reserved word.
                ExpressionAttributeNames = new() { ["#written"] = HeaderItem.Written, ["#ttl"] = HeaderItem.Expires },
                ExpressionAttributeValues = new()
                {
                    [":written"] = item[HeaderItem.Written],
                    [":now"] = HeaderItem.Number(_time.GetUtcNow().ToUnixTimeSeconds()),
                },
            };
            await _guard.AskAsync(token => _client.Value.PutItemAsync(request, token), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PutRangesAsync(
        HeaderKey key,
        string etag,
        IReadOnlyDictionary<int, ValueRange> ranges,
        CancellationToken cancellationToken
    )
    {
        KeyValuePair<int, ValueRange>[] kept = [.. ranges.Where(r => r.Key < HeaderItem.MaxRanges)];
        if (kept.Length == 0)
        {
            return;
        }

        var request = new UpdateItemRequest
        {
            TableName = _table,
            Key = HeaderItem.KeyOf(key),
            UpdateExpression = "SET " + string.Join(", ", kept.Select(r => $"{HeaderItem.RangeName(r.Key)} = :r{r.Key}")),
            ConditionExpression = "#etag = :etag",
            ExpressionAttributeNames = new() { ["#etag"] = HeaderItem.ETag },
            ExpressionAttributeValues = kept.Select(r => ($":r{r.Key}", HeaderItem.RangeValue(r.Value)))
                .Append((":etag", new(etag)))
                .ToDictionary(),
        };
        await _guard.AskAsync(token => _client.Value.UpdateItemAsync(request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(HeaderKey key, string etag, CancellationToken cancellationToken)
    {
        var request = new DeleteItemRequest
        {
            TableName = _table,
            Key = HeaderItem.KeyOf(key),
            ConditionExpression = "#etag = :etag",
            ExpressionAttributeNames = new() { ["#etag"] = HeaderItem.ETag },
            ExpressionAttributeValues = new() { [":etag"] = new(etag) },
        };
        await _guard.AskAsync(token => _client.Value.DeleteItemAsync(request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    // What DynamoDB leaves unanswered, because it is busy or the answer would be longer than 16 MB, is asked for again, a few times; what
    // is still missing then is read from its object.
    private async Task<Dictionary<HeaderKey, CachedHeader>> GetSomeAsync(HeaderKey[] keys, CancellationToken cancellationToken)
    {
        // By the text that they are kept by, and asked for by.
        var wanted = new Dictionary<string, HeaderKey>();
        foreach (HeaderKey key in keys)
        {
            wanted[HeaderItem.KeyOf(key)[HeaderItem.Object].S] = key;
        }

        var found = new Dictionary<HeaderKey, CachedHeader>();
        List<Dictionary<string, AttributeValue>> rest = [.. wanted.Values.Select(HeaderItem.KeyOf)];
        for (int attempt = 0; rest.Count > 0 && attempt < MaxAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(s_firstWait * (1 << attempt), cancellationToken);
            }

            List<Dictionary<string, AttributeValue>> asked = rest;
            BatchGetItemResponse? answer = await _guard.AskAsync(
                token =>
                    _client.Value.BatchGetItemAsync(
                        new BatchGetItemRequest
                        {
                            RequestItems = new()
                            {
                                [_table] = new() { Keys = asked, ConsistentRead = true },
                            },
                        },
                        token
                    ),
                cancellationToken
            );
            foreach (Dictionary<string, AttributeValue> item in answer?.Responses?.GetValueOrDefault(_table) ?? [])
            {
                if (
                    item.GetValueOrDefault(HeaderItem.Object)?.S is { } text
                    && wanted.TryGetValue(text, out HeaderKey key)
                    && Read(key, item) is { } header
                )
                {
                    found[key] = header;
                }
            }

            rest = answer?.UnprocessedKeys?.GetValueOrDefault(_table)?.Keys ?? [];
        }

        return found;
    }

    private CachedHeader? Read(HeaderKey key, Dictionary<string, AttributeValue>? item)
    {
        if (item is not { Count: > 0 } || HeaderItem.IsExpired(item, _time.GetUtcNow()))
        {
            return null;
        }

        CachedHeader? header = HeaderItem.Read(item);
        if (header is null && Interlocked.Exchange(ref _reportedItem, 1) == 0)
        {
            _report?.Invoke(
                $"The header table {_table} has an item for {SourceName.Of(key.Object)} that is not a header of version "
                    + $"{CogHeaderSerializer.Version}: such items are not used."
            );
        }

        return header;
    }

    private static AmazonDynamoDBClient CreateClient(AwsOptions options)
    {
        AmazonDynamoDBConfig config = ClientSettings.Apply(new AmazonDynamoDBConfig(), options, options.Region, options.DynamoDbEndpoint);
        config.EndpointDiscoveryEnabled = false;
        return options.Credentials is { } own ? new(own, config) : new(config);
    }
}
