using System.IO.Compression;
using Cog.Api.Html;

namespace Cog.Api.Pages;

/// <summary>
/// <c>GET /cog/viewer[?url=…]</c>: a map with a panel of styles and figures; <c>/cog/viewer/{name}</c>: what it and other pages with a map
/// ask for.
/// </summary>
internal sealed class ViewerEndpoint(CogOptions options, Func<string, Stream?> open)
{
    /// <summary>
    /// Of a page with a map: nothing from another host, and no script or style but files of this server. Images from blobs are
    /// MapLibre's decoded tiles. It may be shown in a frame, as TiTiler's is.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'";

    /// <summary>The same, and the host of the deployment's basemap, where there is one.</summary>
    private readonly string _policy = options.ViewerBasemap is { } basemap
        ? ContentSecurityPolicy
            .Replace("img-src 'self'", $"img-src 'self' {basemap.Origin}", StringComparison.Ordinal)
            .Replace("connect-src 'self'", $"connect-src 'self' {basemap.Origin}", StringComparison.Ordinal)
        : ContentSecurityPolicy;

    /// <summary>The page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="folder">Where its files are, relative to the page's own address.</param>
    /// <param name="files">Those that it offers besides the one that the address names.</param>
    public Task HandlePageAsync(HttpContext context, string folder, IReadOnlyList<ViewedFile> files)
    {
        var query = new RequestQuery(context.Request);
        ViewedFile[] offered = [.. query.All("url").Select(url => new ViewedFile(ShownAddress.Of(url), url)), .. files];

        // What System.Text.Json writes holds none of the characters that end or begin an element.
        Markup list = new(JsonSerializer.Serialize(offered, PagesJson.Default.ViewedFileArray));
        string basemap = options.ViewerBasemap is { } tiles ? JsonSerializer.Serialize(tiles, PagesJson.Default.Basemap) : "null";
        string page = Text("index.html")
            .Replace("{folder}", folder, StringComparison.Ordinal)
            .Replace("{basemap}", Markup.Of($"{basemap}").Text, StringComparison.Ordinal);
        int at = page.IndexOf("{files}", StringComparison.Ordinal);
        var whole = new Markup(string.Concat(page.AsSpan(0, at), list.Text, page.AsSpan(at + "{files}".Length)));
        return StaticPage.SendAsync(context, options, HtmlPage.Respond(whole, _policy));
    }

    /// <summary>A file of the page.</summary>
    public async Task HandleFileAsync(HttpContext context)
    {
        string name = new RequestQuery(context.Request).Segment("name") ?? "";
        if (name == "index.html" || open(name) is not { } stream)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        byte[] stored = ReadAll(stream);
        bool isSentAsStored = ContentCodings.TakesBrotli(context.Request.Headers.AcceptEncoding);
        if (isSentAsStored || context.Features.Get<CodedAnswers>() is null) // Else whoever encodes it says so.
        {
            context.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept-Encoding");
        }

        await StaticPage.SendAsync(
            context,
            options,
            new(isSentAsStored ? stored : ReadAll(Unpack(stored)), MediaTypeOf(name))
            {
                Headers =
                [
                    new("X-Content-Type-Options", "nosniff"),
                    new("Content-Security-Policy", _policy), // A worker's own script says what it may do.
                    .. isSentAsStored ? [new("Content-Encoding", ContentCodings.Brotli)] : s_none,
                ],
            }
        );
    }

    private static readonly KeyValuePair<string, string>[] s_none = [];

    private static BrotliStream Unpack(byte[] stored) => new(new MemoryStream(stored), CompressionMode.Decompress);

    private string Text(string name)
    {
        using var reader = new StreamReader(Unpack(ReadAll(open(name) ?? throw new InvalidOperationException(name))));
        return reader.ReadToEnd();
    }

    private static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    private static string MediaTypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".json" => "application/json",
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "text/plain; charset=utf-8",
        };
}
