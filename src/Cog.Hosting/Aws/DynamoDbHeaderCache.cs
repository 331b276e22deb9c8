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
internal sealed class DynamoDbHeaderCache : IHeaderCache
{
    private const int MaxKeysAtOnce = 100; // BatchGetItem takes no more.
    private const int MaxAttempts = 4;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(10);

    private readonly AwsOptions _options;
    private readonly string _table;
    private readonly TimeProvider _time;
    private readonly Action<string>? _report;
    private readonly TableCircuitBreaker _guard;
    private readonly TableRequests _requests;
    private int _reportedItem;

    /// <summary>Prepares the cache; the first request is sent by a method.</summary>
    /// <param name="options">Names the table in <see cref="AwsOptions.HeaderTable"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="report">Told why the table does not serve, once for each cause.</param>
    public DynamoDbHeaderCache(AwsOptions options, TimeProvider time, Action<string>? report = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time, _report) = (options, time, report);
        _table = options.HeaderTable ?? throw new ArgumentException("No table is named.", nameof(options));
        _guard = new(_table, options.HeaderTableTimeout, time, report);
        _requests = new(options);
    }

    /// <inheritdoc/>
    public async ValueTask<CachedHeader?> GetAsync(HeaderKey key, CancellationToken cancellationToken)
    {
        Dictionary<string, TableValue>? item = await AskAsync(
            "GetItem",
            request =>
            {
                request.WriteString("TableName", _table);
                TableValue.WriteItem(request, "Key", HeaderItem.KeyOf(HeaderItem.NameOf(key)));
                request.WriteBoolean("ConsistentRead", true);
            },
            answer => answer.TryGetProperty("Item", out JsonElement found) ? TableValue.ReadItem(found) : [],
            cancellationToken
        );
        return Read(key, item);
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
            await WriteAsync(
                "PutItem",
                request =>
                {
                    request.WriteString("TableName", _table);
                    TableValue.WriteItem(request, "Item", item);
                    WriteCondition(
                        request,
                        "attribute_not_exists(#written) OR #written <= :written OR #ttl <= :now", // "ttl" is a reserved word.
                        [new("#written", HeaderItem.Written), new("#ttl", HeaderItem.Expires)],
                        [new(":written", item[HeaderItem.Written]), new(":now", TableValue.Number(_time.GetUtcNow().ToUnixTimeSeconds()))]
                    );
                },
                cancellationToken
            );
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

        await WriteAsync(
            "UpdateItem",
            request =>
            {
                request.WriteString("TableName", _table);
                TableValue.WriteItem(request, "Key", HeaderItem.KeyOf(HeaderItem.NameOf(key)));
                request.WriteString(
                    "UpdateExpression",
                    "SET " + string.Join(", ", kept.Select(r => $"{HeaderItem.RangeName(r.Key)} = :r{r.Key}"))
                );
                WriteVersion(request, etag, kept.Select(r => KeyValuePair.Create($":r{r.Key}", HeaderItem.RangeValue(r.Value))));
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(HeaderKey key, string etag, CancellationToken cancellationToken)
    {
        await WriteAsync(
            "DeleteItem",
            request =>
            {
                request.WriteString("TableName", _table);
                TableValue.WriteItem(request, "Key", HeaderItem.KeyOf(HeaderItem.NameOf(key)));
                WriteVersion(request, etag, []);
            },
            cancellationToken
        );
    }

    private ValueTask<T?> AskAsync<T>(
        string operation,
        Action<Utf8JsonWriter> write,
        Func<JsonElement, T> read,
        CancellationToken cancellationToken
    )
        where T : class => _guard.AskAsync(token => _requests.SendAsync(operation, write, read, token), cancellationToken);

    // What is not written is read from its object the next time.
    private async ValueTask WriteAsync(string operation, Action<Utf8JsonWriter> write, CancellationToken cancellationToken) =>
        await AskAsync(operation, write, _ => operation, cancellationToken);

    // Only while the item is of this version of the object.
    private static void WriteVersion(Utf8JsonWriter request, string etag, IEnumerable<KeyValuePair<string, TableValue>> others) =>
        WriteCondition(request, "#etag = :etag", [new("#etag", HeaderItem.ETag)], [.. others, new(":etag", TableValue.Text(etag))]);

    private static void WriteCondition(
        Utf8JsonWriter request,
        string condition,
        KeyValuePair<string, string>[] names,
        KeyValuePair<string, TableValue>[] values
    )
    {
        request.WriteString("ConditionExpression", condition);
        request.WriteStartObject("ExpressionAttributeNames");
        foreach ((string word, string attribute) in names)
        {
            request.WriteString(word, attribute);
        }

        request.WriteEndObject();
        TableValue.WriteItem(request, "ExpressionAttributeValues", values);
    }

    // What DynamoDB leaves unanswered, because it is busy or the answer would be longer than 16 MB, is asked for again, a few times; what
    // is still missing then is read from its object.
    private async Task<Dictionary<HeaderKey, CachedHeader>> GetSomeAsync(HeaderKey[] keys, CancellationToken cancellationToken)
    {
        // By the text that they are kept by, and asked for by.
        var wanted = new Dictionary<string, HeaderKey>();
        foreach (HeaderKey key in keys)
        {
            wanted[HeaderItem.NameOf(key)] = key;
        }

        var found = new Dictionary<HeaderKey, CachedHeader>();
        List<Dictionary<string, TableValue>> rest = [.. wanted.Keys.Select(HeaderItem.KeyOf)];
        for (int attempt = 0; rest.Count > 0 && attempt < MaxAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Task.Delay(s_firstWait * (1 << attempt), cancellationToken);
            }

            List<Dictionary<string, TableValue>> asked = rest;
            BatchAnswer? answer = await AskAsync("BatchGetItem", request => WriteBatch(request, asked), ReadBatch, cancellationToken);
            foreach (Dictionary<string, TableValue> item in answer?.Found ?? [])
            {
                if (
                    item.GetValueOrDefault(HeaderItem.Object).S is { } text
                    && wanted.TryGetValue(text, out HeaderKey key)
                    && Read(key, item) is { } header
                )
                {
                    found[key] = header;
                }
            }

            rest = answer?.Unprocessed ?? [];
        }

        return found;
    }

    private void WriteBatch(Utf8JsonWriter request, List<Dictionary<string, TableValue>> keys)
    {
        request.WriteStartObject("RequestItems");
        request.WriteStartObject(_table);
        request.WriteStartArray("Keys");
        foreach (Dictionary<string, TableValue> key in keys)
        {
            TableValue.WriteItem(request, key);
        }

        request.WriteEndArray();
        request.WriteBoolean("ConsistentRead", true);
        request.WriteEndObject();
        request.WriteEndObject();
    }

    // {"Responses": {"table": [item, …]}, "UnprocessedKeys": {"table": {"Keys": [key, …], …}}}
    private BatchAnswer ReadBatch(JsonElement answer) =>
        new(
            answer.TryGetProperty("Responses", out JsonElement tables) && tables.TryGetProperty(_table, out JsonElement items)
                ? ReadItems(items)
                : [],
            answer.TryGetProperty("UnprocessedKeys", out JsonElement rests)
            && rests.TryGetProperty(_table, out JsonElement rest)
            && rest.TryGetProperty("Keys", out JsonElement keys)
                ? ReadItems(keys)
                : []
        );

    private static List<Dictionary<string, TableValue>> ReadItems(JsonElement items) =>
        [.. items.EnumerateArray().Select(TableValue.ReadItem)];

    private CachedHeader? Read(HeaderKey key, Dictionary<string, TableValue>? item)
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

    private sealed record BatchAnswer(List<Dictionary<string, TableValue>> Found, List<Dictionary<string, TableValue>> Unprocessed);
}
