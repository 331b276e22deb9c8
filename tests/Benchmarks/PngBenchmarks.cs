using System.IO.Compression;
using BenchmarkDotNet.Attributes;
using Cog;
using Cog.Rendering.Encoding;
using Cog.Rendering.Encoding.Png;

namespace Benchmarks;

/// <summary>A tile of 256 pixels to PNG, beside the runtime's zlib-ng on the same filtered rows.</summary>
[MemoryDiagnoser]
public class PngBenchmarks
{
    private Raster _raster = null!;

    [Params("photo", "noise", "slopes", "classes")]
    public string Data { get; set; } = "";

    [GlobalSetup]
    public void Paint()
    {
        int bands = Data is "photo" or "noise" ? 3 : 1;
        var random = new Random(1);
        _raster = Raster.Rent(SampleType.UInt8, bands, new(256, 256), CogReaderOptions.Default);
        _raster.Mask.Fill(255);
        for (int i = 0; i < _raster.Samples.Length; i++)
        {
            int x = i % 256,
                y = i / 256 % 256;
            double wave = 128 + (60 * Math.Sin((x + (7 * (i / 65536))) / 23.0)) + (50 * Math.Cos(y / 17.0));
            _raster.Samples[i] = Data switch
            {
                "photo" => (byte)(wave + random.Next(6)),
                "noise" => (byte)random.Next(256),
                "slopes" => (byte)wave,
                _ => (byte)((int)wave / 40 * 20),
            };
        }
    }

    [GlobalCleanup]
    public void Dispose() => _raster.Dispose();

    [Benchmark(Baseline = true)]
    public int Own() => new PngEncoder().Encode(_raster, EncodeOptions.Default).Length;

    /// <summary>Level 2 where rows are filtered, 6 where they are not.</summary>
    [Benchmark]
    public long Runtime()
    {
        PngImage image = PngLayout.Choose(_raster, returnMask: true);
        using var stream = new MemoryStream(64 << 10);
        var options = new ZLibCompressionOptions { CompressionLevel = image.HasFewColors ? 6 : 2 };
        using (var zlib = new ZLibStream(stream, options, leaveOpen: true))
        using (
            var filter = new PngRowFilter(
                _raster.Width * image.BitsPerPixel / 8,
                Math.Max(1, image.BitsPerPixel / 8),
                filters: !image.HasFewColors
            )
        )
        {
            for (int y = 0; y < _raster.Height; y++)
            {
                image.Rows(y, filter.Row);
                zlib.Write(filter.Next());
            }
        }

        return stream.Length;
    }
}
