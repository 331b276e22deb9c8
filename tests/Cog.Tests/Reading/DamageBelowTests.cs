using Cog.Blocks;
using Cog.Header;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>
/// Of a block no more is decoded than the rows that a read needs, so it does not notice damage below them. What it returns is what is
/// stored all the same, or an error.
/// </summary>
public sealed class DamageBelowTests
{
    private const int Edge = 32,
        Rows = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Blocks of 32 × 32, see the README beside the files. `true`: so much of the stream is whole that the rows can be had.
    [Theory]
    [InlineData("deflate", true)]
    [InlineData("lzw", true)]
    [InlineData("packbits", true)]
    [InlineData("zstd", false)]
    [InlineData("lzma", true)]
    [InlineData("lerc", true)]
    [InlineData("lerc-deflate", false)]
    [InlineData("lerc-zstd", false)]
    [InlineData("jpeg", true)]
    [InlineData("fax3", true)]
    [InlineData("fax4", true)]
    [InlineData("faxrle", true)]
    [InlineData("none", true)]
    public async Task Rows_above_the_damage_are_those_of_the_whole_file_or_an_error(string name, bool canBeRead)
    {
        byte[] file = await File.ReadAllBytesAsync(TestData.PathOf($"validation/{name}.tif"), Token);
        byte[] expected = await ReadAsync(file, Rows);
        CogHeader header = await CogHeaderReader.ReadAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token);
        var index = new BlockIndex(header, header.Image, CogReaderOptions.Default);
        ByteRange block = (await index.LocateAsync(new MemoryRangeSource(file), [4], Token))[0].Range;
        int read = 0;
        foreach (byte filler in (byte[])[0, 0xFF, 0x55])
        {
            foreach (int from in (int[])[block.Length / 2, block.Length * 3 / 4, block.Length - 2])
            {
                byte[] damaged = [.. file];
                damaged.AsSpan((int)block.Offset + from, block.Length - from).Fill(filler);
                try
                {
                    Assert.Equal(expected, await ReadAsync(damaged, Rows));
                    read++;
                }
                catch (InvalidTiffException) { }
            }
        }

        Assert.Equal(canBeRead, read > 0);

        // The damaged rows are an error, unless zeros are pixels, or codes of some: GDAL reads those, too. Validation sees the checksum.
        byte[] cut = [.. file];
        cut.AsSpan((int)block.Offset + (block.Length / 4), block.Length - (block.Length / 4)).Clear();
        if (name is not ("none" or "packbits" or "deflate"))
        {
            await Assert.ThrowsAsync<InvalidTiffException>(() => ReadAsync(cut, Edge));
        }
    }

    // The first rows of the block in the middle.
    private static async Task<byte[]> ReadAsync(byte[] file, int rows)
    {
        CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token);
        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(Edge, Edge, Edge, rows), cancellationToken: Token);
        return raster.Samples.ToArray();
    }
}
