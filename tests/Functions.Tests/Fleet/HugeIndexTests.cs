using System.Globalization;
using Cog;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Fleet;

/// <summary>A file with a block index of 50 MB: a cold tile reads some pages of it.</summary>
public sealed class HugeIndexTests : IDisposable
{
    private const int MaxStoredBytes = 64 << 10;

    private readonly SparseMap _map = SparseMap.Create();

    public void Dispose() => _map.Dispose();

    [Fact]
    public async Task A_cold_read_takes_little_of_header_and_index()
    {
        Assert.True(SparseMap.IndexBytes > 50_000_000);
        var source = new CountingRangeSource(new FileInfo(_map.Path).Length, range => Read(range));
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);
        ImageLevel level = Assert.Single(reader.Header.Levels);

        using Raster written = (await reader.ReadBlockAsync(0, 1234, 567, cancellationToken: TestContext.Current.CancellationToken))!;
        long bytes = Beside(source.Reads);
        using Raster hole = (await reader.ReadBlockAsync(0, 7, 2000, cancellationToken: TestContext.Current.CancellationToken))!;

        Assert.Equal((2048 * 256, 2048 * 256), (level.Width, level.Height));
        Assert.Equal(SparseMap.Pixels, written.BandBytes(0).ToArray());
        Assert.InRange(bytes, 1, MaxStoredBytes);
        Assert.InRange(Beside(source.Reads), bytes + 1, 2 * MaxStoredBytes);
        Assert.Equal(-1, hole.BandBytes(0).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public async Task A_cold_tile_of_the_native_function_takes_little_of_header_and_index()
    {
        long length = new FileInfo(_map.Path).Length;
        await using var store = new AwsStub(r => StubAnswer.Part(r, length, Read));
        await using TileSandbox sandbox = await TileSandbox.StartAsync(TileSandbox.S3(store.Address));

        HttpAnswer tile = await sandbox.GetAsync(SparseMap.Tile + ".npy", "s3://bucket/world.tif");
        int reads = store.Requests.Count;
        HttpAnswer again = await sandbox.GetAsync(SparseMap.Tile + ".npy", "s3://bucket/world.tif");

        Assert.True(tile.Status == 200, tile.Text);
        Assert.Equal(SparseMap.Pixels, NumPyResponse.Parse(tile.Content).Data[..SparseMap.Pixels.Length]);
        Assert.Equal(tile.Content, again.Content);
        long bytes = Beside(store.Requests.Take(reads).Select(r => RangeOf(r, length)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{reads} reads, {bytes} bytes of header and index");
        Assert.InRange(bytes, 1, MaxStoredBytes);
        Assert.InRange(store.Requests.Count - reads, 0, 1); // Its pages are in memory.
    }

    private byte[] Read(ByteRange range)
    {
        using FileStream file = File.OpenRead(_map.Path);
        byte[] bytes = new byte[range.Length];
        file.Position = range.Offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Bytes of all reads that are not the block's.</summary>
    private long Beside(IEnumerable<ByteRange> reads) =>
        reads.Sum(r =>
            (long)r.Length - Math.Max(0, Math.Min(r.End, _map.BlockOffset + SparseMap.Pixels.Length) - Math.Max(r.Offset, _map.BlockOffset))
        );

    private static ByteRange RangeOf(HttpMessage request, long length)
    {
        string[] ends = request.Header("Range")!["bytes=".Length..].Split('-');
        long start = long.Parse(ends[0], CultureInfo.InvariantCulture),
            end = Math.Min(length, long.Parse(ends[1], CultureInfo.InvariantCulture) + 1);
        return new(start, (int)(end - start));
    }
}
