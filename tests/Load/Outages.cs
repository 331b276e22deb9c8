using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Lambda;

namespace Load;

/// <summary>A store, and a table, that die under load and come back.</summary>
internal static class Outages
{
    private const int Clients = 8;
    private static readonly TimeSpan s_phase = TimeSpan.FromSeconds(15);
    private static readonly MapFile s_map = new(12, 1850, 1640, 4, 4);

    /// <summary>radosgw: failures are 502, 503 or 504 with a reason, no picture is wrong, and it goes on without a restart.</summary>
    public static async Task<int> GatewayAsync()
    {
        await using RadosGateway gateway = await RadosGateway.StartAsync();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_map.Build((x, y) => (byte)(x + (3 * y))));
        await using CogProcess cog = await CogProcess.ServeNativeAsync(
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL_S3"] = gateway.Endpoint.AbsoluteUri,
                ["AWS_ACCESS_KEY_ID"] = RadosGateway.Owner.Key,
                ["AWS_SECRET_ACCESS_KEY"] = RadosGateway.Owner.Secret,
                ["ENABLE_BLOCK_CACHE"] = "FALSE",
                ["ENABLE_HEADER_CACHE"] = "FALSE",
            }
        );
        _ = cog.DrainAsync();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
        var asked = new Asked();
        Task load = asked.RunAsync(s_map.Tiles, async path =>
        {
            using HttpResponseMessage answer = await client.GetAsync(
                new Uri(cog.Address, $"{path}.png?url={Uri.EscapeDataString(bucket.UriOf("a.tif"))}")
            );
            return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
        });

        await Task.Delay(s_phase);
        asked.Tell("before");
        await gateway.KillAsync();
        await Task.Delay(s_phase);
        asked.Tell("while it is gone");
        using Process again = await gateway.RestartAsync();
        long back = Stopwatch.GetTimestamp();
        asked.Tell("until it serves again");
        await asked.NextAnswerAsync();
        Report.Line($"first picture {Stopwatch.GetElapsedTime(back).TotalMilliseconds:0} ms after it served again");
        await Task.Delay(TimeSpan.FromSeconds(5));
        asked.Tell("and then");
        await Task.Delay(s_phase);
        asked.Tell("after");
        int late = asked.LastRefused;
        await asked.StopAsync(load);
        again.Kill();
        return Report.Faults([
            .. asked.Faults,
            .. asked.AllStatuses.Where(s => s is not (200 or 502 or 503 or 504)).Select(s => $"status {s}"),
            .. late > 0 ? new[] { $"{late} refused after it was back" } : [],
        ]);
    }

    /// <summary>The table: no request fails.</summary>
    public static async Task<int> TableAsync()
    {
        await using S3Stub s3 = await S3Stub.StartAsync();
        for (int i = 0; i < 50; i++)
        {
            s3.Put("bucket", $"{i}.tif", s_map.Build((x, y) => (byte)(x + (3 * y))));
        }

        int port = ServiceProcess.FreePort();
        await ServiceProcess.InstallAsync("dynalite");
        ServiceProcess table = await ServiceProcess.StartAsync("node", "dynalite.js", $"{port}");
        var endpoint = new Uri($"http://127.0.0.1:{port}");
        await HeaderTable.CreateAsync(endpoint, "headers");
        await using RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
        using FunctionProcess function = FunctionProcess.Start(
            Path.Combine(NativeBuild.Packages, "TileFunction", "bootstrap"),
            runtime,
            [
                ("AWS_ENDPOINT_URL_S3", s3.Endpoint.AbsoluteUri),
                ("AWS_ENDPOINT_URL_DYNAMODB", endpoint.AbsoluteUri),
                ("COG_HEADER_CACHE_TABLE", "headers"),
                ("COG_HEADER_CACHE_BYTES", "0"), // Each request asks the table.
                ("AWS_ACCESS_KEY_ID", "KEY"),
                ("AWS_SECRET_ACCESS_KEY", "SECRET"),
                ("COG_ALLOWED_SOURCES", "s3://bucket/"),
                ("AWS_LAMBDA_MAX_CONCURRENCY", "8"),
                ("LOG_LEVEL", "ERROR"),
            ]
        );
        var asked = new Asked();
        int file = 0;
        Task load = asked.RunAsync(s_map.Tiles, async path =>
        {
            int number = Interlocked.Increment(ref file) % 50;
            HttpAnswer answer = (
                await runtime.InvokeAsync(
                    $$$"""
                    {"version":"2.0","rawPath":"{{{path}}}.png","rawQueryString":"url=s3%3A%2F%2Fbucket%2F{{{number}}}.tif","headers":{},
                    "requestContext":{"http":{"method":"GET"},"stage":"$default"},"isBase64Encoded":false}
                    """
                )
            ).Http();
            return (answer.Status, answer.Content);
        });

        await Task.Delay(s_phase);
        asked.Tell("before");
        await table.DisposeAsync();
        await Task.Delay(s_phase);
        asked.Tell("while it is gone");
        table = await ServiceProcess.StartAsync("node", "dynalite.js", $"{port}");
        await Task.Delay(TimeSpan.FromSeconds(5));
        asked.Tell("without its table");
        await HeaderTable.CreateAsync(endpoint, "headers");
        await Task.Delay(s_phase);
        asked.Tell("after");
        await asked.StopAsync(load);
        await table.DisposeAsync();
        return Report.Faults([.. asked.Faults, .. asked.AllStatuses.Where(s => s != 200).Select(s => $"status {s}")]);
    }

    /// <summary>Clients that ask for tiles until they are stopped.</summary>
    private sealed class Asked
    {
        private readonly ConcurrentDictionary<int, int> _statuses = new();
        private readonly ConcurrentDictionary<string, int> _reasons = new();
        private readonly ConcurrentDictionary<string, byte[]> _pictures = new();
        private readonly CancellationTokenSource _stop = new();
        private volatile TaskCompletionSource _answered = new();
        private long _slowest;

        public ConcurrentBag<string> Faults { get; } = [];

        public HashSet<int> AllStatuses { get; } = [];

        public int LastRefused { get; private set; }

        public Task NextAnswerAsync()
        {
            _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _answered.Task;
        }

        public async Task RunAsync(IReadOnlyList<string> paths, Func<string, Task<(int Status, byte[] Body)>> ask)
        {
            foreach (string path in paths)
            {
                _pictures[path] = (await ask(path)).Body;
            }

            await Task.WhenAll(
                Enumerable
                    .Range(0, Clients)
                    .Select(client =>
                        Task.Run(async () =>
                        {
                            var random = new Random(client);
                            while (!_stop.IsCancellationRequested)
                            {
                                string path = paths[random.Next(paths.Count)];
                                long start = Stopwatch.GetTimestamp();
                                (int status, byte[] body) = await ask(path);
                                Take(path, status, body, Stopwatch.GetElapsedTime(start));
                            }
                        })
                    )
            );
        }

        public void Tell(string when)
        {
            Report.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{when}: {Report.Counts(_statuses)}, slowest {TimeSpan.FromTicks(_slowest).TotalSeconds:0.0} s"
                )
            );
            foreach ((string reason, int count) in _reasons.OrderByDescending(r => r.Value).Take(3))
            {
                Report.Line($"  {count} × {reason}");
            }

            AllStatuses.UnionWith(_statuses.Keys);
            LastRefused = _statuses.Where(s => s.Key != 200).Sum(s => s.Value);
            _statuses.Clear();
            _reasons.Clear();
            _slowest = 0;
        }

        public async Task StopAsync(Task load)
        {
            await _stop.CancelAsync();
            await load;
        }

        private void Take(string path, int status, byte[] body, TimeSpan time)
        {
            _statuses.AddOrUpdate(status, 1, (_, n) => n + 1);
            _slowest = Math.Max(_slowest, time.Ticks);
            if (status == 200)
            {
                _answered.TrySetResult();
                if (!body.AsSpan().SequenceEqual(_pictures[path]))
                {
                    Faults.Add($"{path} is another picture.");
                }

                return;
            }

            try
            {
                using var json = JsonDocument.Parse(body);
                string reason = json.RootElement.GetProperty("detail").GetString()!;
                _reasons.AddOrUpdate($"{status} {reason}", 1, (_, n) => n + 1);
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                Faults.Add($"{status} without a reason.");
            }
        }
    }
}
