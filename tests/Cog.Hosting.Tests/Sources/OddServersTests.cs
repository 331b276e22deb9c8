using System.Net;
using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Hosting.Tests.Sources;

/// <summary>
/// Servers that are a little off, many at once behind one host: every answer is right, and none is asked much more often than an ordinary
/// one.
/// </summary>
public class OddServersTests
{
    private const string Date = "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT";

    private static readonly string[] s_modes =
    [
        "plain",
        "nodes",
        "weaknodes",
        "always412",
        "no501",
        "is304",
        "utf8",
        "chunked",
        "nocr",
        "upper",
        "star",
        "chain",
        "badline",
        "part200",
        "equals",
        "nounit",
        "no encoding",
        "needs user agent",
        "needs accept",
        "no date",
        "no tag",
        "neither",
        "is400",
        "is403",
        "bare tag",
        "later date",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_at_once_give_the_right_values_without_a_storm_of_requests()
    {
        // Many servers, so that what one is known for says nothing of another.
        var servers = new Dictionary<string, OddHttpServer>();
        try
        {
            foreach (string mode in s_modes)
            {
                servers[mode] = new(await File.ReadAllBytesAsync(FunctionsFixture.Ramp, Cancellation), r => BufferedResponse(mode, r));
            }

            CogOptions options = new()
            {
                AllowedSources = [.. servers.Values.Select(s => s.Uri.AbsoluteUri)],
                AllowPrivateNetworks = true,
                EnableBlockCache = false,
            };
            await using TestServer host = await TestServer.StartAsync(options);

            Dictionary<string, string[]> values = [];
            await Parallel.ForEachAsync(
                servers,
                new ParallelOptions { MaxDegreeOfParallelism = s_modes.Length, CancellationToken = Cancellation },
                async (server, token) =>
                {
                    string url = Uri.EscapeDataString(new Uri(server.Value.Uri, server.Key == "chain" ? "0/a.tif" : "a.tif").AbsoluteUri);
                    string[] answers = new string[4];
                    for (int i = 0; i < answers.Length; i++)
                    {
                        using HttpResponseMessage response = await host.Client.GetAsync($"/cog/info?url={url}", token);
                        string text = await response.Content.ReadAsStringAsync(token);
                        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{server.Key}: {text}");
                        using JsonDocument info = JsonDocument.Parse(text);
                        using HttpResponseMessage pixels = await host.Client.GetAsync($"/cog/preview.npy?url={url}", token);
                        Assert.True(
                            pixels.StatusCode == HttpStatusCode.OK,
                            $"{server.Key}: {await pixels.Content.ReadAsStringAsync(token)}"
                        );
                        answers[i] =
                            $"{info.RootElement.GetProperty("width")} {Convert.ToHexString(await pixels.Content.ReadAsByteArrayAsync(token))}";
                    }

                    lock (values)
                    {
                        values[server.Key] = answers;
                    }
                }
            );

            // GDAL reads the same bytes of each; the plain server's answer is checked against GDAL elsewhere.
            Assert.All(values, v => Assert.All(v.Value, a => Assert.Equal(values["plain"][0], a)));
            int plain = servers["plain"].Requests.Count;
            foreach ((string mode, OddHttpServer server) in servers)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{mode}: {server.Requests.Count} requests");
            }

            Assert.InRange(servers.Count, 20, int.MaxValue);

            // What has no version is kept nowhere: the header is read for each of the eight requests, the pixels for half of them.
            Assert.All(servers, s => Assert.InRange(
                    s.Value.Requests.Count,
                    1,
                    s.Key switch
                    {
                        "chain" => 9 * plain,
                        "neither" => 12,
                        _ => plain + 1,
                    }
                ));
        }
        finally
        {
            foreach (OddHttpServer server in servers.Values)
            {
                await server.DisposeAsync();
            }
        }
    }

    /// <summary>They go to the host they are meant for, by its name and port, and not along with a redirect.</summary>
    [Fact]
    public async Task A_hosts_own_headers_go_to_it_alone()
    {
        byte[] file = await File.ReadAllBytesAsync(FunctionsFixture.Ramp, Cancellation);
        await using var other = new OddHttpServer(file, r => $"206 Partial Content\n{r.ContentRange}\nETag: \"1\"");
        await using var own = new OddHttpServer(file, r =>
            r.Headers.GetValueOrDefault("authorization") == "Bearer secret" ? $"302 Found\nLocation: {other.Uri}a.tif" : "401 Unauthorized"
        );
        CogOptions options = CogOptions.FromEnvironment(name =>
            name switch
            {
                "COG_HTTP_HEADERS" => """{"127.0.0.1:PORT": {"Authorization": "Bearer secret", "User-Agent": "own"}}""".Replace(
                    "PORT",
                    $"{own.Uri.Port}",
                    StringComparison.Ordinal
                ),
                "COG_ALLOWED_SOURCES" => $"{own.Uri} {other.Uri}",
                "COG_ALLOW_PRIVATE_NETWORKS" => "TRUE",
                _ => null,
            }
        );
        await using TestServer host = await TestServer.StartAsync(options);

        using HttpResponseMessage response = await host.Client.GetAsync(
            $"/cog/info?url={Uri.EscapeDataString(own.Uri + "a.tif")}",
            Cancellation
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(own.Requests, r => Assert.Equal("own", r.Headers["user-agent"]));
        Assert.NotEmpty(other.Requests);
        Assert.All(other.Requests, r => Assert.False(r.Headers.ContainsKey("authorization")));
        Assert.All(other.Requests, r => Assert.StartsWith("cog-functions/", r.Headers["user-agent"], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Bearer secret")]
    [InlineData("""{"host": "Bearer secret"}""")]
    [InlineData("""{"host/folder": {"Authorization": "Bearer secret"}}""")]
    [InlineData("""{"host": {"Authorization": "Bearer secret\r\nX: y"}}""")]
    [InlineData("""{"host": {"Host": "Bearer secret"}}""")]
    [InlineData("""{"host": {"Range": "Bearer secret"}}""")]
    public void Headers_that_cannot_be_sent_are_refused_without_being_shown(string text)
    {
        var error = Assert.Throws<CogOptionsException>(() => CogOptions.FromEnvironment(n => n == "COG_HTTP_HEADERS" ? text : null));

        Assert.Contains("COG_HTTP_HEADERS", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static string BufferedResponse(string mode, OddRequest r)
    {
        bool hasCondition = r.Headers.TryGetValue("if-match", out string? expected);
        bool isRefused =
            (mode == "needs user agent" && !r.Headers.ContainsKey("user-agent"))
            || (mode == "needs accept" && !r.Headers.ContainsKey("accept"));
        if (isRefused)
        {
            return "403 Forbidden";
        }

        string tag = mode is "nodes" or "weaknodes" ? $"{(mode == "nodes" ? "" : "W/")}\"n{r.Number % 2}\"" : "\"1\"";
        if (hasCondition && (mode == "nodes" ? expected != tag : mode is "always412" or "no501" or "is304" or "is400" or "is403"))
        {
            return mode switch
            {
                "no501" => "501 Not Implemented",
                "is304" => "304 Not Modified",
                "is400" => "400 Bad Request",
                "is403" => "403 Forbidden",
                _ => "412 Precondition Failed",
            };
        }

        string more = mode switch
        {
            "utf8" => "\nContent-Encoding: utf-8",
            "chunked" => "\nContent-Encoding: aws-chunked",
            "badline" => "\nX Bad Header: yes",
            "no encoding" => "\nContent-Encoding: none",
            _ => "",
        };
        string range = mode switch
        {
            "nocr" => "X-None: 1",
            "upper" => r.ContentRange.Replace("bytes ", "BYTES=", StringComparison.Ordinal),
            "equals" => r.ContentRange.Replace("bytes ", "bytes=", StringComparison.Ordinal),
            "nounit" => r.ContentRange.Replace("bytes ", "", StringComparison.Ordinal),
            "star" => r.ContentRange[..r.ContentRange.IndexOf('/', StringComparison.Ordinal)] + "/*",
            _ => r.ContentRange,
        };
        return mode == "chain" && r.Target[1] < '8'
            ? $"302 Found\nLocation: /{r.Target[1] - '0' + 1}/a.tif"
            : $"{(mode == "part200" ? "200 OK" : "206 Partial Content")}\n{range}{Version(mode, tag, r.Number)}{more}";
    }

    // Machines whose clocks differ state one tag, and times of their own.
    private static string Version(string mode, string tag, int number)
    {
        string tagLine = $"\nETag: {(mode == "bare tag" ? "1" : tag)}",
            date = $"\n{(mode == "later date" ? Date.Replace(":00 GMT", $":{number % 60:00} GMT", StringComparison.Ordinal) : Date)}";
        return $"{(mode is "no tag" or "neither" ? "" : tagLine)}{(mode is "no date" or "neither" ? "" : date)}";
    }
}
