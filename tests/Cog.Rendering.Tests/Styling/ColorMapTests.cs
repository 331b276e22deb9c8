using System.Text.Json;
using Cog.Header;
using Cog.Rendering.Styling;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling;

public class ColorMapTests
{
    public static TheoryData<string> PaletteFiles() =>
        [.. Corpus.Names("tif", "photometric-palette").Concat(Corpus.Names("tif", "cog-palette")).Select(n => "tif/" + n), "real/imagetiff-palette-1c-8b.tiff"];

    // GDAL makes the nodata value's entry transparent; here the mask does that, for every pixel that has it.
    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(PaletteFiles))]
    public async Task Has_the_colours_that_gdal_sees(string name)
    {
        var source = new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf(name), TestContext.Current.CancellationToken));
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);
        using JsonDocument expectation = JsonDocument.Parse(await File.ReadAllBytesAsync(Corpus.PathOf(name + ".json"), TestContext.Current.CancellationToken));
        JsonElement profile = expectation.RootElement.GetProperty("profile");

        ColorMap? map = BandColors.Of(header, bands: null).Palette;

        Assert.NotNull(map);
        Assert.Equal(profile.GetProperty("colormap_entries").GetInt32(), map.Count);
        foreach (JsonProperty entry in profile.GetProperty("colormap").EnumerateObject())
        {
            byte[] color = [.. entry.Value.EnumerateArray().Select(v => v.GetByte())];
            Assert.Equal((color[0], color[1], color[2], (byte)255), map[int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture)]);
        }
    }

    [Fact]
    public void Takes_the_tag_by_257_unless_its_writer_shifted_or_wrote_bytes()
    {
        Assert.Equal((255, 37, 127, 255), Widen(ColorMap.FromTag([65535, 9509, 32768])[0]));
        Assert.Equal((255, 128, 0, 255), Widen(ColorMap.FromTag([0xFF00, 0x8000, 0])[0]));
        Assert.Equal((255, 128, 7, 255), Widen(ColorMap.FromTag([255, 128, 7])[0]));
    }

    [Fact]
    public void Values_beyond_its_end_are_transparent()
    {
        ColorMap map = ColorMap.FromRgba([1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.Equal(2, map.Count);
        Assert.Equal((5, 6, 7, 8), Widen(map[1]));
        Assert.Equal((0, 0, 0, 0), Widen(map[2]));
    }

    private static (int, int, int, int) Widen((byte Red, byte Green, byte Blue, byte Alpha) color) => (color.Red, color.Green, color.Blue, color.Alpha);
}
