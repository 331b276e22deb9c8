using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

/// <summary>What would take too long is refused before anything of it is read, by a bound that the answer names.</summary>
public class BoundsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Of(string path, string file) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}url={Uri.EscapeDataString(file)}";

    [Theory]
    [InlineData("/cog/preview/20x10.webp", 200)]
    [InlineData("/cog/preview/21x10.webp", 413)]
    [InlineData("/cog/preview/21x10.png", 200)]
    [InlineData("/cog/preview/21x10.jpg", 200)]
    [InlineData("/cog/tiles/WebMercatorQuad/10/511/340.webp", 413)]
    [InlineData("/cog/tiles/WebMercatorQuad/10/511/340.webp?tilesize=14", 200)]
    [InlineData("/cog/tiles/WebMercatorQuad/10/511/340.png", 200)]
    public async Task A_webp_picture_has_no_more_pixels_than_the_setting_says(string path, int status)
    {
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine with { MaxWebPPixels = 200 });

        using HttpResponseMessage response = await server.Client.GetAsync(Of(path, FunctionsFixture.Rgb), Cancellation);
        using HttpResponseMessage ramp = await server.Client.GetAsync(
            Of(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "rescale=0,65535", FunctionsFixture.Ramp),
            Cancellation
        );
        HttpResponseMessage asked = path.Contains("tiles", StringComparison.Ordinal) ? ramp : response;

        string body = status == 413 ? await asked.Content.ReadAsStringAsync(Cancellation) : "";
        Assert.Equal(status, (int)asked.StatusCode);
        Assert.Equal(status == 413, body.Contains("COG_MAX_WEBP_PIXELS", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, 10, 200)]
    [InlineData(1000, 100, 413)] // 256 × 256 pixels, of 100 rows of smaller ones each, a thousand times
    public async Task Areas_that_are_large_and_many_are_refused_together(int count, int scale, int status)
    {
        const string Triangle = """
            {"type":"Feature","properties":{},"geometry":{"type":"Polygon",
            "coordinates":[[[-0.35,51.6],[0,51.6],[-0.1,51.9],[-0.35,51.6]]]}}
            """;
        await using TestServer server = await TestServer.StartAsync();
        using var body = new StringContent(
            $$"""{"type":"FeatureCollection","features":[{{string.Join(',', Enumerable.Repeat(Triangle, count))}}]}""",
            Encoding.UTF8,
            "application/geo+json"
        );

        using HttpResponseMessage response = await server.Client.PostAsync(
            Of($"/cog/statistics?cover_scale={scale}", FunctionsFixture.Ramp),
            body,
            Cancellation
        );

        string text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == (int)response.StatusCode, text);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            using var document = JsonDocument.Parse(text);
            Assert.Equal(count, document.RootElement.GetProperty("features").GetArrayLength());
        }
        else
        {
            Assert.Contains("at most 2147483648", text, StringComparison.Ordinal);
        }
    }
}
