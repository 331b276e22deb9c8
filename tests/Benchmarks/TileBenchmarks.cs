using BenchmarkDotNet.Attributes;
using Cog;
using Cog.Rendering;
using Cog.Rendering.Encoding;
using Cog.Rendering.Styling;
using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Benchmarks;

/// <summary>A whole map tile of the sample island, from bytes in memory to an encoded picture; then its parts.</summary>
[MemoryDiagnoser]
public class TileBenchmarks
{
    private static readonly TileIndex Tile = new(14, 7416, 6570);

    private CogReader _reader = null!;
    private PlanRequest _request = null!;
    private RenderPlan _plan = null!;
    private Raster _raster = null!;

    [Params("island-rgb.tif", "island-dem.tif")]
    public string File { get; set; } = "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        byte[] bytes = await System.IO.File.ReadAllBytesAsync(Path.Combine(TestData.Root, "src", "Cog.Cli", "Sample", File));
        var source = new MemoryRangeSource(bytes);
        _reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, CancellationToken.None);

        TileMatrixSet tileMatrixSet = WellKnownTileMatrixSets.WebMercatorQuad;
        _request = new(tileMatrixSet.BoundsOf(Tile)!.Value, tileMatrixSet.Crs, new(256, 256), Resampling.Bilinear);
        _plan = RenderPlan.Create(_reader.Header, _request, CancellationToken.None)!;
        _raster = await TileRenderer.ReadAsync(_reader, _plan, null, null, CancellationToken.None);
    }

    [GlobalCleanup]
    public void Dispose() => _raster.Dispose();

    [Benchmark(Baseline = true)]
    public async Task<int> Png() => (await RenderAsync(ImageFormat.Png)).Bytes.Length;

    [Benchmark]
    public async Task<int> Jpeg() => (await RenderAsync(ImageFormat.Jpeg)).Bytes.Length;

    [Benchmark]
    public async Task<int> WebP() => (await RenderAsync(ImageFormat.WebP)).Bytes.Length;

    [Benchmark]
    public async Task<int> NumPy() => (await RenderAsync(ImageFormat.NumPy)).Bytes.Length;

    [Benchmark]
    public object? Plan() => RenderPlan.Create(_reader.Header, _request, CancellationToken.None);

    [Benchmark]
    public async Task ReadAndWarp()
    {
        using Raster raster = await TileRenderer.ReadAsync(_reader, _plan, null, null, CancellationToken.None);
    }

    [Benchmark]
    public object? EncodePng() => Encode(_raster, ImageFormat.Png);

    private async Task<EncodedImage> RenderAsync(ImageFormat format)
    {
        RenderPlan plan = RenderPlan.Create(_reader.Header, _request, CancellationToken.None)!;
        using Raster raster = await TileRenderer.ReadAsync(_reader, plan, null, null, CancellationToken.None);
        return Encode(raster, format);
    }

    private EncodedImage Encode(Raster raster, ImageFormat format) =>
        PictureEncoder.Encode(
            raster,
            BandColors.Of(_reader.Header, null),
            RenderStyle.Default with
            {
                Format = format,
                Rescale = File.Contains("dem", StringComparison.Ordinal) ? [new(0, 1000)] : [],
            },
            null
        );
}
