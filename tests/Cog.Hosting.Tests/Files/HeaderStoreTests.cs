using Cog.Header;
using Cog.Hosting.Files;
using Cog.Hosting.Settings;
using Cog.Hosting.Telemetry;
using Cog.Testing;
using Cog.Testing.Web.Aws;
using Cog.Testing.Web.Hosting;

namespace Cog.Hosting.Tests.Files;

public class HeaderStoreTests
{
    private static readonly byte[] s_file = File.ReadAllBytes(TestData.PathOf("functions/sevens-3857.tif"));

    private static readonly HeaderKey s_key = new(new("memory://test/file.tif"), RequesterPays: false);

    private readonly StoppedClock _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HeaderStore Store(CogOptions? options = null, IHeaderCache? table = null) =>
        new(table, options ?? new(), CogReaderOptions.Default, _time);

    [Fact]
    public async Task The_second_request_finds_the_header_in_memory()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store();

        RequestLog first = new(),
            second = new();
        OpenHeader a = await store.OpenAsync(source.At(s_key), first, Cancellation);
        OpenHeader b = await store.OpenAsync(source.At(s_key), second, Cancellation);

        Assert.Same(a, b);
        Assert.Equal(1, source.Reads);
        Assert.Equal(("file", 1), (first.HeaderFrom, first.Reads.Count));
        Assert.Equal(("memory", 0), (second.HeaderFrom, second.Reads.Count));
    }

    [Fact]
    public async Task Several_headers_cost_one_question_and_those_in_memory_none()
    {
        var table = new FakeHeaderCache();
        var source = new GatedSource(s_file);
        HeaderKey[] keys = [.. Enumerable.Range(0, 4).Select(i => new HeaderKey(new($"memory://test/{i}.tif"), RequesterPays: false))];
        HeaderStore other = Store(table: table);
        foreach (HeaderKey key in keys[..3])
        {
            await other.OpenAsync(source.At(key), new(), Cancellation);
        }

        HeaderStore store = Store(table: table);
        await store.OpenAsync(source.At(keys[0]), new(), Cancellation);
        table.Calls.Clear();
        int reads = source.Reads;
        TableAnswers told = await store.AskTableAsync(keys, Cancellation);
        RequestLog[] logs = [.. keys.Select(_ => new RequestLog())];
        for (int i = 0; i < keys.Length; i++)
        {
            await store.OpenAsync(source.At(keys[i]), logs[i], Cancellation, told);
        }

        Assert.Equal(["memory", "table", "table", "file"], logs.Select(log => log.HeaderFrom));
        Assert.Equal(["get 3", "put"], table.Calls);
        Assert.Equal(reads + 1, source.Reads);
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_read()
    {
        var gate = new TaskCompletionSource();
        var source = new GatedSource(s_file) { Gate = gate.Task };
        HeaderStore store = Store();

        // Each waits for the header when its call has returned.
        Task<OpenHeader>[] opening = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run<Task<OpenHeader>>(() => store.OpenAsync(source.At(s_key), new(), Cancellation)))
        );
        gate.SetResult();
        OpenHeader[] readers = await Task.WhenAll(opening);

        Assert.Equal(1, source.Reads);
        Assert.Single(readers.Distinct());
    }

    [Fact]
    public async Task A_failure_reaches_all_who_wait_and_is_forgotten()
    {
        var gate = new TaskCompletionSource();
        var source = new GatedSource(s_file) { Gate = gate.Task, Failure = new SourceUnavailableException("down") };
        HeaderStore store = Store();

        Task<OpenHeader>[] opening = [.. Enumerable.Range(0, 5).Select(_ => store.OpenAsync(source.At(s_key), new(), Cancellation))];
        gate.SetResult();
        foreach (Task<OpenHeader> task in opening)
        {
            await Assert.ThrowsAsync<SourceUnavailableException>(() => task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        }

        source.Failure = null;
        Assert.NotNull(await store.OpenAsync(source.At(s_key), new(), Cancellation));
    }

    [Fact]
    public async Task A_caller_who_leaves_takes_nobody_along()
    {
        var gate = new TaskCompletionSource();
        var source = new GatedSource(s_file) { Gate = gate.Task };
        HeaderStore store = Store();

        using var leaving = new CancellationTokenSource();
        Task<OpenHeader> first = store.OpenAsync(source.At(s_key), new(), leaving.Token),
            second = store.OpenAsync(source.At(s_key), new(), Cancellation);
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
        HeaderStore store = Store();

        await store.OpenAsync(source.At(s_key), new(), Cancellation);
        await store.OpenAsync(source.At(s_key), new(), Cancellation);

        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task A_header_that_is_too_old_is_confirmed_by_one_read()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store(new() { HeaderRevalidate = TimeSpan.FromSeconds(60) });
        OpenHeader header = await store.OpenAsync(source.At(s_key), new(), Cancellation);

        _time.Now += TimeSpan.FromSeconds(60);
        await store.ConfirmAsync(header, source, null, Cancellation);
        Assert.Equal(1, source.Reads);

        _time.Now += TimeSpan.FromSeconds(1);
        await store.ConfirmAsync(header, source, null, Cancellation);
        await store.ConfirmAsync(header, source, null, Cancellation);
        Assert.Equal((2, "\"v1\""), (source.Reads, source.LastIfMatch));
    }

    [Fact]
    public async Task A_read_that_expects_the_version_makes_the_header_younger()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store();
        OpenHeader header = await store.OpenAsync(source.At(s_key), new(), Cancellation);
        _time.Now += TimeSpan.FromHours(1);

        await store.Watch(header, source).ReadAsync(new(0, 1), null, Cancellation);
        Assert.NotEqual(_time.Now, header.AsOf);
        await store.Watch(header, source).ReadAsync(new(0, 1), "\"v1\"", Cancellation);
        Assert.Equal(_time.Now, header.AsOf);
    }

    [Fact]
    public async Task The_table_serves_what_memory_has_not_and_takes_what_it_has_not()
    {
        var source = new GatedSource(s_file);
        var table = new FakeHeaderCache();
        RequestLog first = new(),
            second = new(),
            third = new();

        OpenHeader read = await Store(table: table).OpenAsync(source.At(s_key), first, Cancellation);
        await read.Storing;
        DateTimeOffset readAt = _time.Now;
        _time.Now += TimeSpan.FromMinutes(10);
        HeaderStore another = Store(table: table);
        OpenHeader shared = await another.OpenAsync(source.At(s_key), second, Cancellation);
        await another.OpenAsync(source.At(s_key), third, Cancellation);

        Assert.Equal(("file", "table", "memory"), (first.HeaderFrom, second.HeaderFrom, third.HeaderFrom));
        Assert.Equal((1, readAt), (source.Reads, shared.AsOf));
        Assert.Equal(["get", "put", "get"], table.Calls);
        Assert.Same(read.Reader.Header, shared.Reader.Header);
    }

    [Fact]
    public async Task Who_pays_is_part_of_the_key()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store(table: new FakeHeaderCache());

        await store.OpenAsync(source.At(s_key with { RequesterPays = true }), new(), Cancellation);
        await store.OpenAsync(source.At(s_key), new(), Cancellation);

        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task A_header_without_a_version_is_not_in_the_table_either()
    {
        var table = new FakeHeaderCache();
        await Store(table: table).OpenAsync(new GatedSource(s_file, etag: null).At(s_key), new(), Cancellation);

        Assert.Empty(table.Items);
    }

    [Fact]
    public async Task Only_the_header_that_was_found_outdated_is_dropped()
    {
        var source = new GatedSource(s_file);
        HeaderStore store = Store();
        OpenHeader old = await store.OpenAsync(source.At(s_key), new(), Cancellation);

        await store.DropAsync(s_key, old, Cancellation);
        OpenHeader current = await store.OpenAsync(source.At(s_key), new(), Cancellation);
        Assert.NotSame(old, current);

        await store.DropAsync(s_key, old, Cancellation);
        Assert.Same(current, await store.OpenAsync(source.At(s_key), new(), Cancellation));
        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public async Task What_is_dropped_leaves_the_table_too()
    {
        var table = new FakeHeaderCache();
        var source = new GatedSource(s_file);
        HeaderStore store = Store(table: table);

        await store.DropAsync(s_key, await store.OpenAsync(source.At(s_key), new(), Cancellation), Cancellation);

        Assert.Empty(table.Items);
        Assert.Equal(["get", "put", "remove"], table.Calls);
    }

    [Fact]
    public async Task Memory_is_bounded_by_bytes_and_the_least_recently_used_goes_first()
    {
        var source = new GatedSource(s_file);
        HeaderStore measured = Store();
        await measured.OpenAsync(source.At(s_key), new(), Cancellation);
        long one = measured.ByteCount;
        Assert.InRange(one, s_file.Length + 1024, 16_384); // The first read brought all of the file, and stays.

        HeaderStore store = Store(new() { HeaderCacheBytes = (2 * one) + (one / 2) });
        HeaderKey[] keys = [.. Enumerable.Range(0, 3).Select(i => new HeaderKey(new($"memory://test/{i}.tif"), false))];
        await store.OpenAsync(source.At(keys[0]), new(), Cancellation);
        await store.OpenAsync(source.At(keys[1]), new(), Cancellation);
        await store.OpenAsync(source.At(keys[0]), new(), Cancellation);
        await store.OpenAsync(source.At(keys[2]), new(), Cancellation);

        Assert.Equal(2 * one, store.ByteCount);
        int before = source.Reads;
        await store.OpenAsync(source.At(keys[0]), new(), Cancellation);
        await store.OpenAsync(source.At(keys[2]), new(), Cancellation);
        Assert.Equal(before, source.Reads);
        await store.OpenAsync(source.At(keys[1]), new(), Cancellation);
        Assert.Equal(before + 1, source.Reads);
    }

    [Fact]
    public async Task No_memory_but_one_read_for_those_who_ask_at_once()
    {
        var gate = new TaskCompletionSource();
        var source = new GatedSource(s_file) { Gate = gate.Task };
        HeaderStore none = Store(new() { EnableHeaderCache = false });

        Task<OpenHeader>[] opening = [.. Enumerable.Range(0, 5).Select(_ => none.OpenAsync(source.At(s_key), new(), Cancellation))];
        gate.SetResult();
        await Task.WhenAll(opening);

        Assert.Equal((1, 0L), (source.Reads, none.ByteCount));
    }

    [Fact]
    public async Task The_source_of_the_header_is_closed_and_memory_is_bounded()
    {
        var source = new GatedSource(s_file);
        await Store().OpenAsync(source.At(s_key), new(), Cancellation);
        Assert.Equal(1, source.Disposals);

        HeaderStore none = Store(new() { HeaderCacheBytes = 0 });
        await none.OpenAsync(source.At(s_key), new(), Cancellation);
        await none.OpenAsync(source.At(s_key), new(), Cancellation);
        Assert.Equal(3, source.Reads);
    }
}
