using System.Security.Cryptography;
using System.Text.Json;
using Cog.Codecs;
using Cog.Testing;

namespace Cog.Tests.Codecs;

/// <summary>Damaged blocks fail as they do for GDAL, and the blocks beside them are read.</summary>
public class BadBlocksTests
{
    [Theory]
    [InlineData("deflate-short")]
    [InlineData("deflate-corrupt")]
    [InlineData("lzw-bad-codes")]
    [InlineData("lzw-no-clear")]
    public void Rejects_the_bad_block_and_reads_the_good_one(string name)
    {
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"bad/{name}.tif.json")));
        var tiff = new CorpusTiff(Corpus.PathOf($"bad/{name}.tif"));

        foreach (JsonElement bad in expected.RootElement.GetProperty("bad_blocks").EnumerateArray())
        {
            Assert.Throws<InvalidTiffException>(() => Decode(tiff, bad[1].GetInt32(), bad[2].GetInt32()));
        }

        JsonElement good = Assert.Single(expected.RootElement.GetProperty("good_blocks").EnumerateArray());
        byte[] block = Decode(tiff, good.GetProperty("x").GetInt32(), good.GetProperty("y").GetInt32());
        Assert.Equal(good.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(block)));
    }

    [Theory]
    [InlineData("packbits-overrun")]
    [InlineData("deflate-bomb-256mb")]
    public void Stops_where_the_block_is_full(string name)
    {
        Assert.Equal(64 * 64, Decode(new CorpusTiff(Corpus.PathOf($"bad/{name}.tif")), 0, 0).Length);
    }

    private static byte[] Decode(CorpusTiff tiff, int x, int y)
    {
        byte[] destination = new byte[tiff.Layout(0, y).ByteCount];
        BlockCodecs.Managed.Decode(tiff.Block(0, x, y, 0), destination, tiff.Layout(0, y));
        return destination;
    }
}
