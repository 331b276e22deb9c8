using System.Text.Json;
using Cog.Header;
using Cog.Rendering.Styling;
using Cog.Rendering.Styling.Colors;
using Cog.Rendering.Tests.Encoding;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling;

public class ColorMapTests
{
    public static TheoryData<string> PaletteFiles() =>
        [
            .. Corpus
                .Names("tif", "photometric-palette")
                .Concat(Corpus.Names("tif", "cog-palette"))
                .Concat(Corpus.Names("tif", "photometric-miniswhite"))
                .Concat(Corpus.Names("tif", "ccitt-"))
                .Select(n => "tif/" + n),
            "real/imagetiff-palette-1c-8b.tiff",
        ];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(PaletteFiles))]
    public async Task Has_the_colours_that_gdal_sees(string name)
    {
        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf(name), TestContext.Current.CancellationToken));
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);
        using JsonDocument expectation = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Corpus.PathOf(name + ".json"), TestContext.Current.CancellationToken)
        );
        JsonElement profile = expectation.RootElement.GetProperty("profile");

        ColorTable? map = BandColors.Of(header, bands: null).Palette;

        Assert.NotNull(map);
        Assert.Equal(profile.GetProperty("colormap_entries").GetInt32(), map.Count);
        foreach (JsonProperty entry in profile.GetProperty("colormap").EnumerateObject())
        {
            byte[] color = [.. entry.Value.EnumerateArray().Select(v => v.GetByte())];
            Assert.Equal(
                (color[0], color[1], color[2], color[3]),
                map[int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture)]
            );
        }
    }

    // gdal.Open(…).GetRasterBand(1).GetColorTable() of GDAL 3.6.2: first, middle and last entry of files made with NBITS and PHOTOMETRIC
    // (and of two samples, whose second is none of its indexes).
    [Theory]
    [InlineData(1, 1, 1, "0 255 255")]
    [InlineData(0, 1, 1, "255 0 0")]
    [InlineData(0, 4, 1, "255 119 0")]
    [InlineData(0, 8, 1, "255 127 0")]
    [InlineData(0, 12, 1, "255 127 0")]
    [InlineData(0, 16, 1, "255 127 0")]
    [InlineData(0, 8, 2, "255 127 0")]
    public async Task A_bitmap_and_samples_that_count_darkness_have_a_table_of_gdals(int photometric, int bits, int samples, string grays)
    {
        CogHeader header = await HeaderAsync(photometric, bits, samples);

        ColorTable map = ColorMap.Of(header)!;

        Assert.True(ColorMap.IsIn(header));
        Assert.Equal(1 << bits, map.Count);
        int[] entries = [0, map.Count / 2, map.Count - 1];
        Assert.All(entries, i => Assert.Equal((map[i].Red, map[i].Red, 255), (map[i].Green, map[i].Blue, map[i].Alpha)));
        Assert.Equal(grays, string.Join(' ', entries.Select(i => map[i].Red)));
    }

    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(0, 32, 1)]
    public async Task Other_samples_have_none(int photometric, int bits, int samples)
    {
        CogHeader header = await HeaderAsync(photometric, bits, samples);

        Assert.False(ColorMap.IsIn(header));
        Assert.Null(ColorMap.Of(header));
    }

    // rio-tiler 9.4's apply_cmap: 256 colours take data.astype(uint8), others the samples that equal an index.
    [Fact]
    public void Samples_of_any_type_are_indexes_when_they_are_whole_and_in_the_map()
    {
        ColorTable map = ColorTables.FromRgba([
            .. Enumerable.Range(0, 256).SelectMany(i => new[] { (byte)i, (byte)0, (byte)0, (byte)255 }),
        ]);

        Assert.Equal("7/255 255/255", Paint(map, TestRasters.Of<sbyte>(SampleType.Int8, 1, 2, 7, -1)));
        Assert.Equal("7/255 0/0 0/0", Paint(map, TestRasters.Of<short>(SampleType.Int16, 1, 3, 7, -1, 256)));
        Assert.Equal("7/255 0/0 0/0", Paint(map, TestRasters.Of(SampleType.Float32, 1, 3, 7f, 7.5f, float.NaN)));
    }

    // Red and alpha of each pixel.
    private static string Paint(ColorTable map, Raster indexes)
    {
        using (indexes)
        {
            using Raster painted = Colorizer.Apply(indexes, new BandColors(map), RenderStyle.Default, keep16Bits: false);
            return string.Join(' ', painted.BandBytes(0).ToArray().Zip(painted.Mask.ToArray(), (red, alpha) => $"{red}/{alpha}"));
        }
    }

    private static async Task<CogHeader> HeaderAsync(int photometric, int bits, int samples)
    {
        IfdBuilder ifd = new IfdBuilder(8, 8)
            .With(TagId.PhotometricInterpretation, FieldType.Short, photometric)
            .With(TagId.BitsPerSample, FieldType.Short, [.. Enumerable.Repeat((double)bits, samples)])
            .With(TagId.SamplesPerPixel, FieldType.Short, samples);
        var source = new CountingRangeSource(new TiffBuilder().Add(ifd.Striped(8).WithBlocks([new byte[8]])).Build());
        return await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Takes_the_tag_by_257_unless_its_writer_shifted_or_wrote_bytes()
    {
        Assert.Equal([0xFF7F25FFu], Colormap.FromTag([65535, 9509, 32768]));
        Assert.Equal([0xFF0080FFu], Colormap.FromTag([0xFF00, 0x8000, 0]));
        Assert.Equal([0xFF0780FFu], Colormap.FromTag([255, 128, 7]));
    }

    [Fact]
    public void Values_beyond_its_end_are_transparent()
    {
        ColorTable map = ColorTables.FromRgba([1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal(2, map.Count);
        Assert.Equal((5, 6, 7, 8), Widen(map[1]));
        Assert.Equal((0, 0, 0, 0), Widen(map[2]));
    }

    private static (int, int, int, int) Widen((byte Red, byte Green, byte Blue, byte Alpha) color) =>
        (color.Red, color.Green, color.Blue, color.Alpha);
}
