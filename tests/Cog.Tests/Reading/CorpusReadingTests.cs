using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>
/// Every file of the corpus whose compression has a managed codec: blocks, whole levels and dataset masks hash as GDAL's do.
/// </summary>
public class CorpusReadingTests
{
    private static readonly Compression[] s_codecs =
    [
        Compression.None,
        Compression.Lzw,
        Compression.AdobeDeflate,
        Compression.Deflate,
        Compression.PackBits,
        Compression.Zstd,
    ];

    // GDAL 3.6 has no int8: it took -5 for a nodata value that bytes cannot have. And its masks know alpha of 2 and 4 bands alone;
    // rio-tiler, of any.
    private static readonly string[] s_betterThanGdal = ["cog-int8-nodata.tif", "metadata-interp.tif"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string>> Files() => Corpus.Rows(Corpus.Names("tif", "").Where(IsOurs));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Blocks_are_those_that_gdal_reads(string name)
    {
        using JsonDocument expected = Expectation(name);
        using var source = new FileRangeSource(Corpus.PathOf("tif/" + name));
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);

        foreach (JsonElement block in expected.RootElement.GetProperty("blocks").EnumerateArray())
        {
            int ifd = block.GetProperty("ifd").GetInt32(),
                x = block.GetProperty("x").GetInt32(),
                y = block.GetProperty("y").GetInt32();
            using Raster? raster = await reader.ReadBlockAsync(ifd, x, y, cancellationToken: Token);

            Assert.NotNull(raster);
            Assert.Equal(
                block.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32()),
                [raster.Bands, raster.Height, raster.Width]
            );
            Assert.True(block.GetProperty("sha256").GetString() == Hash(raster), $"Block {ifd}/{x}/{y} differs.");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Levels_and_their_masks_are_those_that_gdal_reads(string name)
    {
        using JsonDocument expected = Expectation(name);
        using var source = new FileRangeSource(Corpus.PathOf("tif/" + name));
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, Token);

        foreach (JsonElement level in expected.RootElement.GetProperty("levels").EnumerateArray())
        {
            ImageLevel ours = reader.Header.Levels.Single(l =>
                l.Width == level.GetProperty("width").GetInt32() && l.Height == level.GetProperty("height").GetInt32()
            );
            using Raster raster = await reader.ReadWindowAsync(ours, new(0, 0, ours.Width, ours.Height), cancellationToken: Token);

            Assert.True(level.GetProperty("all_sha256").GetString() == Hash(raster), $"Samples of level {ours.Number} differ.");
            if (s_betterThanGdal.Contains(name))
            {
                continue;
            }

            JsonElement mask = level.GetProperty("dataset_mask");
            Assert.Equal(mask.GetProperty("valid").GetInt32(), raster.Mask.Count((byte)255));
            Assert.Equal(mask.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(raster.Mask)));
        }
    }

    private static JsonDocument Expectation(string name) => JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf("tif/" + name + ".json")));

    private static bool IsOurs(string name)
    {
        using JsonDocument expected = Expectation(name);
        JsonElement root = expected.RootElement;
        if (
            root.GetProperty("expect").GetString() != "ok"
            || !root.GetProperty("exact").GetBoolean()
            || root.TryGetProperty("raw_alternative", out _)
        )
        {
            return false; // Of the last kind GDAL shows RGBA, not what is stored.
        }

        JsonElement tags = root.GetProperty("tiff").GetProperty("ifds")[0].GetProperty("tags");
        return !tags.TryGetProperty("259", out JsonElement compression)
            || s_codecs.Contains((Compression)compression.GetProperty("value")[0].GetInt32());
    }

    private static string Hash(Raster raster)
    {
        byte[] samples = raster.Samples.ToArray();
        switch (raster.SampleType)
        {
            case SampleType.Float32 or SampleType.ComplexFloat32:
                foreach (ref float value in MemoryMarshal.Cast<byte, float>(samples.AsSpan()))
                {
                    value = float.IsNaN(value) ? BitConverter.UInt32BitsToSingle(0x7FC0_0000) : value;
                }

                break;
            case SampleType.Float64 or SampleType.ComplexFloat64:
                foreach (ref double value in MemoryMarshal.Cast<byte, double>(samples.AsSpan()))
                {
                    value = double.IsNaN(value) ? BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000) : value;
                }

                break;
            case SampleType.ComplexInt16:
                samples = AsFloats<short>(samples); // NumPy has no integer complex.
                break;
            case SampleType.ComplexInt32:
                samples = AsFloats<int>(samples);
                break;
        }

        return Convert.ToHexStringLower(SHA256.HashData(samples));
    }

    private static byte[] AsFloats<T>(byte[] samples)
        where T : unmanaged, INumber<T> =>
        MemoryMarshal.AsBytes<float>([.. MemoryMarshal.Cast<byte, T>(samples).ToArray().Select(float.CreateChecked)]).ToArray();
}
