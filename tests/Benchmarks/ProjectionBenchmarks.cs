using BenchmarkDotNet.Attributes;
using Cog;
using Cog.Rendering;
using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Benchmarks;

/// <summary>
/// What projecting costs: a transform made, a transform used, and a tile's plan, which is where a tile projects, beside the whole tile.
/// </summary>
[MemoryDiagnoser]
public class ProjectionBenchmarks
{
    private readonly int _code = 25832;
    private readonly CrsTransform _toUtm = CrsTransform.Create(Crs.WebMercator, Crs.FromEpsg(25832));
    private CogReader _reader = null!;
    private PlanRequest _request = null!;

    [Params(Resampling.Nearest, Resampling.Bilinear, Resampling.Average)]
    public Resampling Resampling { get; set; }

    /// <summary>A file of 10 m in UTM 33, shown by one tile of zoom 14, about pixel for pixel.</summary>
    [GlobalSetup]
    public async Task OpenAsync()
    {
        _reader = await CogReader.OpenAsync(
            new FileRangeSource(TestData.PathOf("warp/utm33.tif")),
            CogReaderOptions.Default,
            CancellationToken.None
        );
        BoundingBox image = CrsTransform.Create(Crs.Of(_reader.Header), Crs.WebMercator).TransformBounds(_reader.Header.Bounds);
        double x = (image.MinX + image.MaxX) / 2,
            y = (image.MinY + image.MaxY) / 2,
            half = 600;
        _request = new(new(x - half, y - half, x + half, y + half), Crs.WebMercator, new(256, 256), Resampling);
    }

    [Benchmark]
    public object? Create() => CrsTransform.Create(Crs.WebMercator, Crs.FromEpsg(_code));

    [Benchmark]
    public (double X, double Y) Point() => _toUtm.Transform(1_001_000, 6_800_000);

    [Benchmark]
    public object? Plan() => RenderPlan.Create(_reader.Header, _request, CancellationToken.None);

    [Benchmark(Baseline = true)]
    public async Task Tile()
    {
        RenderPlan plan = RenderPlan.Create(_reader.Header, _request, CancellationToken.None)!;
        using Raster raster = await TileRenderer.ReadAsync(_reader, plan, null, null, CancellationToken.None);
    }
}
