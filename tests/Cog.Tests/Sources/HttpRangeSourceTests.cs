using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Cog.Sources.Http;
using Cog.Testing;

namespace Cog.Tests.Sources;

public class HttpRangeSourceTests
{
    private static readonly byte[] s_object = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];

    private static readonly HttpRangeSourceOptions s_impatient = new()
    {
        AttemptTimeout = TimeSpan.FromMilliseconds(300),
        MaxRetries = 2,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(990, 10, 10)]
    [InlineData(990, 50, 10)] // past the end: shorter
    [InlineData(1000, 50, 0)] // behind the end: 416
    public async Task Reads_a_range(int offset, int length, int received)
    {
        await using var server = new FaultyHttpServer(s_object);

        RangeRead read = await Source(server).ReadAsync(new(offset, length), null, Token);

        Assert.Equal(s_object.AsSpan(offset, received), read.Data.Span);
        Assert.Equal("\"v1\"", read.ETag);
        Assert.Equal(1000, read.ObjectLength);
    }

    /// <summary>The last byte of an HTTP range is part of it: aiocogeo reads one byte too many.</summary>
    [Fact]
    public async Task Asks_for_no_byte_more_than_wanted()
    {
        await using var server = new FaultyHttpServer(s_object);

        await Source(server).ReadAsync(new(100, 10), "\"v1\"", Token);

        string request = Assert.Single(server.Requests);
        Assert.Contains("Range: bytes=100-109\r\n", request, StringComparison.Ordinal);
        Assert.Contains("If-Match: \"v1\"\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Accept-Encoding: identity\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_asked_for_an_empty_range()
    {
        await using var server = new FaultyHttpServer(s_object);

        Assert.True((await Source(server).ReadAsync(new(100, 0), null, Token)).Data.IsEmpty);
        Assert.Empty(server.Requests);
    }

    /// <summary>aiocogeo takes any 200 for the range.</summary>
    [Fact]
    public async Task A_server_that_ignores_ranges_is_refused_without_reading_the_object()
    {
        await using var server = new FaultyHttpServer(s_object, Fault.WholeHugeObject);

        var error = await Assert.ThrowsAsync<SourceUnavailableException>(async () =>
            await Source(server).ReadAsync(new(0, 2000), null, Token)
        );

        Assert.Contains("ignores ranges", error.Message, StringComparison.Ordinal);
        Assert.Contains("text/html", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(Fault.WholeObject)] // 1000 bytes are more than the 999 asked for
    [InlineData(Fault.WholeObjectOfUnknownLength)]
    public async Task The_whole_object_is_refused_when_it_is_larger_than_the_range(Fault fault)
    {
        await using var server = new FaultyHttpServer(s_object, fault);

        await Assert.ThrowsAsync<SourceUnavailableException>(async () => await Source(server).ReadAsync(new(0, 999), null, Token));
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(0, 16_384)]
    [InlineData(600, 1000)]
    public async Task The_whole_object_will_do_when_it_is_no_larger_than_the_range(int offset, int length)
    {
        await using var server = new FaultyHttpServer(s_object, Fault.WholeObject);

        RangeRead read = await Source(server).ReadAsync(new(offset, length), null, Token);

        Assert.Equal(s_object.AsSpan(offset), read.Data.Span);
    }

    [Theory]
    [InlineData(Fault.WrongStart)]
    [InlineData(Fault.WrongLength)]
    [InlineData(Fault.Gzip)]
    public async Task An_answer_that_is_not_the_range_is_refused_at_once(Fault fault)
    {
        await using var server = new FaultyHttpServer(s_object, fault);

        await Assert.ThrowsAsync<SourceUnavailableException>(async () => await Source(server).ReadAsync(new(10, 20), null, Token));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(Fault.Reset)]
    [InlineData(Fault.Silence)]
    [InlineData(Fault.ShortBody)]
    [InlineData(Fault.ShortChunkedBody)]
    [InlineData(Fault.Status429)]
    [InlineData(Fault.Status500)]
    [InlineData(Fault.Status502)]
    [InlineData(Fault.Status503)]
    [InlineData(Fault.Status504)]
    public async Task A_failure_that_passes_is_tried_again(Fault fault)
    {
        await using var server = new FaultyHttpServer(s_object, fault, fault);

        RangeRead read = await Source(server).ReadAsync(new(10, 20), null, Token);

        Assert.Equal(s_object.AsSpan(10, 20), read.Data.Span);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(Fault.Reset, typeof(SourceUnavailableException))]
    [InlineData(Fault.ShortBody, typeof(SourceUnavailableException))]
    [InlineData(Fault.ShortChunkedBody, typeof(SourceUnavailableException))]
    [InlineData(Fault.Status503, typeof(SourceUnavailableException))]
    [InlineData(Fault.Status504, typeof(SourceTimeoutException))]
    [InlineData(Fault.Silence, typeof(SourceTimeoutException))]
    public async Task A_failure_that_stays_is_reported_after_the_last_attempt(Fault fault, Type expected)
    {
        await using var server = new FaultyHttpServer(s_object, fault, fault, fault);

        Exception? error = await Record.ExceptionAsync(async () => await Source(server).ReadAsync(new(10, 20), null, Token));

        Assert.IsType(expected, error);
        Assert.Contains(server.Uri.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData(Fault.Status400, typeof(SourceUnavailableException))]
    [InlineData(Fault.Status401, typeof(SourceAccessDeniedException))]
    [InlineData(Fault.Status403, typeof(SourceAccessDeniedException))]
    [InlineData(Fault.Status404, typeof(SourceNotFoundException))]
    [InlineData(Fault.Status410, typeof(SourceNotFoundException))]
    public async Task A_refusal_is_not_asked_twice(Fault fault, Type expected)
    {
        await using var server = new FaultyHttpServer(s_object, fault);

        Exception? error = await Record.ExceptionAsync(async () => await Source(server).ReadAsync(new(10, 20), null, Token));

        Assert.IsType(expected, error);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_changed_object_answers_412()
    {
        await using var server = new FaultyHttpServer(s_object) { ETag = "\"v2\"" };

        await Assert.ThrowsAsync<SourceChangedException>(async () => await Source(server).ReadAsync(new(10, 20), "\"v1\"", Token));
        Assert.Equal(2, server.Requests.Count); // Once more without the condition, to see that it changed.
    }

    /// <summary>Eight refusals are under way before the first is looked into: one read asks what is there, and all are told.</summary>
    [Fact]
    public async Task A_change_is_looked_into_once_for_all_reads_in_flight()
    {
        const int Reads = 8;
        using var handler = new RefusingHandler(Reads, "\"v2\"");
        using var client = new HttpClient(handler);
        var source = new HttpRangeSource(new("http://changed.example/a.tif"), client);

        Task<Exception>[] failures =
        [
            .. Enumerable
                .Range(0, Reads)
                .Select(i =>
                    Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(i * 10, 10), "\"v1\"", Token))
                )
                .Select(async task => (Exception)await task),
        ];
        Exception[] errors = await Task.WhenAll(failures);

        Assert.All(errors, error => Assert.Contains("\"v2\", not \"v1\"", error.Message, StringComparison.Ordinal));
        Assert.Equal((Reads, 1), (handler.Conditional, handler.Plain));
    }

    /// <summary>Where the object is as it was, each read has its own bytes to ask for: once more, and never more than that.</summary>
    [Fact]
    public async Task A_refused_condition_costs_each_read_in_flight_one_request()
    {
        const int Reads = 8;
        using var handler = new RefusingHandler(Reads, "\"v1\"");
        using var client = new HttpClient(handler);
        var source = new HttpRangeSource(new("http://refusing.example/a.tif"), client);

        RangeRead[] reads = await Task.WhenAll(
            Enumerable.Range(0, Reads).Select(i => source.ReadAsync(new(i * 10, 10), "\"v1\"", Token).AsTask())
        );
        await source.ReadAsync(new(0, 10), "\"v1\"", Token);

        Assert.All(reads, (read, i) => Assert.Equal(s_object.AsSpan(i * 10, 10), read.Data.Span));
        Assert.Equal((Reads, Reads + 1), (handler.Conditional, handler.Plain));
    }

    /// <summary>An object may become what it was: an answer from before a read started is none to it.</summary>
    [Fact]
    public async Task A_later_read_asks_for_itself()
    {
        using var handler = new RefusingHandler(1, "\"v2\"");
        using var client = new HttpClient(handler);
        var source = new HttpRangeSource(new("http://again.example/a.tif"), client);

        for (int i = 1; i <= 2; i++)
        {
            await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(0, 10), "\"v1\"", Token));
            Assert.Equal((i, i), (handler.Conditional, handler.Plain));
        }
    }

    [Fact]
    public async Task A_weak_version_is_not_sent_but_compared()
    {
        await using var server = new FaultyHttpServer(s_object) { ETag = "W/\"v1\"" };
        HttpRangeSource source = Source(server);

        await source.ReadAsync(new(10, 20), "W/\"v1\"", Token);
        Assert.DoesNotContain("If-Match", server.Requests[0], StringComparison.OrdinalIgnoreCase);

        server.ETag = "W/\"v2\"";
        await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(10, 20), "W/\"v1\"", Token));
    }

    [Fact]
    public async Task A_server_without_versions_is_held_to_its_dates()
    {
        await using var server = new FaultyHttpServer(s_object) { ETag = null, LastModified = "Thu, 01 Jan 2026 00:00:00 GMT" };
        HttpRangeSource source = Source(server);
        string? version = (await source.ReadAsync(new(0, 10), null, Token)).ETag;
        await source.ReadAsync(new(0, 10), version, Token);

        server.LastModified = "Thu, 01 Jan 2026 00:00:01 GMT";

        await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(0, 10), version, Token));
    }

    [Fact]
    public async Task Cancelling_ends_a_read_at_once_and_is_no_failure_of_the_source()
    {
        await using var server = new FaultyHttpServer(s_object, Fault.Silence);
        var source = new HttpRangeSource(server.Uri, options: new() { AttemptTimeout = TimeSpan.FromMinutes(5) });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ValueTask<RangeRead> read = source.ReadAsync(new(0, 10), null, cancellation.Token);
        long start = Stopwatch.GetTimestamp();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Nobody_listening_is_a_typed_error()
    {
        var server = new FaultyHttpServer(s_object);
        await server.DisposeAsync();

        await Assert.ThrowsAsync<SourceUnavailableException>(async () => await Source(server).ReadAsync(new(0, 10), null, Token));
    }

    [Theory]
    [InlineData("ftp://example.com/a.tif")]
    [InlineData("file:///etc/passwd")]
    public void Only_http_will_do(string uri) => Assert.Throws<ArgumentException>(() => new HttpRangeSource(new(uri)));

    private static HttpRangeSource Source(FaultyHttpServer server) => new(server.Uri, options: s_impatient);

    /// <summary>Refuses every condition, the first ones once all of them have come; without one, sends the object as it now is.</summary>
    private sealed class RefusingHandler(int together, string tag) : HttpMessageHandler
    {
        private readonly TaskCompletionSource _allCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _conditional;
        private int _plain;

        public int Conditional => _conditional;

        public int Plain => _plain;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.IfMatch.Count > 0)
            {
                if (Interlocked.Increment(ref _conditional) == together)
                {
                    _allCame.SetResult();
                }

                await _allCame.Task.WaitAsync(cancellationToken);
                return new(HttpStatusCode.PreconditionFailed);
            }

            Interlocked.Increment(ref _plain);
            RangeItemHeaderValue range = request.Headers.Range!.Ranges.Single();
            (int from, int to) = ((int)range.From!.Value, (int)range.To!.Value);
            var response = new HttpResponseMessage(HttpStatusCode.PartialContent)
            {
                Content = new ByteArrayContent(s_object[from..(to + 1)]),
            };
            response.Content.Headers.ContentRange = new(from, to, s_object.Length);
            response.Headers.ETag = EntityTagHeaderValue.Parse(tag);
            return response;
        }
    }
}
