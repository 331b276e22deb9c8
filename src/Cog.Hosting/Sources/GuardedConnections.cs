using System.Net;
using System.Net.Sockets;
using Cog.Sources.Http;

namespace Cog.Hosting.Sources;

/// <summary>
/// Resolves a name, judges every address it has, and connects to one of those that were judged: the name is not resolved again in between.
/// </summary>
internal sealed class GuardedConnections(
    SourcePolicy policy,
    HostHeaders headers,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve
)
{
    /// <summary>A client whose every connection, and every redirect, passes the policy.</summary>
    /// <param name="proxy">What a person's own machine may go through; null for what its environment names.</param>
    public HttpClient CreateClient(IWebProxy? proxy = null)
    {
        SocketsHttpHandler connections = HttpRangeSource.CreateHandler();
        connections.AllowAutoRedirect = false;
        connections.UseProxy = policy.IsLocalMachine;
        connections.UseCookies = false;
        connections.ConnectCallback = async (context, cancellationToken) =>
            await ConnectAsync(context.InitialRequestMessage.RequestUri!, context.DnsEndPoint, cancellationToken);
        HttpMessageHandler transport = connections;
        if (policy.IsLocalMachine)
        {
            connections.Proxy = proxy ?? HttpClient.DefaultProxy;
            transport = new JudgedProxy(policy, connections.Proxy, JudgeAsync, connections);
        }

        // HttpRangeSource limits each attempt.
        return new(new GuardedRedirects(policy, headers, transport)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private Task<IPAddress[]> JudgeAsync(Uri uri, CancellationToken cancellationToken) =>
        JudgeAsync(uri, SourcePattern.HostOf(uri), cancellationToken);

    private async Task<IPAddress[]> JudgeAsync(Uri uri, string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await ResolveAsync(uri, host, cancellationToken);
        return addresses.Length > 0 && addresses.All(policy.Allows) ? addresses : throw SourcePolicy.Denial(uri);
    }

    private async Task<Stream> ConnectAsync(Uri uri, DnsEndPoint end, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await JudgeAsync(uri, end.Host, cancellationToken);
        for (int i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], end.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                socket.Dispose(); // The name has another address.
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private async Task<IPAddress[]> ResolveAsync(Uri uri, string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
        {
            return [literal];
        }

        try
        {
            return await resolve(host, cancellationToken);
        }
        catch (SocketException) when (!policy.Names(uri))
        {
            throw SourcePolicy.Denial(uri); // Which names there are in this network is nobody's business.
        }
    }
}
