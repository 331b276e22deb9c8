using System.IO.Compression;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Cog;
using Cog.Codecs;
using Cog.Tiff;

namespace Benchmarks;

/// <summary>
/// Inflating a tile of 512 pixels: ours, the runtime's zlib-ng through its stream, and libdeflate where Debian's <c>libdeflate0</c> is
/// installed.
/// </summary>
public unsafe partial class DeflateBenchmarks
{
    private byte[] _stored = [];
    private byte[] _decoded = [];
    private BlockLayout _layout = null!;
    private void* _decompressor;

    [Params("noise", "slopes", "classes")]
    public string Data { get; set; } = "";

    /// <summary>Bytes as predictor 2 leaves them: a noisy picture's, a smooth one's, a land cover's.</summary>
    [GlobalSetup]
    public void Compress()
    {
        var random = new Random(1);
        _decoded = new byte[512 * 512 * 3];
        for (int i = 0; i < _decoded.Length; i++)
        {
            _decoded[i] = Data switch
            {
                "noise" => (byte)(random.Next(10) + random.Next(10) - random.Next(10) - random.Next(10)),
                "slopes" => (byte)(
                    random.Next(8) == 0 ? random.Next(3) - 1
                    : i >= 1536 ? _decoded[i - 1536]
                    : 0
                ),
                _ => (byte)(
                    random.Next(40) == 0 ? random.Next(8)
                    : i > 0 ? _decoded[i - 1]
                    : 0
                ),
            };
        }

        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, new ZLibCompressionOptions { CompressionLevel = 6 }, leaveOpen: true))
        {
            zlib.Write(_decoded);
        }

        _stored = stream.ToArray();
        _layout = new()
        {
            Width = 512,
            Height = 512,
            SamplesPerPixel = 3,
            BitsPerSample = 8,
            Compression = Compression.AdobeDeflate,
        };
        if (NativeLibrary.TryLoad("libdeflate.so.0", out nint library))
        {
            NativeLibrary.SetDllImportResolver(typeof(DeflateBenchmarks).Assembly, (name, _, _) => name == "libdeflate" ? library : 0);
            _decompressor = AllocateDecompressor();
        }
    }

    [Benchmark(Baseline = true)]
    public void Own() => new DeflateCodec().Decode(_stored, _decoded, _layout);

    /// <summary>What a window costs that ends in the block's middle.</summary>
    [Benchmark]
    public void OwnHalf()
    {
        BlockLayout top = _layout.Top(256);
        new DeflateCodec().Decode(_stored, _decoded.AsSpan(0, (int)top.ByteCount), top);
    }

    [Benchmark]
    public void Runtime()
    {
        using var zlib = new ZLibStream(new MemoryStream(_stored), CompressionMode.Decompress);
        zlib.ReadExactly(_decoded);
    }

    [Benchmark]
    public int Libdeflate()
    {
        if (_decompressor == null)
        {
            throw new InvalidOperationException("Needs Debian's package libdeflate0.");
        }

        fixed (
            byte* stored = _stored,
                decoded = _decoded
        )
        {
            return Decompress(_decompressor, stored, (nuint)_stored.Length, decoded, (nuint)_decoded.Length, null);
        }
    }

    [LibraryImport("libdeflate", EntryPoint = "libdeflate_alloc_decompressor")]
    private static partial void* AllocateDecompressor();

    [LibraryImport("libdeflate", EntryPoint = "libdeflate_zlib_decompress")]
    private static partial int Decompress(
        void* decompressor,
        byte* source,
        nuint sourceLength,
        byte* destination,
        nuint capacity,
        nuint* written
    );
}
