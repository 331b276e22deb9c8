using Cog.Hosting.Settings;
using Cog.Testing.Web;

namespace Cog.Hosting.Tests.Http;

/// <summary>What a web page of another site can make of a server on its reader's machine: nothing.</summary>
public class ForeignPagesTests
{
    private const string Info = "/cog/info?url=";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<HttpResponseMessage> SendAsync(
        IReadOnlyList<string> origins,
        HttpMethod method,
        params (string Name, string Value)[] headers
    )
    {
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine with { CorsOrigins = origins });
        string path = method == HttpMethod.Post ? "/cog/statistics?url=" : Info;
        using var request = new HttpRequestMessage(method, path + Uri.EscapeDataString(FunctionsFixture.Ramp));
        if (method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "text/plain"); // As a form of any page sends it.
        }

        foreach ((string name, string value) in headers)
        {
            string own = value.Replace("OWN", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(name, own);
        }

        return await server.Client.SendAsync(request, Cancellation);
    }

    // As Chromium and Firefox send them to 127.0.0.1 and localhost.
    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: no-cors; Sec-Fetch-Dest: image")] // <img>
    [InlineData("Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: no-cors; Sec-Fetch-Dest: script")] // <script>
    [InlineData("Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: iframe")] // <iframe>
    [InlineData("Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document")] // window.open, a link
    [InlineData("Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors; Origin: https://evil.example")] // fetch
    [InlineData("Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors")]
    [InlineData("Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors; Origin: null")] // a page in a sandbox, or of a file
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: else")]
    [InlineData("Origin: https://evil.example")] // a browser without Fetch Metadata
    [InlineData("Origin: http://localhost.evil.example")]
    [InlineData("Origin: http://loopback")] // a name like any other
    [InlineData("Origin: http://LOCALHOST:3000")] // no browser writes it so
    [InlineData("Origin: http://localhost:3000/")]
    [InlineData("Origin: http://localhost:3000@evil.example")]
    public async Task A_page_of_another_site_gets_nothing_read(string headers)
    {
        using HttpResponseMessage response = await SendAsync(["loopback"], HttpMethod.Get, Split(headers));

        Assert.Equal(403, (int)response.StatusCode);
        Assert.Equal(["same-site"], response.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(response.Headers.Contains("X-Cog-Reads")); // No file was opened.
    }

    [Theory]
    [InlineData("")] // curl, QGIS, GDAL
    [InlineData("Sec-Fetch-Site: none; Sec-Fetch-Mode: navigate; Sec-Fetch-Dest: document")] // typed by a person
    [InlineData("Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: cors")] // the viewer
    [InlineData("Origin: OWN; Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: cors")]
    [InlineData("Origin: http://localhost:3000; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors")] // a map in development
    [InlineData("Origin: http://[::1]:3000; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors")]
    [InlineData("Sec-Fetch-Site: same-site; Sec-Fetch-Mode: no-cors; Sec-Fetch-Dest: image")] // its pictures: ports are no sites
    public async Task Programs_people_the_viewer_and_pages_of_this_machine_are_answered(string headers)
    {
        using HttpResponseMessage response = await SendAsync(["loopback"], HttpMethod.Get, Split(headers));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["same-site"], response.Headers.GetValues("Cross-Origin-Resource-Policy"));
    }

    [Theory]
    [InlineData("Origin: https://evil.example; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: no-cors", 403)]
    [InlineData("Origin: https://evil.example", 403)]
    [InlineData("Origin: null; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: navigate", 403)] // a form in a sandbox
    [InlineData("Origin: OWN; Sec-Fetch-Site: same-origin; Sec-Fetch-Mode: cors", 422)] // let in: {} is no GeoJSON
    public async Task A_form_of_another_site_posts_nothing(string headers, int status)
    {
        using HttpResponseMessage response = await SendAsync(["loopback"], HttpMethod.Post, Split(headers));

        string body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == (int)response.StatusCode || (status == 422 && (int)response.StatusCode == 400), body);
    }

    [Theory]
    [InlineData("Origin: https://maps.example; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors", 200)]
    [InlineData("Origin: https://Maps.example; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors", 403)] // compared exactly
    [InlineData("Origin: http://maps.example; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors", 403)]
    [InlineData("Origin: https://maps.example:8443; Sec-Fetch-Site: cross-site; Sec-Fetch-Mode: cors", 403)]
    [InlineData("Sec-Fetch-Site: same-site; Sec-Fetch-Mode: no-cors", 403)] // pages of this machine are not named
    public async Task The_pages_that_a_list_names_call_by_cors_alone(string headers, int status)
    {
        using HttpResponseMessage response = await SendAsync(["https://maps.example"], HttpMethod.Get, Split(headers));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(["same-origin"], response.Headers.GetValues("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task A_server_that_is_opened_to_every_page_is_open()
    {
        using HttpResponseMessage response = await SendAsync(
            ["*"],
            HttpMethod.Get,
            ("Sec-Fetch-Site", "cross-site"),
            ("Sec-Fetch-Mode", "no-cors")
        );

        Assert.Equal(200, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("Cross-Origin-Resource-Policy"));
    }

    [Theory]
    [InlineData("https://maps.example", "https://maps.example")]
    [InlineData("HTTPS://Maps.Example:443/", "https://maps.example")]
    [InlineData("https://bücher.example:8443", "https://xn--bcher-kva.example:8443")]
    [InlineData("http://[::1]:80", "http://[::1]")]
    [InlineData("loopback", "loopback")]
    [InlineData("*", "*")]
    public void An_origin_in_the_settings_is_written_as_browsers_send_it(string entry, string origin) =>
        Assert.Equal([origin], CogOptions.FromEnvironment(name => name == "TITILER_API_CORS_ORIGINS" ? entry : null).CorsOrigins);

    [Theory]
    [InlineData("maps.example")]
    [InlineData("https://maps.example/page")]
    [InlineData("https://*.maps.example")]
    [InlineData("https://user@maps.example")]
    [InlineData("ftp://maps.example")]
    public void What_is_no_origin_stops_the_start(string entry) =>
        Assert.Contains(
            $"TITILER_API_CORS_ORIGINS has '{entry}'",
            Assert
                .Throws<CogOptionsException>(() => CogOptions.FromEnvironment(name => name == "TITILER_API_CORS_ORIGINS" ? entry : null))
                .Message,
            StringComparison.Ordinal
        );

    private static (string Name, string Value)[] Split(string headers) =>
        [
            .. headers
                .Split("; ", StringSplitOptions.RemoveEmptyEntries)
                .Select(header => header.Split(": ", 2))
                .Select(pair => (pair[0], pair[1])),
        ];
}
