using Cog.Header;
using Cog.Rendering.Styling;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling;

public class BandColorsTests
{
    private static async Task<CogHeader> HeaderAsync(IfdBuilder ifd) =>
        await CogHeaderReader.ReadAsync(
            new CountingRangeSource(new TiffBuilder().Add(ifd.Striped(1).WithBlocks([new byte[4]])).Build()),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );

    private static IfdBuilder Rgba() =>
        new IfdBuilder(1, 1)
            .With(TagId.BitsPerSample, FieldType.Short, 8, 8, 8, 8)
            .With(TagId.SamplesPerPixel, FieldType.Short, 4)
            .With(TagId.PhotometricInterpretation, FieldType.Short, 2)
            .With(TagId.ExtraSamples, FieldType.Short, 2);

    [Fact]
    public async Task Alpha_is_no_colour_unless_asked_for()
    {
        CogHeader header = await HeaderAsync(Rgba());

        Assert.Equal([0, 1, 2], BandColors.ColorBands(header));
        Assert.Null(BandColors.Of(header, bands: null).AlphaPosition);
        Assert.Equal(
            [ColorInterpretation.Red, ColorInterpretation.Green, ColorInterpretation.Blue],
            BandColors.Of(header, bands: null).Interpretation
        );
        Assert.Equal(1, BandColors.Of(header, [2, 3]).AlphaPosition);
        Assert.Equal([ColorInterpretation.Blue, ColorInterpretation.Alpha], BandColors.Of(header, [2, 3]).Interpretation);
    }

    [Fact]
    public async Task Statistics_count_when_every_chosen_band_has_them()
    {
        CogHeader header = await HeaderAsync(
            Rgba()
                .With(
                    TagId.GdalMetadata,
                    """
                    <GDALMetadata>
                      <Item name="STATISTICS_MINIMUM" sample="0">1</Item><Item name="STATISTICS_MAXIMUM" sample="0">2.5</Item>
                      <Item name="STATISTICS_MINIMUM" sample="2">-3</Item><Item name="STATISTICS_MAXIMUM" sample="2">4</Item>
                    </GDALMetadata>
                    """
                )
        );

        Assert.Equal([new(-3, 4), new(1, 2.5)], BandColors.Of(header, [2, 0]).Statistics);
        Assert.Null(BandColors.Of(header, bands: null).Statistics);
    }

    [Fact]
    public async Task A_palette_belongs_to_its_one_band()
    {
        CogHeader header = await HeaderAsync(
            new IfdBuilder(1, 1)
                .With(TagId.PhotometricInterpretation, FieldType.Short, 3)
                .With(TagId.ColorMap, FieldType.Short, [.. Enumerable.Repeat(257.0 * 9, 768)])
                .With(TagId.GdalNoData, "7")
        );

        BandColors colors = BandColors.Of(header, bands: null);
        Assert.Equal((9, 256), (colors.Palette![3].Red, colors.Palette.Count));
        Assert.Equal(("255", "0"), ($"{colors.Palette[3].Alpha}", $"{colors.Palette[7].Alpha}"));
        Assert.Equal(7, colors.NoData!.Value);
        Assert.Null(BandColors.Of(header, [0, 0, 0]).Palette);
    }
}
