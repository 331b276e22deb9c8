using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Cog.Codecs;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

/// <summary>
/// Every block that GDAL's expectations hash, for every file whose compression has a codec here: decoded, unpacked, hashed again.
/// </summary>
public class CorpusBlocksTests
{
    private static readonly Compression[] s_codecs =
    [
        Compression.None,
        Compression.CcittRle,
        Compression.CcittFax3,
        Compression.CcittFax4,
        Compression.Lzw,
        Compression.AdobeDeflate,
        Compression.Deflate,
        Compression.PackBits,
        Compression.Zstd,
        Compression.Lerc,
        Compression.Lzma,
        Compression.WebP,
    ];

    public static IEnumerable<TheoryDataRow<string>> Files() =>
        Corpus.Rows(
            new[] { "tif", "notcog", "real" }
                .SelectMany(folder => Corpus.Names(folder, "").Select(name => $"{folder}/{name}"))
                .Where(IsOurs)
        );

    [Theory]
    [MemberData(nameof(Files))]
    public void Decodes_to_what_gdal_reads(string name)
    {
        using JsonDocument expected = Expectation(name);
        var tiff = new CorpusTiff(Corpus.PathOf(name));

        foreach (JsonElement block in expected.RootElement.GetProperty("blocks").EnumerateArray())
        {
            if (Read(tiff, block) is not { } samples)
            {
                continue;
            }

            Assert.True(
                block.GetProperty("sha256").GetString() == Convert.ToHexStringLower(SHA256.HashData(samples)),
                $"Block {block.GetProperty("ifd")}/{block.GetProperty("x")}/{block.GetProperty("y")} of {name} differs."
            );
        }
    }

    private static JsonDocument Expectation(string name) => JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf(name + ".json")));

    private static bool IsOurs(string name)
    {
        using JsonDocument expected = Expectation(name);
        if (
            expected.RootElement.GetProperty("expect").GetString() != "ok"
            || !expected.RootElement.TryGetProperty("blocks", out JsonElement blocks)
            || blocks.GetArrayLength() == 0
        )
        {
            return false;
        }

        var tiff = new CorpusTiff(Corpus.PathOf(name));
        bool isConverted = expected.RootElement.TryGetProperty("raw_alternative", out _); // GDAL shows RGBA for these.
        return !isConverted && s_codecs.Contains(tiff.Layout(0, 0).Compression);
    }

    private static byte[]? Read(CorpusTiff tiff, JsonElement block)
    {
        int ifd = block.GetProperty("ifd").GetInt32(),
            x = block.GetProperty("x").GetInt32(),
            y = block.GetProperty("y").GetInt32();
        int[] shape = [.. block.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
        bool isMask = block.GetProperty("mask").GetBoolean();
        BlockLayout layout = tiff.Layout(ifd, y);
        SampleType type = TypeOf(block.GetProperty("dtype").GetString()!, layout);
        int planes = tiff.IsPlanar(ifd) ? shape[0] : 1;
        int bandBytes = shape[1] * shape[2] * type.ByteSize();
        byte[] result = new byte[shape[0] * bandBytes];

        for (int plane = 0; plane < planes; plane++)
        {
            byte[] decoded = new byte[layout.ByteCount];
            if (tiff.Block(ifd, x, y, plane) is not { } stored)
            {
                return null; // Sparse: nothing to decode.
            }

            BlockCodecs.Managed.Decode(stored, decoded, layout);

            for (int sample = 0; sample < layout.SamplesPerPixel; sample++)
            {
                SampleUnpacker.Unpack(
                    new(decoded, layout, sample, type),
                    new PixelWindow(0, 0, shape[2], shape[1]),
                    result.AsSpan((plane + sample) * bandBytes, bandBytes),
                    shape[2]
                );
            }
        }

        if (isMask && layout.BitsPerSample == 1)
        {
            result.AsSpan().Replace((byte)1, (byte)255);
        }

        NormalizeNaN(result, type);
        return type switch
        {
            SampleType.ComplexInt16 => AsFloats<short>(result),
            SampleType.ComplexInt32 => AsFloats<int>(result),
            _ => result,
        };
    }

    /// <summary>
    /// The type that has NumPy's name; complex integers, which NumPy does not have, are hashed as rasterio shows them: complex64.
    /// </summary>
    private static SampleType TypeOf(string numPyName, BlockLayout layout) =>
        (layout.SampleFormat, layout.BitsPerSample) switch
        {
            (SampleFormat.ComplexInteger, 32) => SampleType.ComplexInt16,
            (SampleFormat.ComplexInteger, 64) => SampleType.ComplexInt32,
            _ => Enum.GetValues<SampleType>().First(t => t.NumPyName() == numPyName && t != SampleType.ComplexInt32),
        };

    private static byte[] AsFloats<T>(byte[] samples)
        where T : unmanaged, INumber<T> =>
        MemoryMarshal.AsBytes<float>([.. MemoryMarshal.Cast<byte, T>(samples).ToArray().Select(float.CreateChecked)]).ToArray();

    private static void NormalizeNaN(Span<byte> samples, SampleType type)
    {
        if (type is SampleType.Float32 or SampleType.ComplexFloat32)
        {
            foreach (ref float value in MemoryMarshal.Cast<byte, float>(samples))
            {
                value = float.IsNaN(value) ? BitConverter.UInt32BitsToSingle(0x7FC0_0000) : value;
            }
        }
        else if (type is SampleType.Float64 or SampleType.ComplexFloat64)
        {
            foreach (ref double value in MemoryMarshal.Cast<byte, double>(samples))
            {
                value = double.IsNaN(value) ? BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000) : value;
            }
        }
    }
}
