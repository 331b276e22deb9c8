using Cog.Sources;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting;

/// <summary>The address in <c>?url=</c> → the source it is read through.</summary>
public sealed class SourceResolver(SourcePolicy policy)
{
    // A redirect could lead where the policy does not: it is followed only when everything is allowed.
    private readonly HttpClient? _withoutRedirects = policy.AllowsAll
        ? null
        : new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseDrainSize = 65_536,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // HttpRangeSource limits each attempt.
        };

    /// <summary>Reads an address and lets the policy decide, before anything is opened.</summary>
    /// <exception cref="BadHttpRequestException">The text is no address, or has a scheme that is not read here.</exception>
    /// <exception cref="SourceAccessDeniedException">The policy forbids it.</exception>
    public Uri Locate(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri))
        {
            throw new BadHttpRequestException($"url is '{url}': expected an absolute path or an address such as https://host/file.tif.");
        }

        if (uri.Scheme is not ("file" or "http" or "https"))
        {
            throw new BadHttpRequestException($"{uri.Scheme}: is not available here; file:, http: and https: are.");
        }

        policy.Demand(uri);
        return uri;
    }

    /// <summary>Picks the transport. Nothing is sent or opened before the first read; who asks disposes what is disposable.</summary>
    /// <param name="uri">From <see cref="Locate"/>.</param>
    public IRangeSource Open(Uri uri) => uri.IsFile
        ? new FileRangeSource(uri.LocalPath)
        : new HttpRangeSource(uri, _withoutRedirects);
}
