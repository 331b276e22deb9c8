using Cog.Testing;

namespace Cog.Stac.Tests;

/// <summary>Several files as one, against NumPy's formulas of tests/data/items/make.py; aiocogeo's own tests among them.</summary>
public class CompositeReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blocks_of_the_same_file_are_the_same()
    {
        await using CompositeReader composite = await OpenAsync("red", "red");

        IReadOnlyList<Raster?> tiles = await composite.ReadBlockAsync(0, 1, 0, cancellationToken: Cancellation);

        Assert.Equal(2, tiles.Count);
        Assert.Equal(tiles[0]!.ToArray<ushort>(0), tiles[1]!.ToArray<ushort>(0));
        Assert.Equal(1000 + (7 * 32), tiles[0]!.ToArray<ushort>(0)[0]);
        Dispose(tiles);
    }

    [Fact]
    public async Task A_box_is_read_of_every_file_in_its_own_resolution()
    {
        await using CompositeReader composite = await OpenAsync("red", "swir");

        IReadOnlyList<Raster?> parts = await composite.ReadAsync(
            composite.Readers[0].Header.Bounds,
            new(64, 64),
            cancellationToken: Cancellation
        );

        Assert.Equal(1000 + (7 * 63) + (3 * 63), parts[0]!.ToArray<ushort>(0)[^1]);
        Assert.Equal(500 + (11 * 31) + 31, parts[1]!.ToArray<ushort>(0)[^1]);
        Dispose(parts);
    }

    [Fact]
    public async Task A_filter_leaves_files_out_and_a_reducer_makes_one_of_them()
    {
        await using CompositeReader all = await OpenAsync("red", "nir", "swir", "naip");
        await using var some = new CompositeReader(all.Readers)
        {
            Filter = reader => reader.Header.EpsgCode == 32632,
            DefaultReducer = rasters =>
            {
                Dispose(rasters.Skip(1));
                return [rasters[0]];
            },
        };

        int[] widths = [.. await some.MapAsync(reader => Task.FromResult(reader.Header.Image.Width))];
        ushort largest = await some.ReadAsync(
            some.Readers[0].Header.Bounds,
            new(64, 64),
            rasters =>
            {
                ushort found = rasters.Max(raster => raster!.ToArray<ushort>(0).Max());
                Dispose(rasters);
                return found;
            },
            cancellationToken: Cancellation
        );
        IReadOnlyList<Raster?> first = await some.ReadAsync(some.Readers[0].Header.Bounds, new(8, 8), cancellationToken: Cancellation);

        Assert.Equal([64, 64, 32], widths);
        Assert.Equal(3000 + (5 * 63), largest);
        Dispose([Assert.Single(first)]);
    }

    [Fact]
    public async Task Beside_a_file_there_is_nothing_and_no_failure()
    {
        await using CompositeReader composite = await OpenAsync("red", "naip");

        IReadOnlyList<Raster?> parts = await composite.ReadPointAsync(500_005, 5_499_905, cancellationToken: Cancellation);

        Assert.Equal(1000 + (3 * 9), parts[0]!.ToArray<ushort>(0)[0]);
        Assert.Null(parts[1]);
        Dispose(parts);
    }

    [Fact]
    public async Task What_succeeded_beside_a_failure_is_given_back()
    {
        await using CompositeReader composite = await OpenAsync("red", "nir");
        var results = new List<Disposed>();

        await Assert.ThrowsAsync<InvalidTiffException>(() =>
            composite.MapAsync(reader =>
            {
                var result = new Disposed();
                results.Add(result);
                return reader == composite.Readers[0] ? Task.FromResult(result) : throw new InvalidTiffException("no");
            })
        );

        Assert.True(results[0].IsDisposed);
    }

    private static async Task<CompositeReader> OpenAsync(params string[] names) =>
        new([.. await Task.WhenAll(names.Select(name => CogReader.OpenAsync(TestData.PathOf($"items/{name}.tif"))))]);

    private static void Dispose(IEnumerable<Raster?> rasters)
    {
        foreach (Raster? raster in rasters)
        {
            raster?.Dispose();
        }
    }

    private sealed class Disposed : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
