using System.Net;
using System.Net.Sockets;

namespace Cog.Hosting.Sources;

/// <summary>
/// Requests that go through the proxy of a person's own machine (<c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c>): a proxy resolves names itself, and
/// would reach what the policy closes by a name that leads there. So the name is resolved and judged here, and the proxy is given the
/// address that was judged; the host is named in Host, and in TLS, as ever.
/// </summary>
/// <remarks>
/// A host that the operator's list names is handed on by its name: the list answers for it, and only the proxy may know it.
/// </remarks>
internal sealed class JudgedProxy(
    SourcePolicy policy,
    IWebProxy proxy,
    Func<Uri, CancellationToken, Task<IPAddress[]>> judge,
    HttpMessageHandler connections
) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri ?? throw new ArgumentException("The request has no address.", nameof(request));
        bool isProxied = !proxy.IsBypassed(uri) && proxy.GetProxy(uri) is { } target && target != uri;
        if (!isProxied || policy.Lists(uri))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        IPAddress address;
        try
        {
            address = (await judge(uri, cancellationToken))[0];
        }
        catch (SocketException error)
        {
            throw new SourceUnavailableException(
                $"{uri.Host} cannot be resolved here, and the proxy is not asked to: allow the host by its name, by --allow or "
                    + "COG_ALLOWED_SOURCES, and it is.",
                error
            );
        }

        request.Headers.Host = uri.IsDefaultPort ? SourcePattern.HostOf(uri) : $"{SourcePattern.HostOf(uri)}:{uri.Port}";
        request.RequestUri = new UriBuilder(uri) { Host = address.ToString() }.Uri;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = uri;
            request.Headers.Host = null;
        }
    }
}
