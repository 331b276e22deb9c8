using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing.Web;

namespace Cog.Hosting.Tests.Http;

/// <summary>Links lead to where callers find this server.</summary>
public class FrontAddressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<(int Status, string Tiles)> TilesAsync(CogOptions options, string path, params (string, string)[] headers)
    {
        await using TestServer server = await TestServer.StartAsync(options);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?url={Uri.EscapeDataString(FunctionsFixture.Ramp)}");
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancellation);
        if (!response.IsSuccessStatusCode)
        {
            return ((int)response.StatusCode, "");
        }

        string body = await response.Content.ReadAsStringAsync(Cancellation);
        string tiles = JsonDocument.Parse(body).RootElement.GetProperty("tiles")[0].GetString()!;
        return (
            200,
            tiles[..tiles.IndexOf('?', StringComparison.Ordinal)]
                .Replace(server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), "OWN", StringComparison.Ordinal)
        );
    }

    private const string TileJson = "/cog/WebMercatorQuad/tilejson.json";
    private const string Tiles = "/cog/tiles/WebMercatorQuad/{z}/{x}/{y}";

    [Theory]
    [InlineData("https://maps.example.org", TileJson, "https://maps.example.org")]
    [InlineData("https://maps.example.org/", TileJson, "https://maps.example.org")]
    [InlineData("https://maps.example.org:8443/cogs/", TileJson, "https://maps.example.org:8443/cogs")]
    [InlineData("https://maps.example.org/cogs", "/cogs" + TileJson, "https://maps.example.org/cogs")] // left there by the front
    [InlineData("https://maps.example.org/a/b", "/a/b" + TileJson, "https://maps.example.org/a/b")]
    public async Task A_public_address_in_the_settings_makes_the_links(string address, string path, string root)
    {
        CogOptions options = CogOptions.LocalMachine with { PublicUrl = new(address) };

        Assert.Equal((200, root + Tiles), await TilesAsync(options, path, ("X-Forwarded-Host", "evil.example")));
    }

    [Theory]
    [InlineData("https://maps.example.org/cogs", "/cogsx" + TileJson)]
    [InlineData("https://maps.example.org/cogs", "/cogs/cogs" + TileJson)]
    [InlineData("https://maps.example.org", "/cogs" + TileJson)]
    public async Task No_other_path_is_taken_off(string address, string path) =>
        Assert.Equal(404, (await TilesAsync(CogOptions.LocalMachine with { PublicUrl = new(address) }, path)).Status);

    [Theory]
    [InlineData("X-Forwarded-Host: maps.example.org", "http://maps.example.org")]
    [InlineData("X-Forwarded-Host: maps.example.org:8443; X-Forwarded-Proto: https", "https://maps.example.org:8443")]
    [InlineData("X-Forwarded-Host: maps.example.org; X-Forwarded-Prefix: /cogs", "http://maps.example.org/cogs")]
    [InlineData("X-Forwarded-Host: evil.example, maps.example.org", "http://maps.example.org")] // the nearest front's comes last
    [InlineData("X-Forwarded-Host: evil.example/x?", "OWN")]
    [InlineData("X-Forwarded-Host: user@evil.example", "OWN")]
    [InlineData("X-Forwarded-Prefix: //evil.example", "OWN")]
    [InlineData("X-Forwarded-Prefix: /../x", "OWN")]
    [InlineData("X-Forwarded-Prefix: /\"onload", "OWN")]
    [InlineData("X-Forwarded-Proto: javascript", "OWN")]
    public async Task A_front_that_is_trusted_makes_the_links(string headers, string root)
    {
        (string, string)[] sent = [.. headers.Split("; ").Select(h => h.Split(": ")).Select(h => (h[0], h[1]))];

        Assert.Equal((200, root + Tiles), await TilesAsync(CogOptions.LocalMachine with { TrustForwarded = true }, TileJson, sent));
        Assert.Equal((200, "OWN" + Tiles), await TilesAsync(CogOptions.LocalMachine, TileJson, sent)); // And no other.
    }

    [Theory]
    [InlineData("maps.example.org")]
    [InlineData("ftp://maps.example.org/")]
    [InlineData("https://maps.example.org/?a=1")]
    public void What_is_no_address_stops_the_start(string value) =>
        Assert.Contains(
            $"COG_PUBLIC_URL is '{value}'",
            Assert.Throws<CogOptionsException>(() => CogOptions.FromEnvironment(name => name == "COG_PUBLIC_URL" ? value : null)).Message,
            StringComparison.Ordinal
        );
}
