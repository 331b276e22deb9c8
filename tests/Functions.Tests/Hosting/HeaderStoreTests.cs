using Cog;
using Cog.Hosting;
using Cog.Testing;

namespace Functions.Tests.Hosting;

public class HeaderStoreTests
{
    private static readonly byte[] s_file = File.ReadAllBytes(TestData.PathOf("functions/sevens-3857.tif"));

    private readonly ManualTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HeaderStore Store(GatedSource source, CogOptions? options = null) => new(_ => source, options ?? new(), CogReaderOptions.Default, _time);

    [Fact]
    public async Task The_second_request_finds_the_header_in_memory()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store(source);

        RequestLog first = new(), second = new();
        CogReader a = await store.OpenAsync(source, first, Cancellation);
        CogReader b = await store.OpenAsync(source, second, Cancellation);

        Assert.Same(a.Header, b.Header);
        Assert.Equal(1, source.Reads);
        Assert.Equal(("file", 1), (first.HeaderFrom, first.Reads.Count));
        Assert.Equal(("memory", 0), (second.HeaderFrom, second.Reads.Count));
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_read()
    {
        var gate = new TaskCompletionSource();
        var source = new GatedSource(s_file) { Gate = gate.Task };
        HeaderStore store = Store(source);

        Task<CogReader>[] opening = [.. Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.OpenAsync(source, new(), Cancellation)))];
        await Task.Delay(50, Cancellation);
        gate.SetResult();
        CogReader[] readers = await Task.WhenAll(opening);

        Assert.Equal(1, source.Reads);
        Assert.Single(readers.Select(r => r.Header).Distinct());
    }

    [Fact]
    public async Task A_failure_reaches_all_who_wait_and_is_forgotten()
    {
        var gate = new TaskCompletionSource();
        var source = new GatedSource(s_file) { Gate = gate.Task, Failure = new SourceUnavailableException("down") };
        HeaderStore store = Store(source);

        Task<CogReader>[] opening = [.. Enumerable.Range(0, 5).Select(_ => store.OpenAsync(source, new(), Cancellation))];
        gate.SetResult();
        foreach (Task<CogReader> task in opening)
        {
            await Assert.ThrowsAsync<SourceUnavailableException>(() => task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        }

        source.Failure = null;
        Assert.NotNull(await store.OpenAsync(source, new(), Cancellation));
    }

    [Fact]
    public async Task A_caller_who_leaves_takes_nobody_along()
    {
        var gate = new TaskCompletionSource();
        var source = new GatedSource(s_file) { Gate = gate.Task };
        HeaderStore store = Store(source);

        using var leaving = new CancellationTokenSource();
        Task<CogReader> first = store.OpenAsync(source, new(), leaving.Token), second = store.OpenAsync(source, new(), Cancellation);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.NotNull(await second);
        Assert.Equal(1, source.Reads);
    }

    [Fact]
    public async Task A_header_without_a_version_is_not_kept()
    {
        var source = new GatedSource(s_file, etag: null);
        HeaderStore store = Store(source);

        await store.OpenAsync(source, new(), Cancellation);
        await store.OpenAsync(source, new(), Cancellation);

        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task A_header_that_is_too_old_is_read_anew()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store(source, new() { HeaderMaxAge = TimeSpan.FromSeconds(60) });

        await store.OpenAsync(source, new(), Cancellation);
        _time.Advance(TimeSpan.FromSeconds(59));
        await store.OpenAsync(source, new(), Cancellation);
        Assert.Equal(1, source.Reads);

        _time.Advance(TimeSpan.FromSeconds(2));
        await store.OpenAsync(source, new(), Cancellation);
        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task Only_the_header_that_was_found_outdated_is_dropped()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store(source);
        CogReader old = await store.OpenAsync(source, new(), Cancellation);

        store.Drop(source, old.Header);
        CogReader current = await store.OpenAsync(source, new(), Cancellation);
        Assert.NotSame(old.Header, current.Header);

        store.Drop(source, old.Header);
        Assert.Same(current.Header, (await store.OpenAsync(source, new(), Cancellation)).Header);
        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task The_source_of_the_header_is_closed_and_memory_is_bounded()
    {
        var source = new GatedSource(s_file);
        await Store(source).OpenAsync(source, new(), Cancellation);
        Assert.Equal(1, source.Disposals);

        HeaderStore none = Store(source, new() { HeaderCacheSize = 0 });
        await none.OpenAsync(source, new(), Cancellation);
        await none.OpenAsync(source, new(), Cancellation);
        Assert.Equal(3, source.Reads);
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
