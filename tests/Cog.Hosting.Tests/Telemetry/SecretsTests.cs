using System.Collections.Concurrent;
using System.Text;
using Cog.Api;
using Cog.Header;
using Cog.Hosting.Aws;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Hosting.Telemetry;
using Cog.Testing.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Tests.Telemetry;

/// <summary>
/// Marked secrets go in through every route, and are looked for in everything that comes out: answers, their headers, the log with its
/// metrics, and the table of headers.
/// </summary>
public class SecretsTests
{
    private const string Mark = "TOPSECRET";

    private static readonly Dictionary<string, string> s_segments = new()
    {
        ["tileMatrixSet"] = "WebMercatorQuad",
        ["z"] = "10",
        ["x"] = "511",
        ["y"] = "340",
        ["ifd"] = "0",
        ["level"] = "0",
        ["bounds"] = "-0.3,51.8,-0.1,51.9.png",
        ["size"] = "16x16.png",
        ["coordinates"] = "-0.2,51.85",
        ["format"] = "png",
        ["algorithm"] = "hillshade",
        ["colorMapId"] = "viridis",
        ["name"] = "viewer.js",
        ["renderId"] = "natural",
    };

    // What an origin may do with a signed address; the last three are no addresses that are read.
    private static readonly string[] s_addresses =
    [
        $"{{origin}}/ok.tif?X-Amz-Credential={Mark}1&note=a%20b%22c'd(e)&X-Amz-Signature={Mark}2",
        $"{{origin}}/missing.tif?X-Amz-Signature={Mark}3",
        $"{{origin}}/denied.tif?a=%20b&sig={Mark}4",
        $"{{origin}}/broken.tif?a=%20b&sig={Mark}5",
        $"{{origin}}/page.html?a=%20b&sig={Mark}6",
        $"{{origin}}/whole.tif?a=%20b&sig={Mark}7",
        $"{{origin}}/moved.tif?a=%20b&sig={Mark}8",
        $"{{origin}}/text.tif?a=%20b&sig={Mark}9",
        $"http://user:{Mark}10@127.0.0.1/ok.tif",
        $"htp:/host.example/ok.tif?sig={Mark}11",
        $"s3://bucket?sig={Mark}12",
        $"ftp://user:{Mark}13@host.example/ok.tif?sig={Mark}14",
        $"host.example%2Fok.tif%3Fsig={Mark}15",
        $"http://127.0.0.1:1/ok.tif?a=%20b&sig={Mark}16",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_secret_comes_out_of_any_route()
    {
        await using TestServer origin = await TestServer.StartAsync(AnswerAsync);
        string root = origin.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        CogOptions options = CogOptions.LocalMachine with
        {
            VerboseLogs = true,
            HttpHeaders = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                [origin.Client.BaseAddress!.Authority] = new Dictionary<string, string> { ["Authorization"] = $"Bearer {Mark}17" },
            },
        };
        using var log = new MemoryStream();
        var lines = new LogLines(log, LogLevel.Debug);
        var table = new WrittenTable();
        await using TestServer server = await TestServer.StartAsync(options, services =>
            services
                .AddSingleton(lines)
                .AddSingleton(new RequestMetrics(lines, "secrets", isVerbose: true, TimeProvider.System))
                .AddSingleton<IHeaderCache>(table)
        );

        var found = new ConcurrentBag<string>();
        (string Method, string Template, string Address)[] questions =
        [
            .. from route in Routes()
            from address in s_addresses
            select (route.Method, route.Template, address.Replace("{origin}", root, StringComparison.Ordinal)),
        ];
        await Parallel.ForEachAsync(
            questions,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation },
            async (question, cancellationToken) =>
            {
                (string method, string template, string address) = question;
                using var request = new HttpRequestMessage(
                    new(method),
                    $"{PathOf(template)}?url={Uri.EscapeDataString(address)}&max_size=16"
                );
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Mark}18");
                request.Headers.TryAddWithoutValidation("Cookie", $"session={Mark}19");
                request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", $"{Mark}20");
                if (method == "POST")
                {
                    request.Content = new StringContent(
                        """
                        {"type":"Feature","properties":{},"geometry":{"type":"Polygon",
                        "coordinates":[[[-0.3,51.8],[-0.1,51.8],[-0.1,51.9],[-0.3,51.8]]]}}
                        """
                    );
                }

                using HttpResponseMessage response = await server.Client.SendAsync(request, cancellationToken);
                string body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
                Look(found, $"{method} {template} {address}: {(int)response.StatusCode}", response.Headers + WithoutOwnAddresses(body));
            }
        );

        foreach (string path in (string[])[$"/cog/info/{root}/a.tif%3Fsig={Mark}21", $"/https://u:{Mark}22@host/a%253Fsig={Mark}23"])
        {
            using HttpResponseMessage response = await server.Client.GetAsync(path, Cancellation);
            Look(found, path, response.Headers + await response.Content.ReadAsStringAsync(Cancellation));
        }

        Look(found, "log", Encoding.UTF8.GetString(log.ToArray()));
        Look(found, "table", table.Text);

        Assert.True(found.IsEmpty, string.Join('\n', found));
        Assert.True(questions.Length > 400, $"{questions.Length} requests");
        Assert.Contains("sha256:", table.Text, StringComparison.Ordinal);
        Assert.Contains("/missing.tif answered 404", await DetailAsync(server, s_addresses[1], root), StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetString(log.ToArray()).Split('\n').Length > questions.Length);
    }

    private static async Task<string> DetailAsync(TestServer server, string address, string root)
    {
        string url = Uri.EscapeDataString(address.Replace("{origin}", root, StringComparison.Ordinal));
        using HttpResponseMessage response = await server.Client.GetAsync($"/cog/info?url={url}", Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    // All of Routes.cs, each parameter of a template with a value that is right for tests/data/functions/ramp-3857.tif.
    private static IEnumerable<(string Method, string Template)> Routes()
    {
        ServiceProvider services = new ServiceCollection().AddCog(CogOptions.LocalMachine).BuildServiceProvider();
        var routes = new RouteTable(services);
        routes.MapInfo(_ => null);
        routes.MapTile();
        routes.MapPartialRead();
        routes.MapValidate();
        return [.. routes.All];
    }

    private static string PathOf(string template)
    {
        string path = template;
        foreach ((string name, string value) in s_segments)
        {
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("{", path, StringComparison.Ordinal); // A new parameter needs a value above.
        return path;
    }

    // Tiles of a signed address are asked for by it: TileJSON, capabilities and maps hand it back to the caller, and to nobody else. So
    // do an item of STAC, as its asset's address, and the list of a mosaic's files.
    private static string WithoutOwnAddresses(string body) =>
        body.StartsWith("{\"detail\"", StringComparison.Ordinal) ? body
        : body.StartsWith("[\"", StringComparison.Ordinal) ? ""
        : System.Text.RegularExpressions.Regex.Replace(
            body,
            "([?&;]|u0026)url=[^&\"'<\\\\ ]*|\"url\":\"[^\"]*\"|\"assets\":{\"data\":{\"href\":\"[^\"]*\"",
            ""
        );

    private static void Look(ConcurrentBag<string> found, string where, string text)
    {
        int at = text.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            found.Add($"{where}\n    …{text[Math.Max(0, at - 100)..Math.Min(text.Length, at + 30)]}…");
        }
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Mark}17")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/ok.tif":
                byte[] file = await File.ReadAllBytesAsync(FunctionsFixture.Ramp, Cancellation);
                await Results.Bytes(file, "image/tiff", enableRangeProcessing: true, entityTag: new("\"1\"")).ExecuteAsync(context);
                break;
            case "/denied.tif":
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                break;
            case "/broken.tif":
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
                break;
            case "/page.html":
                await Results.Bytes(new byte[1 << 20], "text/html").ExecuteAsync(context);
                break;
            case "/whole.tif":
                context.Response.ContentLength = 1 << 20;
                await context.Response.Body.WriteAsync(new byte[10], Cancellation);
                context.Abort();
                break;
            case "/moved.tif":
                context.Response.Redirect($"http://localhost/loop?sig={Mark}24");
                break;
            case "/text.tif":
                await Results.Bytes("Hello"u8.ToArray(), "text/plain", enableRangeProcessing: true).ExecuteAsync(context);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>What would be written to DynamoDB, as text.</summary>
    private sealed class WrittenTable : IHeaderCache
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public ValueTask<CachedHeader?> GetAsync(HeaderKey key, CancellationToken cancellationToken) => new((CachedHeader?)null);

        public ValueTask<IReadOnlyDictionary<HeaderKey, CachedHeader>> GetManyAsync(
            IReadOnlyCollection<HeaderKey> keys,
            CancellationToken cancellationToken
        ) => new(new Dictionary<HeaderKey, CachedHeader>());

        public ValueTask PutAsync(HeaderKey key, CachedHeader header, CancellationToken cancellationToken)
        {
            lock (_text)
            {
                foreach ((string name, TableValue value) in HeaderItem.Write(key, header, header.ReadAt) ?? [])
                {
                    _text.Append(name).Append('=').Append(value.S).Append(value.N);
                    _text.Append(value.B is { } bytes ? Encoding.Latin1.GetString(bytes.ToArray()) : "").Append('\n');
                }
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask PutRangesAsync(
            HeaderKey key,
            string etag,
            IReadOnlyDictionary<int, ValueRange> ranges,
            CancellationToken cancellationToken
        )
        {
            lock (_text)
            {
                _text.Append(HeaderItem.NameOf(key)).Append('\n');
            }

            return ValueTask.CompletedTask;
        }

        public ValueTask RemoveAsync(HeaderKey key, string etag, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
