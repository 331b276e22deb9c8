using System.Net;
using System.Text.Json;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

public class ServeCommandTests
{
    private static readonly HttpClient s_http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serves_the_sample_files_when_it_is_given_none()
    {
        await using CogProcess cog = await CogProcess.ServeAsync();

        Assert.Contains("island-rgb.tif", cog.Notice, StringComparison.Ordinal);
        Assert.Contains("3072 × 3072", cog.Notice, StringComparison.Ordinal);
        Assert.Contains("EPSG:32628", cog.Notice, StringComparison.Ordinal);
        Assert.Contains("island-dem.tif", cog.Notice, StringComparison.Ordinal);

        foreach (string url in await ServedUrlsAsync(cog))
        {
            string address = $"{cog.Address}cog/tiles/WebMercatorQuad/11/926/821.png?url={Uri.EscapeDataString(url)}";
            using HttpResponseMessage tile = await s_http.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
            Assert.Equal("image/png", tile.Content.Headers.ContentType?.MediaType);
        }
    }

    [Theory]
    [InlineData("plain.tif")]
    [InlineData("a b#c%20é?+&.tif")]
    public async Task Serves_a_file_of_any_name(string name)
    {
        string path = Sample.Write(name, await File.ReadAllBytesAsync(Sample.Heights, Cancellation));
        await using CogProcess cog = await CogProcess.ServeAsync(path);

        string url = Assert.Single(await ServedUrlsAsync(cog));
        using HttpResponseMessage info = await s_http.GetAsync($"{cog.Address}cog/info?url={Uri.EscapeDataString(url)}", Cancellation);
        Assert.Equal(HttpStatusCode.OK, info.StatusCode);
    }

    [Fact]
    public async Task Reads_all_that_this_machine_can()
    {
        await using CogProcess cog = await CogProcess.ServeAsync(Sample.Heights);

        using HttpResponseMessage info = await s_http.GetAsync(
            $"{cog.Address}cog/info?url={Uri.EscapeDataString(Sample.PictureReader)}",
            Cancellation
        );
        Assert.Equal(HttpStatusCode.OK, info.StatusCode);
    }

    [Fact]
    public async Task Reads_what_was_named_and_nothing_else_once_it_is_told_what_is_allowed()
    {
        string folder = Path.GetDirectoryName(Sample.Write("plain.tif", await File.ReadAllBytesAsync(Sample.Heights, Cancellation)))!;
        await using CogProcess cog = await CogProcess.ServeAsync(Sample.Heights, "--allow", folder);

        async Task<HttpStatusCode> StatusAsync(string file)
        {
            using HttpResponseMessage info = await s_http.GetAsync($"{cog.Address}cog/info?url={Uri.EscapeDataString(file)}", Cancellation);
            return info.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Sample.Heights));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Path.Combine(folder, "plain.tif")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Sample.PictureReader));
    }

    [Fact]
    public async Task Prints_a_line_for_each_request()
    {
        await using CogProcess cog = await CogProcess.ServeAsync(Sample.PictureReader);
        string url = Assert.Single(await ServedUrlsAsync(cog));
        using HttpResponseMessage tile = await s_http.GetAsync(
            $"{cog.Address}cog/tiles/WebMercatorQuad/11/926/821?url={Uri.EscapeDataString(url)}",
            Cancellation
        );

        string line;
        do
        {
            line = await cog.ReadLineAsync();
        } while (!line.Contains("/cog/tiles/", StringComparison.Ordinal));

        Assert.Matches(@"^GET +/cog/tiles/WebMercatorQuad/11/926/821 +200 +\d+ ms +\d+ reads? +[\d.]+ [KM]?B$", line);
    }

    [Fact]
    public async Task Ctrl_C_ends_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by Linux's kill.");
        await using CogProcess cog = await CogProcess.ServeAsync(Sample.Heights);

        Assert.Equal(0, await cog.InterruptAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task What_the_server_refuses_by_itself_has_a_reason_too()
    {
        await using CogProcess cog = await CogProcess.ServeAsync(Sample.Heights);
        const string Host = "HTTP/1.1\r\nHost: 127.0.0.1\r\n";

        string zero = await AskRawAsync(cog.Address, $"GET /cog/%00 {Host}\r\n");
        string address = await AskRawAsync(cog.Address, $"GET /{new string('a', 9000)} {Host}\r\n");
        string headers = await AskRawAsync(cog.Address, $"GET / {Host}X: {new string('a', 40_000)}\r\n\r\n");
        string nothing = await AskRawAsync(cog.Address, "nonsense\r\n\r\n");
        string good = await AskRawAsync(cog.Address, $"GET /healthz {Host}\r\nGET /cog/%00 {Host}\r\n"); // The second behind the first.

        Assert.Equal(["400", "414", "431", "400", "200"], new[] { zero, address, headers, nothing, good }.Select(a => a.Split(' ')[1]));
        Assert.All([zero, address, headers, nothing], a => Assert.Matches("\r\n\r\n\\{\"detail\":\"The .+\\.?\"\\}$", a));
        Assert.All([zero, address, headers, nothing], a => Assert.Contains("application/json", a, StringComparison.Ordinal));
        Assert.Equal(2, good.Split("HTTP/1.1 ").Length - 1);
        Assert.EndsWith("\"}", good, StringComparison.Ordinal);
    }

    private static async Task<string> AskRawAsync(Uri server, string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(server.Host, server.Port, Cancellation);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), Cancellation);
        using var answer = new StreamReader(client.GetStream());
        return await answer.ReadToEndAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task What_is_in_flight_at_a_signal_is_answered_and_no_more_is_taken(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by Linux's kill.");
        await using RangeHost host = await RangeHost.StartAsync(await File.ReadAllBytesAsync(Sample.PictureReader, Cancellation));
        await using CogProcess cog = await CogProcess.ServeAsync($"{host.Address}island.tif");
        string url = Assert.Single(await ServedUrlsAsync(cog));
        host.Stall();
        Task<HttpResponseMessage> tile = s_http.GetAsync(
            $"{cog.Address}cog/tiles/WebMercatorQuad/11/926/821?url={Uri.EscapeDataString(url)}",
            Cancellation
        );
        await host.Stalled;

        await cog.SignalAsync(signal);
        Assert.Null(await cog.ExitAsync(TimeSpan.FromSeconds(1)));
        using var another = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => another.GetAsync(new Uri(cog.Address, "healthz"), Cancellation));
        host.GoOn();

        using HttpResponseMessage answer = await tile;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await cog.ExitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_second_Ctrl_C_waits_for_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by Linux's kill.");
        await using RangeHost host = await RangeHost.StartAsync(await File.ReadAllBytesAsync(Sample.PictureReader, Cancellation));
        await using CogProcess cog = await CogProcess.ServeAsync($"{host.Address}island.tif");
        string url = Assert.Single(await ServedUrlsAsync(cog));
        host.Stall();
        Task<HttpResponseMessage> tile = s_http.GetAsync(
            $"{cog.Address}cog/tiles/WebMercatorQuad/11/926/821?url={Uri.EscapeDataString(url)}",
            Cancellation
        );
        await host.Stalled;

        Assert.Null(await cog.InterruptAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(130, await cog.InterruptAsync(TimeSpan.FromSeconds(5)));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => tile);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_a_request_in_flight_that_has_no_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by Linux's kill.");
        await using RangeHost host = await RangeHost.StartAsync(await File.ReadAllBytesAsync(Sample.PictureReader, Cancellation));
        await using CogProcess cog = await CogProcess.ServeAsync($"{host.Address}island.tif");
        string url = Assert.Single(await ServedUrlsAsync(cog));

        host.Stall();
        Task<HttpResponseMessage> tile = s_http.GetAsync(
            $"{cog.Address}cog/tiles/WebMercatorQuad/11/926/821?url={Uri.EscapeDataString(url)}",
            Cancellation
        );
        await host.Stalled;

        Assert.Equal(0, await cog.InterruptAsync(TimeSpan.FromSeconds(20)));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => tile);
    }

    [Fact]
    public async Task The_viewer_needs_no_other_host_and_is_asked_for_again_cheaply()
    {
        await using CogProcess cog = await CogProcess.ServeAsync(Sample.Heights);

        foreach (
            string name in (string[])
                [
                    "?f=html",
                    "cog/viewer",
                    "cog/viewer/viewer.js",
                    "cog/viewer/map-page.js",
                    "cog/viewer/world.json",
                    "cog/viewer/viewer.css",
                    "cog/viewer/maplibre-gl.mjs",
                    "cog/viewer/maplibre-gl-worker.mjs",
                    "cog/viewer/maplibre-gl.css",
                    "cog/viewer/maplibre-gl-license.txt",
                ]
        )
        {
            using HttpResponseMessage file = await s_http.GetAsync(new Uri(cog.Address, name), Cancellation);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            string policy = Assert.Single(file.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("http", policy, StringComparison.Ordinal);

            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(cog.Address, name));
            again.Headers.IfNoneMatch.Add(file.Headers.ETag!);
            using HttpResponseMessage unchanged = await s_http.SendAsync(again, Cancellation);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        }
    }

    [Fact]
    public async Task The_viewer_may_ask_the_host_of_a_basemap_that_the_deployment_names()
    {
        await using CogProcess cog = await CogProcess.ServeAsync(
            new Dictionary<string, string> { ["COG_VIEWER_BASEMAP"] = "https://tiles.example.org/{z}/{x}/{y}.png" },
            Sample.Heights
        );
        using HttpResponseMessage page = await s_http.GetAsync(new Uri(cog.Address, "cog/viewer"), Cancellation);

        string policy = Assert.Single(page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("connect-src 'self' https://tiles.example.org;", policy, StringComparison.Ordinal);
        Assert.Contains(
            "&quot;tiles&quot;:&quot;https://tiles.example.org/{z}/{x}/{y}.png&quot;",
            await page.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    private static async Task<string[]> ServedUrlsAsync(CogProcess cog)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, cog.Address);
        request.Headers.Accept.ParseAdd("text/html");
        using HttpResponseMessage response = await s_http.SendAsync(request, Cancellation);
        string page = await response.Content.ReadAsStringAsync(Cancellation);
        const string Start = "id=\"files\">";
        int start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        using JsonDocument files = JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]);
        return [.. files.RootElement.EnumerateArray().Select(f => f.GetProperty("url").GetString()!)];
    }
}
