using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Sources;

public class PrefixRangeSourceTests
{
    private static readonly byte[] s_object = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_smaller_than_the_first_read_costs_one_read()
    {
        var inner = new RecordingRangeSource(new MemoryRangeSource(s_object));
        var source = new PrefixRangeSource(inner);
        await source.ReadAsync(new(0, 16_384), null, Token);

        RangeRead tail = await source.ReadAsync(new(90, 50), null, Token);
        RangeRead behind = await source.ReadAsync(new(500, 50), null, Token);

        Assert.Equal(s_object[90..], tail.Data.ToArray());
        Assert.Equal(0, behind.Data.Length);
        Assert.Equal(100, tail.ObjectLength);
        Assert.Equal([new ByteRange(0, 16_384)], inner.Reads);
    }

    [Fact]
    public async Task Of_a_range_that_reaches_beyond_the_prefix_only_the_rest_is_read()
    {
        var inner = new RecordingRangeSource(new MemoryRangeSource(s_object));
        var source = new PrefixRangeSource(inner);
        await source.ReadAsync(new(0, 50), null, Token);

        Assert.Equal(s_object[10..50], (await source.ReadAsync(new(10, 40), null, Token)).Data.ToArray());
        Assert.Equal(s_object[10..51], (await source.ReadAsync(new(10, 41), null, Token)).Data.ToArray());
        Assert.Equal([new ByteRange(0, 50), new ByteRange(50, 1)], inner.Reads);
    }

    [Fact]
    public async Task What_is_remembered_serves_another_source_of_the_same_object()
    {
        var first = new PrefixRangeSource(new MemoryRangeSource(s_object));
        await first.ReadAsync(new(0, 50), null, Token);
        var inner = new RecordingRangeSource(new MemoryRangeSource(s_object));

        await first.WithInner(inner).ReadAsync(new(5, 5), null, Token);

        Assert.Empty(inner.Reads);
    }

    /// <summary>aiocogeo's cache keys carry no version: after an overwrite it mixes two files.</summary>
    [Fact]
    public async Task A_remembered_version_that_is_not_the_expected_one_is_refused()
    {
        var source = new PrefixRangeSource(new MemoryRangeSource(s_object, etag: "\"old\""));
        await source.ReadAsync(new(0, 50), null, Token);

        await source.ReadAsync(new(0, 5), "\"old\"", Token);
        await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(0, 5), "\"new\"", Token));
    }
}
