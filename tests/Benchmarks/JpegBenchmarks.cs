using BenchmarkDotNet.Attributes;
using Cog;
using Cog.Codecs;
using Cog.Rendering.Encoding;
using Cog.Rendering.Encoding.Stored;
using Cog.Rendering.Styling;
using Cog.Testing;
using Cog.Tiff;
using SkiaSharp;

namespace Benchmarks;

/// <summary>
/// A JPEG tile of 256 × 256: written by our encoder and by SkiaSharp's, decoded in whole and in part, and passed through undecoded.
/// </summary>
[MemoryDiagnoser]
public class JpegBenchmarks
{
    private readonly byte[] _decoded = new byte[256 * 256 * 3];
    private Raster _raster = null!;
    private uint[] _pixels = null!;
    private BlockLayout _layout = null!;
    private StoredTile _tile = null!;
    private byte[] _block = null!;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        byte[] bytes = await File.ReadAllBytesAsync(TestData.PathOf("passthrough/ycbcr.tif"));
        CogReader reader = await CogReader.OpenAsync(bytes);
        _raster = (await reader.ReadBlockAsync(0, 0, 0))!;
        _pixels = new uint[_raster.PixelCount];
        PixelInterleaver.Rgba(_raster.BandBytes(0), _raster.BandBytes(1), _raster.BandBytes(2), _pixels);
        _layout = reader.Header.Image.WholeLayout;
        _tile = new(reader.Header.Levels[0], 0, 0);
        _block = (await reader.FetchBlockAsync(0, 0, 0))!.Bytes.ToArray();
    }

    [GlobalCleanup]
    public void Dispose() => _raster.Dispose();

    [Benchmark(Baseline = true)]
    public int Encode() => Encode(new()).Length;

    [Benchmark]
    public int EncodeFullChroma() => Encode(new() { HalvesChroma = false }).Length;

    [Benchmark]
    public int EncodeOptimized() => Encode(new() { OptimizesCodes = true }).Length;

    [Benchmark]
    public unsafe long EncodeBySkia()
    {
        fixed (uint* address = _pixels)
        {
            var info = new SKImageInfo(_raster.Width, _raster.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
            using var pixmap = new SKPixmap(info, (nint)address, _raster.Width * 4);
            using SKData data = pixmap.Encode(
                new SKJpegEncoderOptions(85, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore)
            )!;
            return data.Size;
        }
    }

    [Benchmark]
    public void Decode() => BlockCodecs.Managed.Decode(_block, _decoded, _layout);

    [Benchmark]
    public void DecodeFirstQuarter() => BlockCodecs.Managed.Decode(_block, _decoded, _layout with { NeededRows = 64 });

    [Benchmark]
    public int PassThrough() => _tile.Encode(ImageFormat.Jpeg, _block)!.Bytes.Length;

    private byte[] Encode(JpegSettings settings) =>
        ImageEncoders.For(ImageFormat.Jpeg).Encode(_raster, new EncodeOptions { Jpeg = settings });
}
