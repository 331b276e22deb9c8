using System.Globalization;
using System.Text;
using Cog.Api;
using Cog.Hosting;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Testing.Web.Load;

/// <summary>
/// Requests that nobody would send on purpose: every route, with sense and nonsense in its path, query, headers and body.
/// </summary>
/// <param name="random">The same makes the same requests.</param>
/// <param name="urls">What <c>url</c> names, good and bad.</param>
internal sealed class RandomRequests(Random random, IReadOnlyList<string> urls)
{
    private static readonly (string Method, string Template)[] s_routes = Routes();

    private static readonly Dictionary<string, string[]> s_segments = new()
    {
        ["tileMatrixSet"] = ["WebMercatorQuad", "WorldCRS84Quad", "CogGrid", "UTM31WGS84Quad"],
        ["z"] = ["12", "11", "0"],
        ["x"] = ["1854", "926", "0"],
        ["y"] = ["1642.png", "821", "0@2x.webp", "1642.npy"],
        ["ifd"] = ["0", "1"],
        ["level"] = ["0", "1", "0.npy", "1.tif"],
        ["bounds"] = ["-17.2,32.6,-16.7,32.9.png", "-17.2,32.6,-16.7,32.9"],
        ["size"] = ["64x64.png", "256x200.webp"],
        ["coordinates"] = ["-16.9,32.75"],
        ["format"] = ["png", "jpg", "webp", "npy", "tif"],
        ["algorithm"] = ["hillshade", "terrarium"],
        ["colorMapId"] = ["viridis", "rplumbo"],
        ["name"] = ["viewer.js", "map.js"],
        ["picture"] = ["preview.png"],
    };

    private static readonly Dictionary<string, string[]> s_parameters = new()
    {
        ["bidx"] = ["1", "3", "2", "65536"],
        ["rescale"] = ["0,255", "auto", "0,1,2", "1,0"],
        ["expression"] = ["b1+b2", "b1/0", "where(b1>2,b1,b2)", "(b1-b2)/(b1+b2);b3", "b99"],
        ["colormap_name"] = ["viridis", "terrain"],
        ["colormap"] = ["{\"0\":[1,2,3,255]}", "[[[0,10],[1,2,3,4]]]", "{\"a\":1}"],
        ["color_formula"] = ["gamma rgb 1.3, sigmoidal rgb 6 0.3, saturation 1.2", "gamma x"],
        ["nodata"] = ["0", "nan", "-9999"],
        ["unscale"] = ["true", "false"],
        ["resampling"] = ["nearest", "bilinear", "cubic", "lanczos", "mode"],
        ["reproject"] = ["average", "nearest", "sum"],
        ["algorithm"] = ["hillshade", "contours", "cast", "slope"],
        ["algorithm_params"] = ["{\"azimuth\":90}", "{\"increment\":0}", "{\"buffer\":100000}", "[]"],
        ["buffer"] = ["0.5", "2", "1000000"],
        ["padding"] = ["1", "100000"],
        ["tilesize"] = ["64", "512", "65536"],
        ["max_size"] = ["64", "1024", "100000"],
        ["width"] = ["64", "0", "1000000"],
        ["height"] = ["64", "1"],
        ["dst_crs"] = ["epsg:4326", "epsg:32628", "epsg:1", "+proj=longlat"],
        ["coord_crs"] = ["epsg:3857", "epsg:4326"],
        ["crs"] = ["epsg:3857", "[EPSG:4326]"],
        ["return_mask"] = ["true", "false"],
        ["f"] = ["png", "html", "json", "tif"],
        ["minzoom"] = ["0", "30"],
        ["maxzoom"] = ["5", "-1"],
        ["tile_scale"] = ["1", "4"],
        ["assets"] = ["data", "red", ":all:"],
        ["asset_bidx"] = ["data|1", "data"],
        ["asset_as_band"] = ["true"],
        ["pixel_selection"] = ["first", "mean", "median", "highest"],
        ["categorical"] = ["true"],
        ["c"] = ["1", "2"],
        ["p"] = ["2", "98", "101"],
        ["histogram_bins"] = ["10", "1000000"],
        ["histogram_range"] = ["0,10", "5,5"],
        ["ifd"] = ["true"],
        ["bbox"] = ["-17.2,32.6,-16.7,32.9"],
        ["strict"] = ["true"],
        ["geometry_crs"] = ["epsg:4326"],
        ["request_payer"] = ["requester"],
    };

    private static readonly string[] s_nonsense =
    [
        "",
        " ",
        ".",
        "..",
        "%00",
        "%2e%2e%2f",
        "..;x=1",
        "%c0%ae",
        "%E0%80%AF",
        "1e309",
        "-1",
        "99999999999999999999",
        "0x10",
        "NaN",
        "-Infinity",
        "1,2,3,4,5,6,7,8",
        ",",
        ";",
        "{",
        "[[[[",
        "null",
        "true",
        "'",
        "\"",
        "<script>",
        "%25%32%35",
        "%",
        "%zz",
        "١٢",
        "🗺",
        "a\u0301",
        "\u202e",
        "+",
        "b1**b1**b1**b1",
        "((((((((((((((((1",
        "2147483648",
        "4294967296",
        "-9223372036854775808",
        "0.0000000000000000000000001",
        "\t\n",
    ];

    private static readonly string[] s_methods = ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "HEAD", "PROPFIND"];

    private static readonly Dictionary<string, string[]> s_headers = new()
    {
        ["Range"] = ["bytes=0-99", "bytes=-1", "bytes=5-1", "bytes=0-1,2-3", "items=1", "bytes=99999999999999999999-"],
        ["If-None-Match"] = ["*", "\"x\"", "W/\"y\", \"z\"", "\"unclosed"],
        ["If-Range"] = ["\"x\"", "Mon, 01 Jan 2001 00:00:00 GMT"],
        ["Accept"] = ["text/html", "application/json;q=0.1, */*", "image/avif", ";;;", "a/b;q=x"],
        ["Accept-Encoding"] = ["gzip", "br;q=0", "identity;q=0", "*;q=0", "zstd, gzip;q=1.5"],
        ["Origin"] = ["null", "https://maps.example.org", "file://"],
        ["X-Forwarded-Host"] = ["evil.example", "a b", "::"],
        ["X-Forwarded-Prefix"] = ["/../..", "//x", "x"],
        ["Content-Type"] = ["text/plain", "application/geo+json", "multipart/form-data; boundary=x"],
        ["Cookie"] = ["a=b; c", "="],
        ["x-amz-request-payer"] = ["requester", "x"],
    };

    private const string Feature = """
        {"type":"Feature","properties":{},"geometry":{"type":"Polygon",
        "coordinates":[[[-17.2,32.6],[-16.7,32.6],[-16.7,32.9],[-17.2,32.6]]]}}
        """;

    /// <summary>The next request.</summary>
    public RandomRequest Next()
    {
        (string method, string template) = Pick(s_routes);
        byte[]? body = method == "POST" ? Body() : null;
        method = Chance(20) ? Pick(s_methods) : method;
        var headers = new List<(string, string)>();
        for (int i = random.Next(3); i > 0; i--)
        {
            (string name, string[] values) = Pick([.. s_headers]);
            headers.Add((name, Chance(8) ? new string('a', random.Next(9000)) : Pick(values)));
        }

        return new(method, PathOf(template), Query(), headers, body);
    }

    private string PathOf(string template)
    {
        string path = template;
        foreach ((string name, string[] values) in s_segments)
        {
            path = path.Replace($"{{{name}}}", Chance(8) ? Escaped(Nonsense()) : Pick(values), StringComparison.Ordinal);
        }

        return Chance(40) ? path.Insert(random.Next(1, path.Length + 1), Escaped(Nonsense())) : path;
    }

    private string Query()
    {
        var query = new StringBuilder();
        if (!Chance(20))
        {
            Add("url", Chance(12) ? Nonsense() : Pick(urls));
        }

        for (int i = random.Next(5); i > 0; i--)
        {
            (string name, string[] values) = Pick([.. s_parameters]);
            Add(Chance(40) ? Nonsense() : name, Chance(6) ? Nonsense() : Pick(values));
        }

        return query.ToString();

        void Add(string name, string value)
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(Escaped(name)).Append('=');
            query.Append(Chance(30) ? Escaped(value) : Uri.EscapeDataString(value));
        }
    }

    private byte[] Body()
    {
        byte[] body = Encoding.UTF8.GetBytes(
            random.Next(8) switch
            {
                0 => Feature.Replace("-17.2", Nonsense(), StringComparison.Ordinal),
                1 => Feature.Replace(
                    "Polygon",
                    Pick<string>(["Point", "MultiPolygon", "GeometryCollection", "x", ""]),
                    StringComparison.Ordinal
                ),
                2 => new string('[', random.Next(100_000)),
                3 => $"{{\"type\":\"FeatureCollection\",\"features\":[{string.Join(',', Enumerable.Repeat(Feature, random.Next(20)))}]}}",
                4 => $"{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{Ring(random.Next(2000))}]]}}}}",
                _ => Feature,
            }
        );
        for (int i = Chance(3) ? random.Next(5) : 0; i > 0 && body.Length > 0; i--)
        {
            body[random.Next(body.Length)] = (byte)random.Next(256);
        }

        return body;
    }

    private string Ring(int points) =>
        string.Join(
            ',',
            Enumerable
                .Range(0, points)
                .Select(_ =>
                    string.Create(CultureInfo.InvariantCulture, $"[{-17.2 + (random.NextDouble() / 2)},{32.6 + (random.NextDouble() / 4)}]")
                )
        );

    private string Nonsense() => Chance(50) ? new string('A', random.Next(20_000)) : Pick(s_nonsense);

    // What a path or a query may hold on the wire: ASCII without blanks.
    private static string Escaped(string text) =>
        string.Concat(
            Encoding
                .UTF8.GetBytes(text)
                .Select(b => b is > 0x20 and < 0x7F and not (byte)'#' and not (byte)'?' ? ((char)b).ToString() : $"%{b:X2}")
        );

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static (string, string)[] Routes()
    {
        var routes = new RouteTable(new ServiceCollection().AddCog(CogOptions.LocalMachine).BuildServiceProvider());
        routes.MapInfo(_ => null);
        routes.MapTile();
        routes.MapPartialRead();
        routes.MapValidate();
        return [.. routes.All];
    }
}

/// <summary>One of them.</summary>
internal sealed record RandomRequest(
    string Method,
    string Path,
    string Query,
    IReadOnlyList<(string Name, string Value)> Headers,
    byte[]? Body
)
{
    public override string ToString()
    {
        string target = Path + Query;
        return $"{Method} {(target.Length > 300 ? target[..300] + "…" : target)}{(Body is null ? "" : $" ({Body.Length} bytes)")}";
    }
}
