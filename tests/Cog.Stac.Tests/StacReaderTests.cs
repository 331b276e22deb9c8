using System.Collections.Concurrent;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Stac.Tests;

/// <summary>Items and their files; aiocogeo's own tests among them.</summary>
public class StacReaderTests
{
    private static readonly string s_sentinel = TestData.PathOf("items/sentinel.json");
    private static readonly StacReaderOptions s_there = new() { ExcludeAssets = ["gone"] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_GeoTIFF_of_an_item_is_opened()
    {
        await using StacReader reader = await StacReader.OpenAsync(s_sentinel, s_there, Cancellation);

        Assert.Equal(["red", "nir", "swir16", "scl"], reader.Assets.Select(asset => asset.Name));
        Assert.Equal([64, 64, 32, 32], reader.Readers.Select(file => file.Header.Image.Width));
        Assert.Equal("sentinel", reader.Item.Id);
        string[] names = [.. await reader.MapAsync((asset, file) => Task.FromResult($"{asset.Name} {file.Header.Image.SampleType}"))];
        Assert.Equal(["red UInt16", "nir UInt16", "swir16 UInt16", "scl UInt8"], names);
    }

    [Fact]
    public async Task Types_that_no_asset_has_are_missing_assets()
    {
        Task<StacReader> opening = StacReader.OpenAsync(
            s_sentinel,
            new() { IncludeAssetTypes = new HashSet<string> { "application/geopackage+sqlite3" } },
            Cancellation
        );

        Assert.Contains(
            "red (image/tiff",
            (await Assert.ThrowsAsync<MissingAssetsException>(() => opening)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("red,scl", "", "red,scl")]
    [InlineData("", "red,gone", "nir,swir16,scl")]
    [InlineData("red,gone", "gone", "red")]
    public async Task Names_choose_assets(string included, string excluded, string opened)
    {
        StacReaderOptions options = new()
        {
            IncludeAssets = included.Split(',', StringSplitOptions.RemoveEmptyEntries),
            ExcludeAssets = excluded.Split(',', StringSplitOptions.RemoveEmptyEntries),
        };
        await using StacReader reader = await StacReader.OpenAsync(s_sentinel, options, Cancellation);

        Assert.Equal(opened, string.Join(',', reader.Assets.Select(asset => asset.Name)));
    }

    [Fact]
    public async Task A_filter_chooses_by_what_the_item_says()
    {
        StacReaderOptions options = new() { Filter = asset => asset.Bands.Any(band => band.CommonName is "red" or "nir") };
        await using StacReader reader = await StacReader.OpenAsync(s_sentinel, options, Cancellation);

        Assert.Equal(["red", "nir"], reader.Assets.Select(asset => asset.Name));
        IReadOnlyList<Raster?> bands = await reader.ReadAsync(
            reader.Readers[0].Header.Bounds,
            new(64, 64),
            cancellationToken: Cancellation
        );
        Assert.Equal([1000 + (7 * 20), 3000 + (5 * 20)], bands.Select(band => (int)band!.ToArray<ushort>(0)[20]));
        Assert.All(bands, band => band!.Dispose());
    }

    [Fact]
    public async Task A_file_that_is_missing_fails_all_of_it()
    {
        SourceException error = await Assert.ThrowsAnyAsync<SourceException>(() => StacReader.OpenAsync(s_sentinel, null, Cancellation));

        Assert.Equal(SourceFailure.NotFound, error.Failure);
        Assert.Contains("gone.tif", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_many_bytes_are_read_first_as_the_item_says_a_header_has()
    {
        var opened = new ConcurrentDictionary<string, RecordingRangeSource>();
        StacReaderOptions options = new()
        {
            IncludeAssets = ["red", "nir"],
            Reader = CogReaderOptions.Default with { IngestedBytesAtOpen = 300 },
            OpenSource = address => opened.GetOrAdd(Path.GetFileName(address.LocalPath), _ => new(new FileRangeSource(address.LocalPath))),
        };
        await using StacReader reader = await StacReader.OpenAsync(s_sentinel, options, Cancellation);

        Assert.Equal(new ByteRange(0, 600), opened["red.tif"].Reads[0]); // file:header_size
        Assert.Equal(new ByteRange(0, 300), opened["nir.tif"].Reads[0]);
    }

    [Fact]
    public async Task The_nodata_value_of_the_item_holds_where_the_file_has_none()
    {
        const string Json = """{"type":"Feature","assets":{"a":{"href":"swir.tif","raster:bands":[{"nodata":500}]}}}""";
        var item = StacItem.Parse(System.Text.Encoding.UTF8.GetBytes(Json), new(TestData.PathOf("items/x.json")));
        await using StacReader reader = await StacReader.OpenAsync(item, null, Cancellation);

        Raster raster = Assert.Single(await reader.ReadBlockAsync(0, 0, 0, cancellationToken: Cancellation))!;

        Assert.Equal([0, 255], raster.Mask[..2].ToArray()); // 500, 511
        raster.Dispose();
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("file://localhost/etc/hostname")]
    public async Task An_item_from_elsewhere_names_no_file_of_this_machine(string href)
    {
        var item = StacItem.Parse(
            System.Text.Encoding.UTF8.GetBytes("{\"type\":\"Feature\",\"id\":\"x\",\"assets\":{\"a\":{\"href\":\"" + href + "\"}}}"),
            new("https://example.org/item.json")
        );

        SourceException error = await Assert.ThrowsAnyAsync<SourceException>(() => StacReader.OpenAsync(item, null, Cancellation));

        Assert.Equal(SourceFailure.AccessDenied, error.Failure);
    }
}
