using Cog.Sources;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting;

/// <summary>The address in <c>?url=</c> → the source it is read through.</summary>
public sealed class SourceResolver(SourcePolicy policy)
{
    /// <summary>Picks the transport: an absolute path or <c>file:</c>, <c>http(s):</c>.</summary>
    /// <exception cref="BadHttpRequestException">The text is no address, or has a scheme that is not read here.</exception>
    /// <exception cref="SourceAccessDeniedException">The policy forbids it.</exception>
    public IRangeSource Resolve(string url)
    {
        Uri uri = ParseAddress(url);
        policy.Demand(uri);
        throw new BadHttpRequestException($"{uri.Scheme}:// is not available here.");
    }

    private static Uri ParseAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            ? uri
            : throw new BadHttpRequestException($"url is '{url}': expected an absolute path or an address such as https://host/file.tif.");
}
