using System.Diagnostics;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Fleet;

/// <summary>
/// A store on a bad day, before the native function: the right picture or a clear error, before the deadline, after a bounded number of
/// requests.
/// </summary>
[Collection(FleetCollection.Name)]
public sealed class SourceFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_shortDeadline = TimeSpan.FromSeconds(4);

    private static readonly MapFile s_map = new(12, 1850, 1640, 2, 1);
    private static readonly byte[] s_file = s_map.Build((x, y) => (byte)(1 + (((x * 7) ^ (y * 3)) % 250)));
    private static readonly string s_tile = s_map.Tiles[1] + ".png";

    /// <summary>
    /// What goes wrong; the status when it does so once, and how many requests that costs beyond the two of a cold tile; the same when it
    /// always does.
    /// </summary>
    private static readonly Kind[] s_kinds =
    [
        new("slow", r => StubAnswer.Part(r, s_file) with { Delay = TimeSpan.FromSeconds(1) }, (200, 0), (200, 0)),
        new("reset", _ => StubAnswer.Reset, (200, 1), (502, 3)),
        new("500", _ => StubAnswer.S3Error(500, "InternalError"), (200, 1), (502, 3)),
        new("503", _ => StubAnswer.S3Error(503, "SlowDown"), (200, 1), (502, 3)),
        new("503, Retry-After", _ => StubAnswer.S3Error(503, "SlowDown", "Retry-After: 1\r\n"), (200, 1), (502, 3)),
        new("429", _ => StubAnswer.S3Error(429, "TooManyRequests"), (200, 1), (502, 3)),
        new("504", _ => StubAnswer.S3Error(504, "GatewayTimeout"), (200, 1), (504, 3)),
        new("short body", Short, (200, 1), (502, 3)),
        new("wrong Content-Range", r => Ranged(r, shift: 1), (502, 0), (502, 0)),
        new("no Content-Range", r => StubAnswer.Part(r, s_file) with { Headers = "ETag: \"1\"\r\n" }, (200, 0), (200, 0)),
        new("200 instead of 206", _ => new(200, "ETag: \"1\"\r\n", s_file), (502, 0), (502, 0)),
        new("silence", _ => StubAnswer.Silence, (200, 1), (504, 0)),
        new("403", _ => StubAnswer.S3Error(403, "AccessDenied"), (403, 0), (403, 0)),
        new("404", _ => StubAnswer.S3Error(404, "NoSuchKey"), (404, 0), (404, 0)),
    ];

    private byte[] _picture = null!;

    public async ValueTask InitializeAsync() => _picture = Assert.Single(await InProcess.TilesAsync(s_file, [s_tile]));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("s3")]
    [InlineData("http")]
    public async Task Gives_the_right_picture_or_a_clear_error_before_the_deadline(string scheme)
    {
        var asked = new Dictionary<string, int[]>(); // By path: requests, of the start and of others.
        var cases = new Dictionary<string, Case>();
        await using var store = new AwsStub(r => BufferedResponse(r, cases, asked));
        (string, string)[] environment =
        [
            .. TileSandbox.S3(store.Address),
            ("COG_ALLOWED_SOURCES", $"s3://bucket/ {store.Address.AbsoluteUri}"),
            ("COG_ALLOW_PRIVATE_NETWORKS", "TRUE"),
            ("AWS_LAMBDA_MAX_CONCURRENCY", "60"), // All at once: what is slow is waited for together.
        ];
        foreach (Kind kind in s_kinds)
        {
            foreach (bool always in new[] { false, true })
            {
                foreach (bool atStart in new[] { true, false })
                {
                    var item = new Case(kind, always, atStart);
                    cases.Add($"/bucket/{cases.Count}.tif", item);
                }
            }
        }

        foreach (string path in cases.Keys)
        {
            asked[path] = new int[2];
        }

        await using TileSandbox sandbox = await TileSandbox.StartAsync(environment);
        (string Path, HttpAnswer BufferedResponse, TimeSpan Elapsed, int Requests)[] answers = await Task.WhenAll(
            cases.Select(async c =>
            {
                long start = Stopwatch.GetTimestamp();
                string url = scheme == "s3" ? "s3:/" + c.Key : store.Address.AbsoluteUri + c.Key[1..];
                HttpAnswer answer = await sandbox.GetAsync(s_tile, url, c.Value.Deadline);
                // Counted now: a header may still be asked for when nobody waits any more.
                return (c.Key, answer, Stopwatch.GetElapsedTime(start), asked[c.Key].Sum());
            })
        );

        foreach ((string path, HttpAnswer answer, TimeSpan elapsed, int requests) in answers)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{scheme} {cases[path]}: {answer.Status}, {requests} requests, {elapsed.TotalSeconds:0.0} s{(answer.Status == 200 ? "" : $": {Detail(answer)}")}"
            );
        }

        Assert.Multiple([.. answers.Select(a => (Action)(() => Check(scheme, cases[a.Path], a)))]);
    }

    private void Check(string scheme, Case item, (string Path, HttpAnswer Answer, TimeSpan Elapsed, int Requests) told)
    {
        (_, HttpAnswer answer, TimeSpan elapsed, int requests) = told;
        (int status, int extra) = ExpectedOf(scheme, item);
        Assert.Equal((item, status), (item, answer.Status));
        Assert.True(elapsed < item.Deadline, $"{item}: {elapsed}");
        if (status == 200)
        {
            Assert.Equal(_picture, answer.Content);
        }
        else
        {
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
            Assert.DoesNotMatch("^$|net_[a-z]+_", Detail(answer)); // A key of a message is none.
        }

        Assert.Equal((item, item.Requests(status, extra)), (item, requests));
    }

    private static (int Status, int Extra) ExpectedOf(string scheme, Case item) =>
        (scheme, item.Kind.Name, item.AtStart, item.Always) switch
        {
            // S3 always says which range it answers.
            ("s3", "no Content-Range", _, _) => (502, 0),

            // Some web servers refuse a condition so: it is asked once more without.
            ("http", "403", false, var always) => (always ? 403 : 200, 1),
            ("http", "200 instead of 206", false, var always) => (always ? 502 : 200, 1),
            _ => item.Always ? item.Kind.Always : item.Kind.Once,
        };

    private static StubAnswer BufferedResponse(HttpMessage request, Dictionary<string, Case> cases, Dictionary<string, int[]> asked)
    {
        string path = request.Target.Split('?')[0];
        bool isStart = request.Header("Range")!.StartsWith("bytes=0-", StringComparison.Ordinal);
        int number = Interlocked.Increment(ref asked[path][isStart ? 0 : 1]);
        Case item = cases[path];
        return item.AtStart == isStart && (item.Always || number == 1)
            ? item.Kind.BufferedResponse(request)
            : StubAnswer.Part(request, s_file);
    }

    private static StubAnswer Short(HttpMessage request)
    {
        StubAnswer whole = StubAnswer.Part(request, s_file);
        int half = whole.Body.Length / 2;
        return whole with { Body = whole.Body[..half], MissingBytes = whole.Body.Length - half };
    }

    private static StubAnswer Ranged(HttpMessage request, int shift)
    {
        StubAnswer right = StubAnswer.Part(request, s_file);
        string[] ends = request.Header("Range")!["bytes=".Length..].Split('-');
        long start = long.Parse(ends[0], null) + shift;
        return right with
        {
            Headers = $"ETag: \"1\"\r\nContent-Range: bytes {start}-{start + right.Body.Length - 1}/{s_file.Length + shift}\r\n",
        };
    }

    private static string Detail(HttpAnswer answer) => JsonDocument.Parse(answer.Content).RootElement.GetProperty("detail").GetString()!;

    private sealed record Kind(
        string Name,
        Func<HttpMessage, StubAnswer> BufferedResponse,
        (int Status, int Extra) Once,
        (int Status, int Extra) Always
    );

    /// <param name="Kind">What goes wrong.</param>
    /// <param name="Always">Or once.</param>
    /// <param name="AtStart">With the read of the header, or with that of the block.</param>
    private sealed record Case(Kind Kind, bool Always, bool AtStart)
    {
        public TimeSpan Deadline => Always && Kind.Name == "silence" ? s_shortDeadline : s_deadline;

        /// <summary>A cold tile's, and those beyond.</summary>
        public int Requests(int status, int extra) => (AtStart && status != 200 ? 1 : 2) + extra;

        public override string ToString() => $"{Kind.Name}, {(Always ? "always" : "once")}, {(AtStart ? "header" : "block")}";
    }
}
