using System.Net;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;
using SkiaSharp;

namespace Cog.Api.Tests.Pixels;

/// <summary>Colour maps and colour formulas of every picture.</summary>
public class ColorTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Viridis = "colormap_name=viridis&rescale=0,110";
    private static readonly string s_grey = TestData.PathOf("functions/grey-3857.tif");
    private static readonly string s_palette = TestData.PathOf("functions/palette-3857.tif");

    // Columns from 12 on are 10 × (column - 12): from 0, the first colour, to 110, the last.
    [Fact]
    public async Task A_preview_has_the_colours_of_the_map()
    {
        using SKBitmap picture = SKBitmap.Decode(await functions.GetAsync($"/cog/preview.png?{Viridis}", s_grey));

        Assert.Equal(0, picture.GetPixel(0, 0).Alpha);
        Assert.Equal(new SKColor(68, 1, 84), picture.GetPixel(12, 3));
        Assert.Equal(new SKColor(253, 231, 36), picture.GetPixel(23, 3));
    }

    [Fact]
    public async Task An_array_holds_the_colours_and_their_mask()
    {
        NumPyResponse array = await functions.GetArrayAsync($"/cog/preview.npy?{Viridis}", s_grey);

        Assert.Equal([4, 20, 24], array.Shape);
        Assert.Equal([68, 1, 84, 255], Enumerable.Range(0, 4).Select(band => array.Data[(band * 20 * 24) + 12]));
        Assert.Equal(0, array.Data[3 * 20 * 24]);
    }

    [Theory]
    [InlineData("/cog/bbox/{0}.png")]
    [InlineData("/cog/map?f=png&bbox-crs=EPSG:3857&bbox={0}")]
    [InlineData("/cog/tiles/CogGrid/0/0/0.png")]
    [InlineData("/cog/preview.tif")]
    [InlineData("/cog/preview.webp")]
    public async Task Every_picture_has_three_bands_of_colour(string path)
    {
        JsonElement bounds = (await functions.GetJsonAsync("/cog/info", s_grey)).GetProperty("bounds");
        string box = string.Join(',', bounds.EnumerateArray().Select(b => b.GetRawText()));
        path = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, box);
        path += path.Contains('?', StringComparison.Ordinal) ? "&" : "?";

        byte[] colored = await functions.GetAsync($"{path}coord_crs=EPSG:3857&{Viridis}", s_grey);
        byte[] plain = await functions.GetAsync($"{path}coord_crs=EPSG:3857&rescale=0,110", s_grey);

        Assert.NotEqual(plain, colored);
        if (!path.Contains(".tif", StringComparison.Ordinal))
        {
            using SKBitmap picture = SKBitmap.Decode(colored);
            SKColor last = picture.GetPixel(23, 3);
            Assert.InRange(last.Red - last.Blue, 150, 255);
        }
    }

    [Fact]
    public async Task A_dictionary_colours_its_values_and_hides_the_others()
    {
        string map = Uri.EscapeDataString("""{"0":"#ff0000","10":[0,255,0,128]}""");
        using SKBitmap picture = SKBitmap.Decode(await functions.GetAsync($"/cog/preview.png?colormap={map}", s_grey));

        Assert.Equal(new SKColor(255, 0, 0), picture.GetPixel(12, 0));
        Assert.Equal(new SKColor(0, 255, 0, 128), picture.GetPixel(13, 0));
        Assert.Equal(0, picture.GetPixel(14, 0).Alpha);
    }

    [Fact]
    public async Task Intervals_hold_without_their_end()
    {
        string map = Uri.EscapeDataString("""[[[0,20],"#f00"],[[20,1e9],"#00f"]]""");
        using SKBitmap picture = SKBitmap.Decode(await functions.GetAsync($"/cog/preview.png?colormap={map}", s_grey));

        Assert.Equal(new SKColor(255, 0, 0), picture.GetPixel(13, 0));
        Assert.Equal(new SKColor(0, 0, 255), picture.GetPixel(14, 0));
        Assert.Equal(0, picture.GetPixel(3, 0).Alpha);
    }

    // The picture is a PNG when its colours hide something, although the file does not.
    [Fact]
    public async Task Hidden_colours_decide_the_format_that_nobody_chose()
    {
        const string Path = "/cog/preview?bidx=1&colormap=";
        using HttpResponseMessage whole = await functions.SendAsync(
            Path + Uri.EscapeDataString("""[[[0,256],"#f00"]]"""),
            FunctionsFixture.Rgb
        );
        using HttpResponseMessage holed = await functions.SendAsync(
            Path + Uri.EscapeDataString("""[[[0,100],"#f000"],[[100,256],"#f00"]]"""),
            FunctionsFixture.Rgb
        );

        Assert.Equal("image/jpeg", whole.Content.Headers.ContentType?.MediaType);
        Assert.Equal("image/png", holed.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_named_map_wins_over_the_files_palette()
    {
        using SKBitmap picture = SKBitmap.Decode(await functions.GetAsync("/cog/preview.png?colormap_name=gray", s_palette));

        Assert.All(picture.Pixels, pixel => Assert.Equal((pixel.Red, pixel.Red), (pixel.Green, pixel.Blue)));
    }

    // sqrt(v / 255) × 255, cut off, by numpy.
    [Fact]
    public async Task A_formula_changes_colours_after_they_are_scaled()
    {
        using SKBitmap plain = SKBitmap.Decode(await functions.GetAsync("/cog/preview.png?rescale=0,250", FunctionsFixture.Rgb));
        using SKBitmap formed = SKBitmap.Decode(
            await functions.GetAsync("/cog/preview.png?rescale=0,250&color_formula=Gamma%20RGB%202", FunctionsFixture.Rgb)
        );

        Assert.All(plain.Pixels.Zip(formed.Pixels).Where((_, i) => i % 97 == 0), pair =>
            Assert.Equal((byte)(Math.Sqrt(pair.First.Green / 255.0) * 255), pair.Second.Green)
        );
    }

    [Theory]
    [InlineData("colormap=%7B", 400, "Could not parse the colormap value.")]
    [InlineData("colormap=%5B1,2%5D", 400, "Could not parse the colormap value.")]
    [InlineData("colormap_name=nope", 422, "colormap_name is 'nope'")]
    [InlineData("color_formula=Nope%20RGB%201", 422, "color_formula is 'Nope RGB 1'")]
    [InlineData("colormap_name=viridis", 400, "A colour map colours 1 band, these are 3")]
    [InlineData("bidx=1&color_formula=saturation%202", 400, "color_formula is 'saturation 2'")]
    public async Task What_makes_no_sense_is_told(string query, int status, string message)
    {
        using HttpResponseMessage response = await functions.SendAsync($"/cog/preview.png?{query}", FunctionsFixture.Rgb);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonElement detail = JsonDocument.Parse(body).RootElement.GetProperty("detail");

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.StartsWith(
            message,
            detail.ValueKind == JsonValueKind.Array ? detail[0].GetProperty("msg").GetString() : detail.GetString(),
            StringComparison.Ordinal
        );
    }
}
