using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Cog.Hosting.Settings;
using Cog.Hosting.Telemetry;
using Cog.Testing.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Tests.Telemetry;

/// <summary>The line that a function logs for each request.</summary>
public sealed class RequestMetricsTests : IDisposable
{
    // Embedded metric format: the units of MetricDatum, of which these are used.
    private static readonly string[] s_units = ["Milliseconds", "Count", "Bytes"];

    private readonly LineStream _lines = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lines.Dispose();

    private Task<TestServer> StartAsync(LogLevel level = LogLevel.Information, bool isVerbose = false) =>
        TestServer.StartAsync(CogOptions.LocalMachine, services =>
            services
                .AddSingleton(new LogLines(_lines, level))
                .AddSingleton(s => new RequestMetrics(s.GetRequiredService<LogLines>(), "tiles", isVerbose, TimeProvider.System))
        );

    private static async Task GetAsync(TestServer server, string path) => (await server.Client.GetAsync(path, Cancellation)).Dispose();

    [Fact]
    public async Task Every_request_is_one_line_of_embedded_metrics()
    {
        await using TestServer server = await StartAsync();
        string tile = $"/cog/tiles/WebMercatorQuad/10/511/340.npy?url={FunctionsFixture.Ramp}";
        await GetAsync(server, tile);
        await GetAsync(server, tile);
        await GetAsync(server, "/healthz");
        await GetAsync(server, "/no/such/path");
        JsonElement[] lines = await _lines.WaitAsync(4);

        Assert.All(lines, AssertIsEmbeddedMetricFormat);
        Assert.All(lines, l => Assert.Equal(("info", "tiles"), (Text(l, "level"), Text(l, "Function"))));
        Assert.Equal(
            (200, "GET", "/cog/tiles/WebMercatorQuad/10/511/340.npy", "file"),
            (Number(lines[0], "status"), Text(lines[0], "method"), Text(lines[0], "path"), Text(lines[0], "header"))
        );
        Assert.Equal($"file://{FunctionsFixture.Ramp}", Text(lines[0], "source"));
        Assert.Equal("/cog/tiles/{tileMatrixSet}/{z}/{x}/{y}", Text(lines[0], "Endpoint"));
        Assert.Equal(
            [(2, 4, 0, 0, 1), (0, 4, 4, 1, 0)],
            lines[..2]
                .Select(l =>
                    (
                        Number(l, "Reads"),
                        Number(l, "Blocks"),
                        Number(l, "BlocksFromMemory"),
                        Number(l, "HeaderFromMemory"),
                        Number(l, "HeaderFromFile")
                    )
                )
        );
        Assert.True(Number(lines[0], "BytesRead") > 100_000 && Number(lines[1], "BytesRead") == 0);
        Assert.Equal(
            ["header", "decode", "encode", "read"],
            lines[0]
                .GetProperty("stages")
                .EnumerateObject()
                .Select(p => p.Name)
                .Order(StringComparer.Ordinal)
                .OrderBy(n => n == "header" ? 0 : 1)
        );
        Assert.False(lines[0].TryGetProperty("reads", out _));
        Assert.Equal(
            (200, "/healthz", false),
            (Number(lines[2], "status"), Text(lines[2], "Endpoint"), lines[2].TryGetProperty("Reads", out _))
        );
        Assert.Equal((404, "none"), (Number(lines[3], "status"), Text(lines[3], "Endpoint")));
    }

    [Fact]
    public async Task What_may_be_a_signature_is_not_written_down()
    {
        await using RangeHost host = await RangeHost.StartAsync(await File.ReadAllBytesAsync(FunctionsFixture.Ramp, Cancellation));
        await using TestServer server = await StartAsync(LogLevel.Debug);

        await GetAsync(server, $"/cog/info?url={Uri.EscapeDataString($"{host.Address}maps/a.tif?X-Amz-Signature=secret")}");

        JsonElement line = Assert.Single(await _lines.WaitAsync(1));
        Assert.Equal($"{host.Address}maps/a.tif", Text(line, "source"));
        Assert.DoesNotContain("secret", line.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogLevel.Information, true)]
    [InlineData(LogLevel.Debug, false)]
    public async Task A_verbose_line_lists_every_read(LogLevel level, bool isVerbose)
    {
        await using TestServer server = await StartAsync(level, isVerbose);

        await GetAsync(server, $"/cog/tiles/WebMercatorQuad/10/511/340.npy?url={FunctionsFixture.Ramp}");

        JsonElement[] reads = [.. Assert.Single(await _lines.WaitAsync(1)).GetProperty("reads").EnumerateArray()];
        Assert.Equal(2, reads.Length);
        Assert.Equal((0, 16_384, 16_384), (Number(reads[0], "offset"), Number(reads[0], "length"), Number(reads[0], "bytes")));
        Assert.True(Number(reads[1], "bytes") > 100_000 && reads[1].GetProperty("milliseconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task A_higher_level_leaves_good_requests_out_and_says_why_others_failed()
    {
        await using TestServer server = await StartAsync(LogLevel.Warning);

        await GetAsync(server, "/healthz");
        await GetAsync(server, "/cog/info?url=http://127.0.0.1:1/a.tif");

        JsonElement line = Assert.Single(await _lines.WaitAsync(1));
        Assert.Equal(("error", 502, 1), (Text(line, "level"), Number(line, "status"), Number(line, "Errors")));
        Assert.Contains("127.0.0.1:1", Text(line, "failure"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_hung_up_is_no_success()
    {
        await using RangeHost host = await RangeHost.StartAsync([]);
        host.Stall();
        await using TestServer server = await StartAsync();
        using var leaving = new CancellationTokenSource();

        Task<HttpResponseMessage> asking = server.Client.GetAsync($"/cog/info?url={host.Address}a.tif", leaving.Token);
        await host.Stalled;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        JsonElement line = Assert.Single(await _lines.WaitAsync(1));
        Assert.Equal((499, 0), (Number(line, "status"), Number(line, "Errors")));
    }

    [Fact]
    public void A_fault_of_ours_is_told_with_its_request()
    {
        new LogLines(_lines, LogLevel.Information).Error("id-1", new InvalidOperationException("broken \n \"line\""));
        new LogLines(_lines, LogLevel.Error).Warn("not this");

        JsonElement line = Assert.Single(_lines.All);
        Assert.Equal(("error", "id-1"), (Text(line, "level"), Text(line, "requestId")));
        Assert.Contains("broken \n \"line\"", Text(line, "error"), StringComparison.Ordinal);
    }

    /// <summary>The rules of "Specification: Embedded metric format" (CloudWatch user guide) for what is sent here.</summary>
    private static void AssertIsEmbeddedMetricFormat(JsonElement root)
    {
        JsonElement aws = root.GetProperty("_aws");
        Assert.Equal(["Timestamp", "CloudWatchMetrics"], aws.EnumerateObject().Select(p => p.Name));
        Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds(aws.GetProperty("Timestamp").GetInt64()),
            DateTimeOffset.UtcNow.AddMinutes(-5),
            DateTimeOffset.UtcNow.AddMinutes(5)
        );
        JsonElement directive = Assert.Single(aws.GetProperty("CloudWatchMetrics").EnumerateArray());
        Assert.Equal(["Namespace", "Dimensions", "Metrics"], directive.EnumerateObject().Select(p => p.Name));
        Assert.Equal("CogFunctions", Text(directive, "Namespace"));
        foreach (JsonElement set in directive.GetProperty("Dimensions").EnumerateArray())
        {
            Assert.InRange(set.GetArrayLength(), 1, 30);
            Assert.All(set.EnumerateArray(), name => Assert.InRange(Text(root, name.GetString()!).Length, 1, 1024));
        }

        JsonElement[] metrics = [.. directive.GetProperty("Metrics").EnumerateArray()];
        Assert.InRange(metrics.Length, 1, 100);
        Assert.Equal(metrics.Length, metrics.Select(m => Text(m, "Name")).Distinct().Count());
        Assert.All(metrics, m =>
        {
            Assert.Equal(JsonValueKind.Number, root.GetProperty(Text(m, "Name")).ValueKind);
            Assert.Contains(Text(m, "Unit"), s_units);
        });
        Assert.True(DateTimeOffset.TryParse(Text(root, "timestamp"), out _));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    /// <summary>Whatever is written to it, a write a line.</summary>
    private sealed class LineStream : MemoryStream
    {
        private readonly ConcurrentQueue<JsonElement> _lines = new();
        private readonly Channel<JsonElement> _written = Channel.CreateUnbounded<JsonElement>();
        private int _awaited;

        public JsonElement[] All => [.. _lines];

        public override void Write(byte[] buffer, int offset, int count)
        {
            string line = Encoding.UTF8.GetString(buffer, offset, count);
            Assert.EndsWith("\n", line, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line[..^1]);
            JsonElement element = JsonDocument.Parse(line).RootElement;
            _lines.Enqueue(element);
            _written.Writer.TryWrite(element);
        }

        /// <summary>A line is written after its answer: waits for so many.</summary>
        public async Task<JsonElement[]> WaitAsync(int count)
        {
            for (; _awaited < count; _awaited++)
            {
                await _written.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            }

            return All;
        }
    }
}
