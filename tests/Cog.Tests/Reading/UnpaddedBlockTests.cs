using Cog.Rasters;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>
/// Blocks of the last row that end with the image's rows. Expected numbers: rasterio's <c>read()</c>, see the README beside the files.
/// </summary>
public sealed class UnpaddedBlockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lzw")]
    [InlineData("packbits")]
    [InlineData("zstd")]
    [InlineData("lzma")]
    [InlineData("deflate")]
    [InlineData("z16p")]
    [InlineData("lzwf3")]
    public async Task All_pixels_of_an_image_without_padding_are_read(string name)
    {
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(TestData.PathOf($"reading/rows/{name}.tif")),
            CogReaderOptions.Default,
            Token
        );

        using Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 100, 90), cancellationToken: Token);

        for (int band = 0; band < raster.Bands; band++)
        {
            double[] values = new double[raster.PixelCount];
            SampleRows.Load(raster.SampleType, raster.BandBytes(band), values);
            for (int i = 0; i < values.Length; i++)
            {
                int expected =
                    ((((i % 100 * 3) + (i / 100 * 2) + (band * 17)) % 200) + 20) * (raster.SampleType == SampleType.UInt8 ? 1 : 37);
                Assert.Equal(expected, values[i]);
            }
        }
    }

    [Fact]
    public async Task The_last_block_by_itself_is_read()
    {
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(TestData.PathOf("reading/rows/zstd.tif")),
            CogReaderOptions.Default,
            Token
        );

        using Raster block = (await reader.ReadBlockAsync(0, 1, 1, cancellationToken: Token))!;

        Assert.Equal((36, 26), (block.Width, block.Height));
        Assert.Equal((((99 * 3) + (89 * 2)) % 200) + 20, block.Samples[^1]);
    }

    [Theory]
    [InlineData(26 * 64, true)]
    [InlineData((26 * 64) - 1, false)]
    public async Task An_uncompressed_block_needs_the_rows_of_the_image_and_no_more(int bytes, bool isRead)
    {
        byte[] whole = new byte[64 * 64],
            last = new byte[bytes];
        byte[] file = new TiffBuilder().Add(new IfdBuilder(64, 90).Tiled(64, 64).WithBlocks(whole, last)).Build();
        CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, Token);

        Task<Raster> reading = reader.ReadWindowAsync(reader.Header.Levels[0], new(0, 0, 64, 90), cancellationToken: Token);

        if (isRead)
        {
            (await reading).Dispose();
        }
        else
        {
            await Assert.ThrowsAsync<InvalidTiffException>(() => reading);
        }
    }
}
