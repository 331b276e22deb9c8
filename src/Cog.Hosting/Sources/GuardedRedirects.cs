using System.Net;
using Cog.Sources;
using Cog.Sources.Http;

namespace Cog.Hosting.Sources;

/// <summary>
/// Follows redirects, each only after the policy has let its target pass; each host gets the headers that are meant for it, and no other's.
/// </summary>
internal sealed class GuardedRedirects(SourcePolicy policy, HostHeaders headers, HttpMessageHandler connections)
    : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpRequestMessage current = request;
        for (int redirects = 0; ; redirects++)
        {
            Uri uri = current.RequestUri ?? throw new ArgumentException("The request has no address.", nameof(request));
            policy.ThrowIfNotAllowed(uri);
            HttpResponseMessage response;
            try
            {
                response = await base.SendAsync(headers.For(uri) is { } own ? Copy(request, uri, own) : current, cancellationToken);
            }
            catch (HttpRequestException error) when (error.InnerException is SourceAccessDeniedException)
            {
                throw SourcePolicy.Denial(uri); // The connection's verdict, which the handler has wrapped.
            }

            if (TargetOf(uri, response) is not { } target)
            {
                return response;
            }

            response.Dispose();
            if (redirects == HttpRangeSource.MaxRedirects)
            {
                throw new SourceUnavailableException(
                    $"{SourceName.Of(request.RequestUri!)} leads through more than {HttpRangeSource.MaxRedirects} redirects."
                );
            }

            current = Copy(request, target, null);
        }
    }

    private static Uri? TargetOf(Uri uri, HttpResponseMessage response)
    {
        bool isRedirect =
            response.StatusCode
            is HttpStatusCode.MultipleChoices
                or HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;
        if (!isRedirect || response.Headers.Location is not { } location)
        {
            return null;
        }

        Uri target = location.IsAbsoluteUri ? location : new(uri, location);
        // Never out of TLS.
        bool isWeb = target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && uri.Scheme == Uri.UriSchemeHttp);
        return isWeb ? target : throw SourcePolicy.Denial(target);
    }

    // Ranges and preconditions hold for the target, too; there are no credentials to leave behind: the caller's request never has any.
    private static HttpRequestMessage Copy(HttpRequestMessage request, Uri target, IReadOnlyDictionary<string, string>? more)
    {
        var copy = new HttpRequestMessage(request.Method, target) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (
            (string name, IEnumerable<string> values) in request.Headers.NonValidated.Select(h => (h.Key, (IEnumerable<string>)h.Value))
        )
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        foreach ((string name, string value) in more ?? new Dictionary<string, string>())
        {
            copy.Headers.Remove(name);
            copy.Headers.TryAddWithoutValidation(name, value);
        }

        copy.Headers.Host = null;
        return copy;
    }
}
