using System.IO.Compression;
using System.Text.Json;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Tests.Codecs.Jpeg;

/// <summary>
/// A compressed block with the samples that the reference decoder makes of it (<c>tests/data/jpeg/*.zip</c>, see the README there).
/// </summary>
internal sealed record JpegBlock(string Name, byte[] Data, byte[] Samples, BlockLayout Layout)
{
    public static JpegBlock Named(string archive, string name) => Load(archive).Single(b => b.Name == name);

    public static IReadOnlyList<JpegBlock> Load(string archive)
    {
        string path = Path.IsPathRooted(archive) ? archive : TestData.PathOf(Path.Combine("jpeg", archive));
        using ZipArchive zip = ZipFile.OpenRead(path);
        return
        [
            .. zip.Entries.GroupBy(e => Path.GetDirectoryName(e.FullName)!).Select(g => Parse(g.Key, g.ToDictionary(e => e.Name, Bytes))),
        ];
    }

    public byte[] Decode(byte[]? data = null)
    {
        byte[] destination = new byte[Layout.ByteCount];
        new Cog.Codecs.Jpeg.JpegCodec().Decode(data ?? Data, destination, Layout);
        return destination;
    }

    private static JpegBlock Parse(string name, Dictionary<string, byte[]> parts)
    {
        using JsonDocument layout = JsonDocument.Parse(parts["layout.json"]);
        int Number(string key) => layout.RootElement.GetProperty(key).GetInt32();

        return new(
            name,
            parts["block.jpg"],
            parts["samples.raw"],
            new BlockLayout
            {
                Width = Number("width"),
                Height = Number("height"),
                SamplesPerPixel = Number("samplesPerPixel"),
                BitsPerSample = Number("bitsPerSample"),
                Photometric = (PhotometricInterpretation)Number("photometric"),
                Compression = Compression.Jpeg,
                JpegTables = parts.GetValueOrDefault("tables.jpg", []),
            }
        );
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        byte[] bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(bytes);
        return bytes;
    }
}
