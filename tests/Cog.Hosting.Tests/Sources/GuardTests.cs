using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Hosting.Sources;
using Cog.Testing.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Hosting.Tests.Sources;

/// <summary>
/// Server-side request forgery: what scanners send, and what they do not, gets nowhere, and is not told how near it came.
/// </summary>
public class GuardTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<(int Status, string Detail)> AskAsync(TestServer server, string url)
    {
        using HttpResponseMessage response = await server.Client.GetAsync($"/cog/info?url={Uri.EscapeDataString(url)}", Cancellation);
        string body = await response.Content.ReadAsStringAsync(Cancellation);
        return (
            (int)response.StatusCode,
            response.IsSuccessStatusCode ? "" : JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString()!
        );
    }

    private static Task<TestServer> StartAsync(CogOptions options, Func<string, IPAddress[]> resolve) =>
        TestServer.StartAsync(options, services =>
            services.AddSingleton(new SourceResolver(options, (host, _) => Task.FromResult(resolve(host))))
        );

    /// <summary>A web server on loopback that knows how often it was asked.</summary>
    private static async Task<(TestServer Server, Func<int> Asked)> OriginAsync(Func<HttpContext, Task> answer)
    {
        int asked = 0;
        TestServer server = await TestServer.StartAsync(context =>
        {
            Interlocked.Increment(ref asked);
            return answer(context);
        });
        return (server, () => asked);
    }

    private static Task SendFileAsync(HttpContext context) =>
        Results
            .Bytes(File.ReadAllBytes(FunctionsFixture.Ramp), "image/tiff", enableRangeProcessing: true, entityTag: new("\"1\""))
            .ExecuteAsync(context);

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/", 403)]
    [InlineData("http://169.254.169.254/latest/meta-data/iam/security-credentials/?x=.tif", 403)]
    [InlineData("http://[::ffff:169.254.169.254]/", 403)]
    [InlineData("http://2130706433/", 403)]
    [InlineData("http://0x7f.1/", 403)]
    [InlineData("http://127.0.0.1/", 403)]
    [InlineData("http://localhost/", 403)]
    [InlineData("http://localhost./", 403)]
    [InlineData("http://anything.localhost/", 403)]
    [InlineData("http://169.254.169.254.nip.io/", 403)]
    [InlineData("http://１２７.０.０.１/", 403)]
    [InlineData("http://①②⑦.⓪.⓪.①/", 403)]
    [InlineData("http://ⓛocalhost/", 403)]
    [InlineData("file:///etc/passwd", 403)]
    [InlineData("/etc/passwd", 403)]
    [InlineData("/vsicurl/http://169.254.169.254/latest/meta-data/", 403)]
    [InlineData("/vsizip/vsicurl/http://169.254.169.254/", 400)]
    [InlineData("<VRTDataset><SourceFilename>/etc/passwd</SourceFilename></VRTDataset>", 400)]
    [InlineData("gopher://127.0.0.1:6379/_INFO", 400)]
    [InlineData("ftp://127.0.0.1/", 400)]
    public async Task What_scanners_send_gets_nowhere_even_where_everything_public_may_be_read(string url, int status)
    {
        await using TestServer server = await StartAsync(new() { AllowedSources = ["*"] }, host =>
            host == "169.254.169.254.nip.io" ? [IPAddress.Parse("169.254.169.254")] : [IPAddress.Loopback, IPAddress.IPv6Loopback]
        );

        Assert.Equal(status, (await AskAsync(server, url)).Status);
    }

    [Fact]
    public async Task A_function_reads_nothing_unless_told()
    {
        await using TestServer server = await TestServer.StartAsync(new CogOptions());

        foreach (string url in (string[])["https://host.example/a.tif", "s3://bucket/a.tif", FunctionsFixture.Ramp])
        {
            Assert.Equal(403, (await AskAsync(server, url)).Status);
        }
    }

    [Fact]
    public async Task A_name_that_leads_into_the_network_one_that_does_not_exist_and_one_that_is_not_allowed_get_the_same_answer()
    {
        await using TestServer open = await StartAsync(new() { AllowedSources = ["*"] }, host =>
            host == "internal.example" ? [IPAddress.Parse("10.0.0.1")] : throw new SocketException((int)SocketError.HostNotFound)
        );
        await using TestServer narrow = await StartAsync(new() { AllowedSources = ["s3://bucket/"] }, _ =>
            throw new InvalidOperationException()
        );

        (int, string) there = await AskAsync(open, "http://internal.example/a.tif"),
            notThere = await AskAsync(open, "http://nothing.example/a.tif");
        (int, string) forbidden = await AskAsync(narrow, "http://internal.example/a.tif");

        Assert.Equal((403, "http://internal.example is not a source that this server reads."), there);
        Assert.Equal((403, "http://nothing.example is not a source that this server reads."), notThere);
        Assert.Equal(there, forbidden);
    }

    [Fact]
    public async Task A_name_with_one_bad_address_among_good_ones_is_not_connected_to()
    {
        (TestServer origin, Func<int> asked) = await OriginAsync(SendFileAsync);
        await using TestServer keep = origin;
        int port = origin.Client.BaseAddress!.Port;
        await using TestServer server = await StartAsync(
            new() { AllowedSources = [$"http://data.example:{port}/"], AllowPrivateNetworks = true },
            _ => [IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]
        );

        Assert.Equal(403, (await AskAsync(server, $"http://data.example:{port}/a.tif")).Status);
        Assert.Equal(0, asked());
    }

    [Fact]
    public async Task A_name_that_turns_private_after_it_was_public_is_not_connected_to()
    {
        (TestServer origin, Func<int> asked) = await OriginAsync(SendFileAsync);
        await using TestServer keep = origin;
        int port = origin.Client.BaseAddress!.Port,
            resolved = 0;
        await using TestServer server = await StartAsync(new() { AllowedSources = [$"http://rebind.example:{port}/"] }, _ =>
            ++resolved == 1 ? [IPAddress.Parse("240.0.0.1")] : [IPAddress.Loopback]
        );

        // Whatever it resolves to is judged where it is connected to; there is no second look-up between the two.
        Assert.Equal(403, (await AskAsync(server, $"http://rebind.example:{port}/a.tif")).Status);
        Assert.Equal(403, (await AskAsync(server, $"http://rebind.example:{port}/a.tif")).Status);
        Assert.Equal((2, 0), (resolved, asked()));
    }

    [Fact]
    public async Task Connects_to_the_address_that_was_judged()
    {
        (TestServer origin, Func<int> asked) = await OriginAsync(SendFileAsync);
        await using TestServer keep = origin;
        int port = origin.Client.BaseAddress!.Port;
        await using TestServer server = await StartAsync(
            new() { AllowedSources = [$"http://store.example:{port}/"], AllowPrivateNetworks = true },
            _ => [IPAddress.Loopback]
        );

        Assert.Equal(200, (await AskAsync(server, $"http://store.example:{port}/a.tif")).Status);
        Assert.Equal(1, asked());
    }

    [Fact]
    public async Task An_allowed_host_cannot_send_us_on_to_what_is_not()
    {
        (TestServer secret, Func<int> asked) = await OriginAsync(SendFileAsync);
        await using TestServer keepSecret = secret;
        string[] targets =
        [
            $"{secret.Client.BaseAddress}a.tif",
            "http://169.254.169.254/latest/meta-data/",
            "file:///etc/passwd",
            "ftp://127.0.0.1/",
            "//internal.example/a.tif",
            "../../private/a.tif",
            "http://user@127.0.0.1/",
        ];
        (TestServer origin, _) = await OriginAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status302Found;
            context.Response.Headers.Location = targets[int.Parse(context.Request.Path.Value!.Split('/')[^1])];
            return Task.CompletedTask;
        });
        await using TestServer keepOrigin = origin;
        await using TestServer server = await TestServer.StartAsync(
            new CogOptions { AllowedSources = [$"{origin.Client.BaseAddress}data/x/"], AllowPrivateNetworks = true }
        );

        for (int i = 0; i < targets.Length; i++)
        {
            (int status, string detail) = await AskAsync(server, $"{origin.Client.BaseAddress}data/x/{i}");
            Assert.True(
                status == 403 && detail.EndsWith(" is not a source that this server reads.", StringComparison.Ordinal),
                $"{targets[i]}: {status} {detail}"
            );
        }

        Assert.Equal(0, asked());
    }

    [Fact]
    public async Task An_allowed_redirect_is_followed_with_its_range_and_not_for_ever()
    {
        var ranges = new List<string>();
        (TestServer origin, Func<int> asked) = await OriginAsync(context =>
        {
            lock (ranges)
            {
                ranges.Add(context.Request.Headers.Range.ToString());
            }

            if (context.Request.Path.StartsWithSegments("/loop", out PathString rest))
            {
                context.Response.Redirect($"/loop{rest}x");
                return Task.CompletedTask;
            }

            if (context.Request.Path == "/moved.tif")
            {
                context.Response.Redirect("/ramp.tif", permanent: true, preserveMethod: true);
                return Task.CompletedTask;
            }

            return SendFileAsync(context);
        });
        await using TestServer keep = origin;
        await using TestServer server = await TestServer.StartAsync(
            new CogOptions { AllowedSources = [$"{origin.Client.BaseAddress}"], AllowPrivateNetworks = true }
        );

        Assert.Equal(200, (await AskAsync(server, $"{origin.Client.BaseAddress}moved.tif")).Status);
        Assert.Equal(2, asked());
        Assert.Equal(["bytes=0-16383", "bytes=0-16383"], ranges);

        (int status, string detail) = await AskAsync(server, $"{origin.Client.BaseAddress}loop/");
        Assert.Equal(502, status);
        Assert.Contains("more than 10 redirects", detail, StringComparison.Ordinal);
        Assert.Equal(2 + 11, asked());
    }

    [Theory]
    [InlineData("http://named.example:8080/a%20b.tif?c=%2F", "GET http://93.184.215.14:8080/a%20b.tif?c=%2F", "named.example:8080")]
    [InlineData("https://named.example/a.tif", "CONNECT 93.184.215.14:443", "93.184.215.14:443")]
    [InlineData("http://metadata.example/a.tif", null, null)] // a name of 169.254.169.254
    [InlineData("http://mixed.example/a.tif", null, null)]
    [InlineData("http://nothing.example/a.tif", null, null)] // what cannot be judged is not passed on
    [InlineData("http://listed.example/a.tif", "GET http://listed.example/a.tif", "listed.example")]
    public async Task A_proxy_is_given_the_address_that_was_judged_and_no_name(string url, string? line, string? host)
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        Task<string[]> asked = ReadHeadAsync(proxy);
        CogOptions options = CogOptions.LocalMachine with { AllowedSources = ["*", "http://listed.example/"] };
        using HttpClient client = new GuardedConnections(new(options), new(options.HttpHeaders), (name, _) => Resolve(name)).CreateClient(
            new WebProxy($"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}")
        );

        Exception? error = await Record.ExceptionAsync(() => client.GetAsync(url, Cancellation));

        if (line is null)
        {
            Assert.True(error is SourceAccessDeniedException or SourceUnavailableException, error?.ToString());
            Assert.False(asked.IsCompleted);
            return;
        }

        string[] head = await asked.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.StartsWith(line + " HTTP/1.1", head[0], StringComparison.Ordinal);
        Assert.Contains($"Host: {host}", head);

        static Task<IPAddress[]> Resolve(string name) =>
            Task.FromResult(
                name switch
                {
                    "named.example" => [IPAddress.Parse("93.184.215.14")],
                    "metadata.example" => [IPAddress.Parse("169.254.169.254")],
                    "mixed.example" => [IPAddress.Parse("93.184.215.14"), IPAddress.Parse("169.254.169.254")],
                    "127.0.0.1" => (IPAddress[])[IPAddress.Loopback],
                    _ => throw new SocketException((int)SocketError.HostNotFound),
                }
            );
    }

    private static async Task<string[]> ReadHeadAsync(TcpListener listener)
    {
        using TcpClient connection = await listener.AcceptTcpClientAsync(Cancellation);
        using var reader = new StreamReader(connection.GetStream());
        var lines = new List<string>();
        while (await reader.ReadLineAsync(Cancellation) is { Length: > 0 } text)
        {
            lines.Add(text);
        }

        await connection.GetStream().WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), Cancellation);
        return [.. lines];
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:8000", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:8000", 200)]
    [InlineData("rebind.evil.test", 403)]
    [InlineData("localhost.evil.test", 403)]
    [InlineData("192.168.1.7", 403)]
    public async Task A_persons_own_machine_answers_to_its_own_names_only(string host, int status)
    {
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/cog/info?url={Uri.EscapeDataString(FunctionsFixture.Ramp)}");
        request.Headers.Host = host;

        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://127.0.0.1:5500", true)]
    [InlineData("http://[::1]:1", true)]
    [InlineData("https://evil.test", false)]
    [InlineData("http://localhost.evil.test", false)]
    [InlineData("http://127.0.0.1.nip.io", false)]
    [InlineData("null", false)]
    [InlineData("file://", false)]
    public async Task Only_pages_of_the_same_machine_may_read_what_it_answers(string origin, bool allowed)
    {
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/cog/info?url={Uri.EscapeDataString(FunctionsFixture.Ramp)}");
        request.Headers.Add("Origin", origin);

        using HttpResponseMessage response = await server.Client.SendAsync(request, Cancellation);

        Assert.Equal(
            allowed ? [origin] : [],
            response.Headers.TryGetValues("Access-Control-Allow-Origin", out IEnumerable<string>? values) ? values : []
        );
    }
}
