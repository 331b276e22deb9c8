using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pages;

/// <summary>Pages as they are sent; how they look in a browser is tested with the command's viewer.</summary>
public class PageEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Evil = "\"><script>alert(1)</script>";

    private static string Url => Uri.EscapeDataString(FunctionsFixture.Rgb);

    [Theory]
    [InlineData("/", null, "application/json")]
    [InlineData("/", "*/*", "application/json")]
    [InlineData("/", "application/json", "application/json")]
    [InlineData("/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [InlineData("/", "application/json, text/html;q=0.5", "application/json")]
    [InlineData("/", "text/html;q=0", "application/json")]
    [InlineData("/?f=html", "application/json", "text/html")]
    [InlineData("/?f=json", "text/html", "application/json")]
    [InlineData("/conformance", "text/html", "text/html")]
    [InlineData("/conformance", null, "application/json")]
    [InlineData("/tileMatrixSets", "text/html", "text/html")]
    [InlineData("/tileMatrixSets/WebMercatorQuad", "text/html", "text/html")]
    [InlineData("/tileMatrixSets/WebMercatorQuad?f=html", null, "text/html")]
    [InlineData("/tileMatrixSets/WebMercatorQuad", null, "application/json")]
    [InlineData("/cog/tiles?url=", "text/html", "text/html")]
    [InlineData("/cog/tiles?url=", null, "application/json")]
    [InlineData("/cog/tiles/UTM31WGS84Quad?f=html&url=", null, "text/html")]
    [InlineData("/cog/tiles/UTM31WGS84Quad?url=", "text/html", "text/html")]
    public async Task A_page_is_for_those_who_ask_for_one(string path, string? accept, string mediaType)
    {
        using HttpResponseMessage response = await SendAsync(path.EndsWith('=') ? path + Url : path, accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(!path.Contains("f=", StringComparison.Ordinal), response.Headers.Vary.Contains("Accept"));
    }

    [Fact]
    public async Task Page_and_JSON_of_one_address_have_ETags_of_their_own()
    {
        using HttpResponseMessage json = await SendAsync($"/cog/tiles?url={Url}", null),
            page = await SendAsync($"/cog/tiles?url={Url}", "text/html");

        Assert.NotNull(json.Headers.ETag);
        Assert.NotEqual(json.Headers.ETag, page.Headers.ETag);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/?f=html");
        using HttpResponseMessage landing = await SendAsync("/?f=html", null);
        again.Headers.IfNoneMatch.Add(landing.Headers.ETag!);
        using HttpResponseMessage known = await functions.Client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Theory]
    [InlineData("/?f=xml")]
    [InlineData("/conformance?f=xml")]
    [InlineData("/tileMatrixSets?f=xml")]
    public async Task A_format_that_there_is_not_is_refused(string path)
    {
        using HttpResponseMessage response = await SendAsync(path, null);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("f is 'xml': expected html or json.", await TextAsync(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_landing_page_leads_to_what_there_is()
    {
        using HttpResponseMessage response = await SendAsync("/", null);
        JsonElement[] links = [.. JsonDocument.Parse(await TextAsync(response)).RootElement.GetProperty("links").EnumerateArray()];

        // TiTiler's relations.
        Assert.Superset(
            new HashSet<string>
            {
                "self",
                "service-desc",
                "service-doc",
                "http://www.opengis.net/def/rel/ogc/1.0/conformance",
                "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
                "data",
                "doc",
            },
            links.Select(link => link.GetProperty("rel").GetString()!).ToHashSet()
        );
        string root = functions.Client.BaseAddress!.AbsoluteUri;
        string[] own =
        [
            .. links.Select(link => link.GetProperty("href").GetString()!).Where(href => href.StartsWith(root, StringComparison.Ordinal)),
        ];
        Assert.Equal(links.Length - 1, own.Length); // All but TiTiler's own documentation.
        Dictionary<string, string> datasets = new()
        {
            ["cog"] = FunctionsFixture.Rgb,
            ["stac"] = TestData.PathOf("items/sentinel.json"),
            ["mosaic"] = FunctionsFixture.Rgb,
        };
        foreach (string template in own)
        {
            string family = new Uri(template.Replace('{', '_')).Segments is [_, var first, ..] ? first.TrimEnd('/') : "";
            if (template.Contains("{url}", StringComparison.Ordinal) && !datasets.ContainsKey(family))
            {
                continue; // A MosaicJSON is made where it is needed: MosaicEndpointTests.
            }

            string href = template
                .Replace("{tileMatrixSetId}", "WebMercatorQuad", StringComparison.Ordinal)
                .Replace("{url}", Uri.EscapeDataString(datasets.GetValueOrDefault(family, "")), StringComparison.Ordinal);

            using HttpResponseMessage found = await SendAsync(href, null);
            Assert.True(found.IsSuccessStatusCode, href);
        }
    }

    [Theory]
    [InlineData("/?f=html")]
    [InlineData("/conformance?f=html")]
    [InlineData("/api.html")]
    [InlineData("/tileMatrixSets?f=html")]
    [InlineData("/tileMatrixSets/NZTM2000Quad?f=html")]
    [InlineData("/cog/tiles?f=html&url=")]
    [InlineData("/cog/tiles/WebMercatorQuad?f=html&url=")]
    public async Task A_page_is_whole_and_its_style_and_script_are_those_that_its_policy_allows(string path)
    {
        using HttpResponseMessage response = await SendAsync(path.EndsWith('=') ? path + Url : path, null);
        string page = await TextAsync(response);
        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        MatchCollection inline = Regex.Matches(page, "<(style|script)>(.*?)</\\1>", RegexOptions.Singleline);

        Assert.NotEmpty(inline);
        Assert.All(inline, part =>
            Assert.Contains(
                $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(part.Groups[2].Value)))}'",
                policy,
                StringComparison.Ordinal
            )
        );
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_of_a_page_of_tilesets_lead_somewhere_and_carry_the_parameters()
    {
        using HttpResponseMessage response = await SendAsync($"/cog/tiles/WebMercatorQuad?f=html&bidx=2&rescale=0,200&url={Url}", null);
        string[] links =
        [
            .. Regex
                .Matches(await TextAsync(response), "href=\"(http[^\"]+)\"")
                .Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)),
        ];

        Assert.Contains(links, link => link.Contains("/map.html?bidx=2", StringComparison.Ordinal));
        Assert.Contains(links, link => link.Contains("/WMTSCapabilities.xml?bidx=2", StringComparison.Ordinal));
        foreach (string link in links)
        {
            using HttpResponseMessage found = await SendAsync(link, null);
            Assert.True(found.IsSuccessStatusCode, link);
        }
    }

    [Theory]
    [InlineData("/cog/WebMercatorQuad/map.html")]
    [InlineData("/cog/WebMercatorQuad/map")]
    [InlineData("/cog/NZTM2000Quad/map.html")]
    public async Task A_map_has_every_parameter_of_the_tiles(string path)
    {
        using HttpResponseMessage response = await SendAsync(
            $"{path}?bidx=1&rescale=0,200&nodata=7&tile_format=webp&minzoom=3&foo=bar&url={Uri.EscapeDataString(TestDataWorld)}",
            null
        );
        string page = await TextAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, page);
        JsonElement tileJson = Data(page, "tilejson"),
            data = Data(page, "page");
        string tiles = tileJson.GetProperty("tiles")[0].GetString()!;

        Assert.Contains("/{z}/{x}/{y}.webp?bidx=1&rescale=0,200&nodata=7&foo=bar&url=", tiles, StringComparison.Ordinal);
        Assert.EndsWith("&tilesize=256", tiles, StringComparison.Ordinal);
        Assert.Equal(3, data.GetProperty("minZoom").GetInt32());
        Assert.Contains(
            "/cog/point/{lon},{lat}?bidx=1&nodata=7&foo=bar&url=",
            data.GetProperty("pointUrl").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(path.Contains("NZTM", StringComparison.Ordinal), data.TryGetProperty("tileMatrixSet", out _));
    }

    [Theory]
    [InlineData("/cog/WebMercatorQuad/map.html?url={file}&x={evil}")]
    [InlineData("/cog/CogGrid/map.html?url={file}&x={evil}")]
    [InlineData("/cog/tiles?f=html&url={file}&x={evil}")]
    [InlineData("/cog/tiles/WebMercatorQuad?f=html&url={file}&x={evil}")]
    [InlineData("/cog/viewer?url={evil}")]
    [InlineData("/cog/viewer?url=%3C/script%3E{evil}")]
    public async Task Nothing_of_an_address_becomes_markup(string address)
    {
        string folder = Directory.CreateTempSubdirectory("cog-page-").FullName;
        try
        {
            // A file whose very name is an attack.
            string file = Path.Combine(folder, Evil.Replace("/", "", StringComparison.Ordinal) + ".tif");
            File.Copy(FunctionsFixture.Rgb, file);
            using HttpResponseMessage response = await SendAsync(
                address
                    .Replace("{file}", Uri.EscapeDataString(file), StringComparison.Ordinal)
                    .Replace("{evil}", Uri.EscapeDataString(Evil), StringComparison.Ordinal),
                null
            );
            string page = await TextAsync(response);

            Assert.True(response.StatusCode == HttpStatusCode.OK, page);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\"><script>", page, StringComparison.Ordinal);

            // It is there, as text.
            Assert.Contains("alert(1)", page.Replace("%281%29", "(1)", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("/cog/WebMercatorQuad/map.html", 403)]
    [InlineData("/cog/tiles?f=html", 403)]
    public async Task A_page_of_a_file_that_may_not_be_read_is_refused(string path, int status)
    {
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine with { AllowedSources = [] });
        using HttpResponseMessage response = await server.Client.GetAsync(
            $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}url={Url}",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/cog/map?TileMatrixSetId=WGS1984Quad&bidx=1", null, "/cog/WGS1984Quad/map.html?bidx=1&url=")]
    [InlineData("/cog/map?tile_format=png", null, "/cog/WebMercatorQuad/map.html?tile_format=png&url=")]
    [InlineData("/cog/map?bidx=1", "text/html", "/cog/WebMercatorQuad/map.html?bidx=1&url=")]
    [InlineData("/cog/map?bidx=1", "image/png", null)]
    [InlineData("/cog/map?f=png", "text/html", null)]
    [InlineData("/cog/map?bbox=-15,28,-14.99,28.01", "text/html", null)]
    public async Task The_map_of_older_versions_is_found_by_what_it_is_asked_for(string path, string? accept, string? location)
    {
        using HttpResponseMessage response = await SendAsync($"{path}&url={Url}", accept);

        Assert.Equal(location is null ? HttpStatusCode.OK : HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(location is null ? null : location + Url, response.Headers.Location?.PathAndQuery);
    }

    [Fact]
    public async Task Files_of_the_maps_are_sent_compressed_to_who_takes_that()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cog/viewer/maplibre-gl.mjs");
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using HttpResponseMessage brotli = await functions.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using HttpResponseMessage plain = await SendAsync("/cog/viewer/maplibre-gl.mjs", null);
        byte[] packed = await brotli.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            bytes = await plain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("br", Assert.Single(brotli.Content.Headers.ContentEncoding));
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript", plain.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept-Encoding", brotli.Headers.Vary);
        Assert.NotEqual(brotli.Headers.ETag, plain.Headers.ETag);
        Assert.InRange(packed.Length, 1, 300_000);
        using var unpacked = new MemoryStream();
        await using var stream = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        await stream.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, unpacked.ToArray());
    }

    [Theory]
    [InlineData("/cog/viewer/index.html")]
    [InlineData("/cog/viewer/nothing.js")]
    public async Task Other_names_are_not_found(string path)
    {
        using HttpResponseMessage response = await SendAsync(path, null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/cog/WebMercatorQuad/map.html?url=/nowhere.tif", 404)]
    [InlineData("/cog/Nowhere/map.html?url={file}", 422)]
    [InlineData("/cog/WebMercatorQuad/map.html?url={file}&bidx=9", 422)]
    [InlineData("/cog/WebMercatorQuad/map.html", 422)]
    public async Task A_map_that_makes_no_sense_is_refused(string path, int status)
    {
        using HttpResponseMessage response = await SendAsync(path.Replace("{file}", Url, StringComparison.Ordinal), "text/html");

        Assert.Equal(status, (int)response.StatusCode);
    }

    private static string TestDataWorld => Cog.Testing.TestData.PathOf("tiling/world.tif");

    private static JsonElement Data(string page, string id) =>
        JsonDocument
            .Parse(
                Regex.Match(page, $"<script type=\"application/json\" id=\"{id}\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value
            )
            .RootElement;

    private static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> SendAsync(string address, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await functions.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
