using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Cog.Testing.Web.Load;

/// <summary>Clients that ask one server for the same things over and over, as fast as they get answers.</summary>
internal sealed class ClientLoad : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(2) };
    private readonly ConcurrentBag<double> _times = [];

    /// <summary>How many ended with each status; 0 for none.</summary>
    public ConcurrentDictionary<int, int> Statuses { get; } = new();

    /// <summary>Refusals of 503 without <c>Retry-After</c>.</summary>
    public int WithoutRetryAfter => _withoutRetryAfter;

    private int _withoutRetryAfter;

    /// <summary>Milliseconds, of a share of the answers: 0.5 for the median.</summary>
    public double Quantile(double share)
    {
        double[] times = [.. _times.Order()];
        return times.Length == 0 ? 0 : times[Math.Min((int)(times.Length * share), times.Length - 1)];
    }

    /// <summary>Asks.</summary>
    /// <param name="clients">How many ask at once.</param>
    /// <param name="count">How many requests they send together.</param>
    /// <param name="address">The address of a request, by its number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> RunAsync(int clients, int count, Func<int, Uri> address, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        int next = -1;
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(async _ =>
                {
                    while (Interlocked.Increment(ref next) is var number && number < count)
                    {
                        await AskAsync(address(number), cancellationToken);
                    }
                })
        );
        return Stopwatch.GetElapsedTime(start);
    }

    public void Dispose() => _client.Dispose();

    private async Task AskAsync(Uri address, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        int status = 0;
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(address, cancellationToken);
            await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            status = (int)answer.StatusCode;
            if (status == 503 && answer.Headers.RetryAfter is null)
            {
                Interlocked.Increment(ref _withoutRetryAfter);
            }
        }
        catch (HttpRequestException)
        {
            // A connection that broke: no status.
        }

        _times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        Statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
    }
}

/// <summary>What a process holds, by <c>/proc</c>.</summary>
/// <param name="ResidentBytes">Memory.</param>
/// <param name="Handles">Open files and sockets.</param>
/// <param name="Sockets">Of them.</param>
internal readonly record struct ProcessFigures(long ResidentBytes, int Handles, int Sockets)
{
    public static ProcessFigures Of(int process)
    {
        string resident = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        string[] handles = Directory.GetFiles($"/proc/{process}/fd");
        return new(
            long.Parse(resident.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10,
            handles.Length,
            handles.Count(h => LinkOf(h).StartsWith("socket:", StringComparison.Ordinal))
        );
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ResidentBytes / 1048576.0:0.0} MiB, {Handles} handles, {Sockets} sockets");

    private static string LinkOf(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.Name ?? "";
        }
        catch (IOException)
        {
            return ""; // Closed meanwhile.
        }
    }
}
