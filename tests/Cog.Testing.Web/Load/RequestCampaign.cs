using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Cog.Testing.Web.Load;

/// <summary>Many random requests to one server: what became of them.</summary>
internal sealed class RequestCampaign
{
    private const int Clients = 8;

    private readonly ConcurrentDictionary<string, int> _outcomes = new();
    private readonly ConcurrentBag<string> _faults = [];
    private readonly Lock _gate = new();

    /// <summary>How many ended with each status.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>What must not be: a fault of the server's own, a connection that broke, a refusal that says nothing.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>The one that took longest.</summary>
    public (TimeSpan Time, string Request) Slowest { get; private set; }

    /// <summary>Sends requests, eight at once.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="urls">What they name.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same makes the same requests, in another order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Uri server, IReadOnlyList<string> urls, int count, int seed, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(number =>
                    Task.Run(
                        () => RunOneAsync(client, server, new(new Random((seed * Clients) + number), urls), count / Clients),
                        cancellationToken
                    )
                )
        );

        async Task RunOneAsync(HttpClient http, Uri address, RandomRequests requests, int times)
        {
            for (int i = 0; i < times && !cancellationToken.IsCancellationRequested; i++)
            {
                await SendAsync(http, address, requests.Next(), cancellationToken);
            }
        }
    }

    private async Task SendAsync(HttpClient client, Uri server, RandomRequest request, CancellationToken cancellationToken)
    {
        var address = new Uri(
            server.GetLeftPart(UriPartial.Authority) + request.Path + request.Query,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        using var message = new HttpRequestMessage(new(request.Method), address);
        if (request.Body is not null)
        {
            message.Content = new ByteArrayContent(request.Body);
        }

        foreach ((string name, string value) in request.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        long start = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(message, cancellationToken);
            byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            int status = (int)answer.StatusCode;
            Count($"{status}");
            if (status == 500)
            {
                _faults.Add($"500: {request}");
            }
            else if (status >= 400 && request.Method != "HEAD" && !SaysWhy(body))
            {
                _faults.Add($"{status} without a reason ({Encoding.Latin1.GetString(body)}): {request}");
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException or TaskCanceledException)
        {
            Count(error.GetType().Name);
            _faults.Add($"{error.Message} {error.InnerException?.Message}: {request}");
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        lock (_gate)
        {
            Slowest = time > Slowest.Time ? (time, request.ToString()) : Slowest;
        }
    }

    private void Count(string outcome) => _outcomes.AddOrUpdate(outcome, 1, (_, count) => count + 1);

    private static bool SaysWhy(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.TryGetProperty("detail", out JsonElement detail)
                && (detail.ValueKind == JsonValueKind.Array ? detail.GetArrayLength() > 0 : detail.GetString() is { Length: > 0 });
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
