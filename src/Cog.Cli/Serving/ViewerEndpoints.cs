using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace Cog.Cli.Serving;

/// <summary>The map viewer: <c>/</c>, and what the page asks for under <c>/viewer/</c>. All of it is inside this program.</summary>
internal static class ViewerEndpoints
{
    private const string Folder = "viewer/";

    // Nothing from another host; images from blobs are MapLibre's decoded tiles.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Adds the routes.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="files">The files the viewer offers.</param>
    public static void MapViewer(this RouteTable routes, IReadOnlyList<SourceAddress> files)
    {
        FrozenDictionary<string, ViewerFile> pages = Load().ToFrozenDictionary(f => f.Name);
        ViewedFile[] viewed = [.. files.Select(f => new ViewedFile(f.Name, f.Url))];
        var list = new ViewerFile("files.json", JsonSerializer.SerializeToUtf8Bytes(viewed, ServingJson.Default.ViewedFileArray));

        routes.Get("/", context => SendAsync(context, pages["index.html"]));
        routes.Get("/viewer/files.json", context => SendAsync(context, list));
        routes.Get("/viewer/{name}", context => SendAsync(context, pages.GetValueOrDefault((string)context.Request.RouteValues["name"]!)));
    }

    private static IEnumerable<ViewerFile> Load()
    {
        Assembly assembly = typeof(ViewerEndpoints).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name);
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return new(name[Folder.Length..], content);
        }
    }

    private static Task SendAsync(HttpContext context, ViewerFile? file)
    {
        HttpResponse response = context.Response;
        if (file is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        IHeaderDictionary headers = response.Headers;
        headers.ETag = file.ETag;
        headers.CacheControl = "no-cache"; // Kept, but asked for again: the next `cog` may be another version.
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";

        if (ETags.Matches(context.Request.Headers.IfNoneMatch, file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = file.MediaType;
        response.ContentLength = file.Content.Length;
        return response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }
}
