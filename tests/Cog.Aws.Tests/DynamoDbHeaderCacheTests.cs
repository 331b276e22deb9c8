using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Cog.Header;
using Cog.Header.Storing;
using Cog.Hosting.Aws;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;

namespace Cog.Aws.Tests;

/// <summary>Against a DynamoDB that keeps items and judges conditions.</summary>
public class DynamoDbHeaderCacheTests(AwsServices services)
{
    private static readonly HeaderKey s_key = new(new("s3://bucket/a.tif"), RequesterPays: false);
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Gives_back_what_was_kept_with_the_time_of_its_reading()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        CogHeader header = await HeaderAsync("\"1\"");

        Assert.Null(await table.Cache.GetAsync(s_key, Token));
        await table.Cache.PutAsync(s_key, new(header, s_now.AddMilliseconds(-1234)), Token);
        CachedHeader? found = await table.Cache.GetAsync(s_key, Token);

        Assert.NotNull(found);
        Assert.Equal(s_now.AddMilliseconds(-1234), found.ReadAt);
        Assert.Equal("\"1\"", found.Header.ETag);
        Assert.Equal((64, 48), (found.Header.Image.Width, found.Header.Image.Height));
        Assert.Empty(table.Reports);

        Dictionary<string, AttributeValue> item = Assert.Single(await table.ItemsAsync());
        Assert.Equal("s3://bucket/a.tif", item["object"].S);
        // Of the reading; part of a second is dropped.
        Assert.Equal(s_now.AddHours(1).ToUnixTimeSeconds() - 2, long.Parse(item["ttl"].N, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Keeps_apart_what_was_read_on_a_requester_s_bill()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await table.Cache.PutAsync(s_key with { RequesterPays = true }, new(await HeaderAsync("\"1\""), s_now), Token);

        Assert.Null(await table.Cache.GetAsync(s_key, Token));
        Assert.NotNull(await table.Cache.GetAsync(s_key with { RequesterPays = true }, Token));
    }

    [Fact]
    public async Task Finds_nothing_that_has_expired_though_it_is_still_there()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"1\""), s_now), Token);

        table.Time.Now = s_now.AddMinutes(60).AddSeconds(-1);
        Assert.NotNull(await table.Cache.GetAsync(s_key, Token));
        table.Time.Now = s_now.AddMinutes(60);
        Assert.Null(await table.Cache.GetAsync(s_key, Token));
        Assert.Single(await table.ItemsAsync());
    }

    [Fact]
    public async Task Never_puts_an_older_header_over_a_newer_one()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"new\""), s_now), Token);

        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"old\""), s_now.AddMilliseconds(-1)), Token);
        Assert.Equal("\"new\"", (await table.Cache.GetAsync(s_key, Token))!.Header.ETag);

        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"newer\""), s_now.AddMilliseconds(1)), Token);
        Assert.Equal("\"newer\"", (await table.Cache.GetAsync(s_key, Token))!.Header.ETag);
        Assert.Empty(table.Reports); // A refused write is no failure.
    }

    [Fact]
    public async Task Puts_a_header_over_an_expired_one_of_any_time()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await table.PutAsync(
            new()
            {
                ["object"] = new("s3://bucket/a.tif"),
                ["written"] = Number(s_now.AddYears(1).ToUnixTimeMilliseconds()),
                ["ttl"] = Number(s_now.ToUnixTimeSeconds()),
            }
        );

        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"1\""), s_now), Token);

        Assert.NotNull(await table.Cache.GetAsync(s_key, Token));
    }

    [Fact]
    public async Task Removes_only_the_version_that_is_named()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"2\""), s_now), Token);

        await table.Cache.RemoveAsync(s_key, "\"1\"", Token);
        Assert.NotNull(await table.Cache.GetAsync(s_key, Token));

        await table.Cache.RemoveAsync(s_key, "\"2\"", Token);
        Assert.Null(await table.Cache.GetAsync(s_key, Token));
        await table.Cache.RemoveAsync(s_key, "\"2\"", Token);
        Assert.Empty(table.Reports);
    }

    [Fact]
    public async Task Gives_many_headers_in_one_question_for_each_hundred()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        HeaderKey[] keys = [.. Enumerable.Range(0, 130).Select(i => new HeaderKey(new($"s3://bucket/{i}.tif"), RequesterPays: false))];
        CogHeader header = await HeaderAsync("\"1\"");
        foreach (HeaderKey key in keys[..120])
        {
            await table.Cache.PutAsync(key, new(header, s_now), Token);
        }

        await using var proxy = new CountingProxy(table.Settings.DynamoDbEndpoint!);
        var counted = new DynamoDbHeaderCache(table.Settings with { DynamoDbEndpoint = proxy.Address }, table.Time, table.Reports.Add);
        IReadOnlyDictionary<HeaderKey, CachedHeader> found = await counted.GetManyAsync([.. keys, keys[0]], Token);

        Assert.Equal(keys[..120].ToHashSet(), found.Keys.ToHashSet());
        Assert.All(found.Values, item => Assert.Equal(("\"1\"", s_now), (item.Header.ETag, item.ReadAt)));
        Assert.Equal(2, proxy.Exchanges.Count);

        table.Time.Now = s_now.AddHours(1);
        Assert.Empty(await table.Cache.GetManyAsync(keys, Token));
        Assert.Empty(table.Reports);
    }

    [Fact]
    public async Task Keeps_ranges_beside_the_header_of_their_version()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await table.Cache.PutRangesAsync(s_key, "\"1\"", new Dictionary<int, ValueRange> { [0] = new(1, 2) }, Token);
        Assert.Empty(await table.ItemsAsync()); // No header: nothing to stand beside.

        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"1\""), s_now), Token);
        await table.Cache.PutRangesAsync(s_key, "\"0\"", new Dictionary<int, ValueRange> { [0] = new(1, 2) }, Token);
        Assert.Empty((await table.Cache.GetAsync(s_key, Token))!.Ranges);

        await table.Cache.PutRangesAsync(s_key, "\"1\"", new Dictionary<int, ValueRange> { [0] = new(5.566666603088379, 1e300) }, Token);
        await table.Cache.PutRangesAsync(s_key, "\"1\"", new Dictionary<int, ValueRange> { [63] = new(-0.1, 0), [64] = new(3, 4) }, Token);
        IReadOnlyDictionary<int, ValueRange> found = (await table.Cache.GetAsync(s_key, Token))!.Ranges;

        Assert.Equal([(0, new(5.566666603088379, 1e300)), (63, new(-0.1, 0))], found.Select(r => (r.Key, r.Value)));
        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"2\""), s_now.AddSeconds(1)), Token);
        Assert.Empty((await table.Cache.GetAsync(s_key, Token))!.Ranges);
        Assert.Empty(table.Reports);
    }

    [Fact]
    public async Task Does_not_keep_a_header_without_a_version()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);

        await table.Cache.PutAsync(s_key, new(await HeaderAsync(null), s_now), Token);

        Assert.Empty(await table.ItemsAsync());
    }

    [Fact]
    public async Task Keeps_a_header_with_a_long_index_without_the_index()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        CogHeader header = Edited(await HeaderAsync("\"1\""), TagId.TileOffsets, 200_000);
        Assert.True(CogHeaderSerializer.Serialize(header, int.MaxValue)!.Length > 400 << 10);

        await table.Cache.PutAsync(s_key, new(header, s_now), Token);
        CachedHeader? found = await table.Cache.GetAsync(s_key, Token);

        Assert.NotNull(found);
        Assert.False(found.Header.Image.Tags[TagId.TileOffsets].IsLoaded);
        Assert.Equal(200_000, found.Header.Image.Tags[TagId.TileOffsets].Count);
        Assert.Empty(table.Reports);
    }

    [Theory]
    [InlineData(51_000, true)] // 8 bytes each: just within 400 KiB
    [InlineData(51_300, false)] // just beyond
    public async Task Does_not_keep_a_header_longer_than_an_item(int values, bool isKept)
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);

        await table.Cache.PutAsync(s_key, new(Edited(await HeaderAsync("\"1\""), (TagId)65_000, values), s_now), Token);

        Assert.Equal(isKept, await table.Cache.GetAsync(s_key, Token) is not null);
        Assert.Empty(table.Reports);
    }

    [Fact]
    public async Task Keeps_objects_with_names_longer_than_a_key_may_be()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        var key = new HeaderKey(new S3Address("bucket", new string('日', 341), null).ToUri(), RequesterPays: false);
        var other = new HeaderKey(new S3Address("bucket", new string('日', 340) + "月", null).ToUri(), RequesterPays: false);

        await table.Cache.PutAsync(key, new(await HeaderAsync("\"1\""), s_now), Token);

        Assert.NotNull(await table.Cache.GetAsync(key, Token));
        Assert.Null(await table.Cache.GetAsync(other, Token));
        Assert.Empty(table.Reports);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("another version")]
    [InlineData("another ETag")]
    [InlineData("no header")]
    [InlineData("text for a header")]
    [InlineData("no time")]
    [InlineData("a time beyond time")]
    public async Task Takes_no_item_that_is_not_its_own(string kind)
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        await table.Cache.PutAsync(s_key, new(await HeaderAsync("\"1\""), s_now), Token);
        Dictionary<string, AttributeValue> item = Assert.Single(await table.ItemsAsync());
        byte[] bytes = item["header"].B.ToArray();
        switch (kind)
        {
            case "rubbish":
                item["header"].B = new([1, 2, 3]);
                break;
            case "another version":
                bytes[4]++;
                item["header"].B = new(bytes);
                break;
            case "another ETag":
                item["etag"].S = "\"2\"";
                break;
            case "no header":
                item.Remove("header");
                break;
            case "text for a header":
                item["header"] = new("CogH");
                break;
            case "no time":
                item["written"] = new("yesterday");
                break;
            case "a time beyond time":
                item["written"] = Number(long.MaxValue);
                break;
        }

        await table.PutAsync(item);

        Assert.Null(await table.Cache.GetAsync(s_key, Token));
        Assert.Null(await table.Cache.GetAsync(s_key, Token));
        Assert.Contains("not a header of version", Assert.Single(table.Reports), StringComparison.Ordinal); // Once.
    }

    [Fact]
    public async Task Does_without_a_table_that_is_not_there()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        DynamoDbHeaderCache cache = table.CacheFor("no-such-table");

        await cache.PutAsync(s_key, new(await HeaderAsync("\"1\""), s_now), Token);
        Assert.Null(await cache.GetAsync(s_key, Token));
        await cache.RemoveAsync(s_key, "\"1\"", Token);

        Assert.Contains("no-such-table does not exist", Assert.Single(table.Reports), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };

    internal static async Task<CogHeader> HeaderAsync(string? etag) =>
        await CogHeaderReader.ReadAsync(
            new CountingRangeSource(new TiffBuilder().Add(new IfdBuilder(64, 48).Tiled(32, 32).WithBlocks([1], [2], [3], [4])).Build())
            {
                ETag = etag,
            },
            CogReaderOptions.Default,
            Token
        );

    /// <summary>The header with one tag more, or longer: so many values of eight bytes that do not pack.</summary>
    private static CogHeader Edited(CogHeader header, TagId id, int values)
    {
        byte[] data = new byte[values * 8];
        new Random(1).NextBytes(data);
        for (int i = 7; i < data.Length; i += 8)
        {
            data[i] &= 0x7F;
        }

        return EditedHeader.With(header, new(id, FieldType.Long8, values, 1000, data, IsBigEndian: false));
    }
}
