using BenchmarkDotNet.Attributes;
using Cog;
using Cog.Codecs;
using Cog.Tiff;
using SkiaSharp;

namespace Benchmarks;

/// <summary>Decoding a WebP tile of 512 × 512: ours, in whole and half, and libwebp's as SkiaSharp carries it.</summary>
[MemoryDiagnoser]
public unsafe class WebPBenchmarks
{
    private const int Side = 512;

    private readonly byte[] _rgba = new byte[Side * Side * 4];
    private byte[] _file = [];
    private BlockLayout _layout = null!;

    [Params("q75", "q90", "lossless")]
    public string Kind { get; set; } = "";

    /// <summary>A picture with edges and noise, whose blocks have some 0.6 (q75) to 8 bits (lossless) a pixel.</summary>
    [GlobalSetup]
    public void Encode()
    {
        var random = new Random(1);
        for (int i = 0; i < _rgba.Length; i += 4)
        {
            int x = i / 4 % Side,
                y = i / 4 / Side;
            double light = 128 + (70 * Math.Sin(x / 19.0) * Math.Cos(y / 13.0)) + (30 * (((x / 37) ^ (y / 29)) & 1));
            for (int sample = 0; sample < 3; sample++)
            {
                _rgba[i + sample] = (byte)Math.Clamp((light * (1 - (0.15 * sample))) + random.Next(-9, 10), 0, 255);
            }

            _rgba[i + 3] = 255;
        }

        SKWebpEncoderOptions options = Kind switch
        {
            "lossless" => new(SKWebpEncoderCompression.Lossless, 75),
            _ => new(SKWebpEncoderCompression.Lossy, int.Parse(Kind[1..], System.Globalization.CultureInfo.InvariantCulture)),
        };
        fixed (byte* start = _rgba)
        {
            using var pixmap = new SKPixmap(new(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque), (nint)start);
            using SKData data = pixmap.Encode(options)!;
            _file = data.ToArray();
        }

        _layout = new()
        {
            Width = Side,
            Height = Side,
            SamplesPerPixel = 4,
            BitsPerSample = 8,
            Compression = Compression.WebP,
        };
    }

    [Benchmark(Baseline = true)]
    public void Libwebp()
    {
        fixed (
            byte* file = _file,
                pixels = _rgba
        )
        {
            using SKData data = SKData.Create((nint)file, _file.Length);
            using SKCodec codec = SKCodec.Create(data);
            codec.GetPixels(
                new(Side, Side, SKColorType.Rgba8888, SKAlphaType.Unpremul, null),
                (nint)pixels,
                Side * 4,
                SKCodecOptions.Default
            );
        }
    }

    [Benchmark]
    public void Own() => BlockCodecs.Managed.Decode(_file, _rgba, _layout);

    /// <summary>What a window costs that ends in the block's middle.</summary>
    [Benchmark]
    public void OwnHalf() => BlockCodecs.Managed.Decode(_file, _rgba, _layout.Top(Side / 2));
}
