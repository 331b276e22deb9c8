using System.Text.Json;
using Cog.Api.Uploads;
using Cog.Aws;
using Cog.Header;
using Cog.Hosting.Files;
using Cog.Hosting.Lambda;
using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;
using Cog.Sources;
using Cog.Testing.Web;
using Cog.Testing.Web.Hosting;
using Microsoft.Extensions.Logging;

namespace Cog.Api.Tests.Uploads;

public class UploadEventsTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private readonly UploadBucket _uploads = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string? Text(JsonElement result, string name) =>
        result.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static string[] StatusesOf(JsonElement[] results) => [.. results.Select(r => Text(r, "status") ?? "none")];

    [Fact]
    public async Task A_cog_is_reported_on_as_the_endpoint_does()
    {
        _uploads.Objects["folder/a b+c.tif"] = UploadBucket.Cog;

        JsonElement result = Assert.Single(await _uploads.HandleAsync(UploadBucket.Created("folder/a b+c.tif", "0A", "v1")));
        JsonElement byHttp = await functions.GetJsonAsync("/cog/validate", FunctionsFixture.Rgb);

        Assert.Equal(
            ("bucket", "folder/a b+c.tif", "v1", "0A", "ObjectCreated:Put", "valid"),
            (
                Text(result, "bucket"),
                Text(result, "key"),
                Text(result, "versionId"),
                Text(result, "sequencer"),
                Text(result, "event"),
                Text(result, "status")
            )
        );
        JsonElement report = result.GetProperty("report");
        Assert.Equal("s3://bucket/folder/a b+c.tif?versionId=v1", report.GetProperty("Path").GetString());
        Assert.Equal(
            byHttp.EnumerateObject().Where(p => p.Name != "Path").Select(p => p.ToString()),
            report.EnumerateObject().Where(p => p.Name != "Path").Select(p => p.ToString())
        );
        Assert.Equal("folder/a b+c.tif@v1", _uploads.Opened.First());
        Assert.Empty(_uploads.Tags);
    }

    [Fact]
    public async Task Every_kind_of_record_has_its_result_and_its_line()
    {
        _uploads.Objects["valid.tif"] = UploadBucket.Cog;
        _uploads.Objects["striped.tif"] = UploadBucket.Striped;
        _uploads.Objects["unreadable.tif"] = UploadBucket.WithRubbishBlocks(UploadBucket.Cog);
        _uploads.Objects["notes.txt"] = "Not a TIFF."u8.ToArray();
        _uploads.Objects["empty/"] = [];
        _uploads.Objects["broken.tif"] = [.. UploadBucket.Cog.Take(200)];

        JsonElement[] results = await _uploads.HandleAsync(
            UploadBucket.Created("valid.tif"),
            UploadBucket.Created("striped.tif"),
            UploadBucket.Created("unreadable.tif"),
            UploadBucket.Created("notes.txt"),
            UploadBucket.Created("empty/"),
            UploadBucket.Created("broken.tif"),
            UploadBucket.Created("gone.tif"),
            UploadBucket.Removed("removed.tif"),
            UploadBucket.Created("tagged.tif") with
            {
                EventName = "ObjectTagging:Put",
            }
        );

        // rio-cogeo's verdict is of the layout: blocks of rubbish are in the right place. Whoever uploads a file wants it read.
        Assert.Equal(
            ["valid", "invalid", "invalid", "not-a-tiff", "not-a-tiff", "invalid", "gone", "removed", "skipped"],
            StatusesOf(results)
        );
        Assert.True(results[2].GetProperty("report").GetProperty("COG").GetBoolean());
        Assert.False(results[2].GetProperty("report").GetProperty("readable").GetBoolean());
        Assert.True(results[1].GetProperty("report").GetProperty("readable").GetBoolean());
        Assert.NotNull(Text(results[5], "message"));

        JsonElement[] lines = _uploads.Lines;
        Assert.Equal(9, lines.Length);
        JsonElement striped = Assert.Single(lines, l => Text(l, "key") == "striped.tif");
        Assert.Equal(
            ("info", "invalid", true),
            (Text(striped, "level"), Text(striped, "status"), striped.GetProperty("readable").GetBoolean())
        );
        Assert.Contains("is not tiled", striped.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.True(striped.GetProperty("reads").GetInt32() > 0 && striped.GetProperty("bytes").GetInt64() > 0);
    }

    [Theory]
    [InlineData("0A", "0B", 1)]
    [InlineData("0B", "0A", 0)]
    [InlineData("FF", "0100", 1)]
    [InlineData(null, null, 1)]
    public async Task Of_a_key_only_the_newest_record_is_validated(string? first, string? second, int newest)
    {
        _uploads.Objects["a.tif"] = UploadBucket.Cog;

        string[] statuses = StatusesOf(
            await _uploads.HandleAsync(UploadBucket.Created("a.tif", first), UploadBucket.Created("a.tif", second))
        );

        Assert.Equal("valid", statuses[newest]);
        Assert.Equal("skipped", statuses[1 - newest]);
        Assert.Single(_uploads.Opened, o => o == "a.tif");
    }

    [Fact]
    public async Task A_removal_that_came_later_is_not_followed_by_a_validation()
    {
        _uploads.Objects["a.tif"] = UploadBucket.Cog;

        Assert.Equal(
            ["skipped", "removed"],
            StatusesOf(await _uploads.HandleAsync(UploadBucket.Created("a.tif", "0A"), UploadBucket.Removed("a.tif", "0B")))
        );
        Assert.Empty(_uploads.Opened);
    }

    [Fact]
    public async Task What_is_removed_leaves_the_table_of_headers()
    {
        CogHeader header = await CogHeaderReader.ReadAsync(
            new MemoryRangeSource(UploadBucket.Cog, etag: "\"1\""),
            CogReaderOptions.Default,
            Cancellation
        );
        foreach (string address in (string[])["s3://bucket/a%20b.tif", "s3://bucket/a%20b.tif?versionId=v1", "s3://bucket/other.tif"])
        {
            _uploads.Headers.Items[new(new(address), false)] = new(header, DateTimeOffset.UtcNow);
            _uploads.Headers.Items[new(new(address), true)] = new(header, DateTimeOffset.UtcNow);
        }

        await _uploads.HandleAsync(UploadBucket.Removed("a b.tif", version: "v1"));

        Assert.Equal(2, _uploads.Headers.Items.Count);
        Assert.All(_uploads.Headers.Items.Keys, k => Assert.Equal("s3://bucket/other.tif", k.Object.AbsoluteUri));
    }

    [Fact]
    public async Task What_is_uploaded_is_in_the_table_of_headers_before_anyone_asks_for_it()
    {
        _uploads.Objects["folder/a b+c.tif"] = UploadBucket.Cog;
        _uploads.Objects["striped.tif"] = UploadBucket.Striped;
        _uploads.Objects["notes.txt"] = "Not a TIFF."u8.ToArray();
        _uploads.Objects["broken.tif"] = [.. UploadBucket.Cog.Take(200)];

        JsonElement[] results = await _uploads.HandleAsync(
            UploadBucket.Created("folder/a b+c.tif"),
            UploadBucket.Created("striped.tif"),
            UploadBucket.Created("notes.txt"),
            UploadBucket.Created("broken.tif")
        );

        Assert.Equal(["stored", "stored", "not-readable", "not-readable"], results.Select(r => Text(r, "prewarmed")));
        Assert.Equal(2, _uploads.Headers.Items.Count);
        Assert.Equal(2, _uploads.Lines.Count(l => Text(l, "prewarmed") == "stored"));

        // By the address that a map asks for.
        using var sources = new SourceResolver(new() { AllowedSources = ["*"] });
        FileLocation location = sources.Locate("s3://bucket/folder/a b+c.tif");
        var log = new RequestLog();
        var store = new HeaderStore(_uploads.Headers, new(), CogReaderOptions.Default, _uploads.Time);
        OpenHeader header = await store.OpenAsync(location, log, Cancellation);
        Assert.Equal(("table", 0, _uploads.Time.Now), (log.HeaderFrom, log.Reads.Count, header.AsOf));
        Assert.Equal(300, header.Reader.Header.Image.Width);
    }

    [Theory]
    [InlineData(-1, true)] // The record's version came later than what the table has.
    [InlineData(1, false)] // It came before: somebody has read a later version since.
    public async Task A_version_takes_the_place_of_earlier_ones_only(int minutes, bool isTaken)
    {
        _uploads.Objects["a.tif"] = UploadBucket.Cog;
        DateTimeOffset written = _uploads.Time.Now - TimeSpan.FromMinutes(30);
        CogHeader other = await CogHeaderReader.ReadAsync(
            new MemoryRangeSource(UploadBucket.Cog, etag: "\"other\""),
            CogReaderOptions.Default,
            Cancellation
        );
        var key = new HeaderKey(new("s3://bucket/a.tif"), RequesterPays: false);
        _uploads.Headers.Items[key] = new(other, written.AddMinutes(minutes));

        await _uploads.HandleAsync(UploadBucket.Created("a.tif", version: "v1") with { EventTime = written });

        CachedHeader found = Assert.Single(_uploads.Headers.Items).Value;
        Assert.Equal((isTaken, isTaken ? written : written.AddMinutes(minutes)), (found.Header.ETag != "\"other\"", found.ReadAt));
    }

    [Fact]
    public async Task A_version_of_unknown_time_and_one_from_the_future_claim_nothing()
    {
        _uploads.Objects["a.tif"] = UploadBucket.Cog;
        _uploads.Objects["b.tif"] = UploadBucket.Cog;

        await _uploads.HandleAsync(
            UploadBucket.Created("a.tif", version: "v1"),
            UploadBucket.Created("b.tif", version: "v1") with
            {
                EventTime = _uploads.Time.Now.AddMinutes(1),
            }
        );

        (HeaderKey key, CachedHeader header) = Assert.Single(_uploads.Headers.Items);
        Assert.Equal(("s3://bucket/b.tif", _uploads.Time.Now), (key.ToString(), header.ReadAt));
    }

    [Fact]
    public async Task Where_the_deployment_pays_its_own_key_is_prewarmed()
    {
        _uploads.Options = new()
        {
            Aws = new() { Buckets = new Dictionary<string, BucketPolicy> { ["bucket"] = new() { RequesterPays = true } } },
        };
        _uploads.Objects["a.tif"] = UploadBucket.Cog;

        await _uploads.HandleAsync(UploadBucket.Created("a.tif"));

        Assert.Equal("s3://bucket/a.tif requester", Assert.Single(_uploads.Headers.Items).Key.ToString());
    }

    [Theory]
    [InlineData(LogLevel.Information, 3)] // The report of the one that is done, too: no destination gets it.
    [InlineData(LogLevel.Error, 1)]
    public async Task Lines_below_the_level_are_left_out(LogLevel level, int lines)
    {
        _uploads.Options = new() { LogLevel = level };
        _uploads.Objects["a.tif"] = UploadBucket.Cog;
        _uploads.Failures["mine.tif"] = new SourceAccessDeniedException("403 AccessDenied");

        await Assert.ThrowsAsync<UploadException>(() =>
            _uploads.HandleAsync(UploadBucket.Created("a.tif"), UploadBucket.Created("mine.tif"))
        );

        Assert.Equal(lines, _uploads.Lines.Length);
    }

    [Fact]
    public async Task A_record_has_one_budget_of_bytes()
    {
        _uploads.Options = new() { Reader = new() { Limits = CogLimits.Default with { MaxBytesPerRequest = 17_000 } } };
        _uploads.Objects["a.tif"] = UploadBucket.Cog;

        JsonElement result = Assert.Single(await _uploads.HandleAsync(UploadBucket.Created("a.tif")));

        Assert.Equal("partial", Text(result, "status"));
        JsonElement looked = result.GetProperty("report").GetProperty("looked_at").GetProperty("decoded");
        Assert.Contains("MaxBytesPerRequest", looked.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_may_pass_fails_the_invocation_after_all_others_are_done()
    {
        Exception[] failures =
        [
            new SourceTimeoutException("too slow"),
            new SourceUnavailableException("503 SlowDown"),
            new SourceChangedException("changed twice"),
            new InvalidOperationException("a bug"),
        ];
        for (int i = 0; i < failures.Length; i++)
        {
            _uploads.Failures[$"{i}.tif"] = failures[i];
        }

        _uploads.Objects["good.tif"] = UploadBucket.Cog;
        var error = await Assert.ThrowsAsync<UploadException>(() =>
            _uploads.HandleAsync([
                .. failures.Select((_, i) => UploadBucket.Created($"{i}.tif")),
                UploadBucket.Created("good.tif"),
                UploadBucket.Created("gone.tif"),
            ])
        );

        Assert.Contains("4 of 6 records failed", error.Message, StringComparison.Ordinal);
        Assert.Contains("bucket/0.tif: too slow", error.Message, StringComparison.Ordinal);
        Assert.Equal(7, _uploads.Lines.Length);
        JsonElement[] good = [.. _uploads.Lines.Where(l => Text(l, "key") == "good.tif")];
        Assert.Equal(["valid", "valid"], StatusesOf(good));
        Assert.True(Assert.Single(good, l => l.TryGetProperty("report", out _)).GetProperty("report").GetProperty("COG").GetBoolean());
        JsonElement[] handedOn = [.. JsonDocument.Parse(error.Report).RootElement.GetProperty("results").EnumerateArray()];
        Assert.Equal(["error", "error", "error", "error", "valid", "gone"], StatusesOf(handedOn));
        Assert.True(handedOn[4].GetProperty("report").GetProperty("COG").GetBoolean());
        Assert.Equal(4, _uploads.Lines.Count(l => Text(l, "status") == "error"));
    }

    [Fact]
    public async Task What_is_overwritten_while_it_is_read_is_judged_anew()
    {
        int reads = 0;
        _uploads.Objects["a.tif"] = UploadBucket.Cog;
        _uploads.Gate = key =>
        {
            if (key == "a.tif")
            {
                _uploads.Failures.TryRemove(key, out _);
                if (Interlocked.Increment(ref reads) == 1)
                {
                    _uploads.Failures[key] = new SourceChangedException("changed");
                }
            }

            return Task.CompletedTask;
        };

        Assert.Equal(["valid"], StatusesOf(await _uploads.HandleAsync(UploadBucket.Created("a.tif"))));
        Assert.Equal(2, _uploads.Opened.Count(o => o == "a.tif"));
    }

    [Fact]
    public async Task No_more_than_four_are_read_at_once()
    {
        int now = 0,
            most = 0;
        var four = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _uploads.Gate = async key =>
        {
            int running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            if (running == 4)
            {
                four.TrySetResult();
            }

            // A fifth would have many turns to come in; without one, nothing here can fail.
            await four.Task.WaitAsync(TimeSpan.FromSeconds(60));
            for (int turn = 0; turn < 1000; turn++)
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref now);
        };

        await _uploads.HandleAsync([.. Enumerable.Range(0, 12).Select(i => UploadBucket.Created($"{i}.tif"))]);

        Assert.Equal(4, most);
    }

    [Fact]
    public async Task When_time_is_up_those_that_are_done_are_done()
    {
        using var deadline = new CancellationTokenSource();
        _uploads.Objects["fast.tif"] = UploadBucket.Cog;
        _uploads.Gate = key =>
            key == "slow.tif"
                ? deadline.CancelAsync().ContinueWith(_ => Task.Delay(Timeout.Infinite), TaskScheduler.Default).Unwrap()
                : Task.CompletedTask;
        S3Record[] records = [UploadBucket.Created("fast.tif"), UploadBucket.Created("slow.tif")];

        // One after the other: the second ends the time only when the first is done.
        _uploads.Gate = WaitForFast(_uploads.Gate);
        await Assert.ThrowsAsync<UploadException>(() => _uploads.Handler(_uploads.Services, new(records), deadline.Token));

        Assert.Equal(
            ["valid"],
            _uploads.Lines.Where(l => Text(l, "key") == "fast.tif" && !l.TryGetProperty("report", out _)).Select(l => Text(l, "status"))
        );
        Assert.Equal("There was no time left for it.", Text(Assert.Single(_uploads.Lines, l => Text(l, "key") == "slow.tif"), "message"));
    }

    [Fact]
    public async Task Tags_say_the_verdict_in_the_characters_that_S3_takes()
    {
        _uploads.Options = new() { TagObjects = true };
        _uploads.Objects["valid.tif"] = UploadBucket.Cog;
        _uploads.Objects["striped.tif"] = UploadBucket.Striped;
        _uploads.Objects["notes.txt"] = "Not a TIFF."u8.ToArray();

        JsonElement[] results = await _uploads.HandleAsync(
            UploadBucket.Created("valid.tif"),
            UploadBucket.Created("striped.tif"),
            UploadBucket.Created("notes.txt"),
            UploadBucket.Created("gone.tif")
        );

        Assert.Equal("cog:errors=0 | cog:valid=true", _uploads.Tags["valid.tif"]);
        Assert.StartsWith(
            "cog:errors=3: The file is greater than 512xH or 512xW but is not tiled / The offset of the main IFD should be",
            _uploads.Tags["striped.tif"],
            StringComparison.Ordinal
        );
        Assert.EndsWith(" | cog:valid=false", _uploads.Tags["striped.tif"], StringComparison.Ordinal);
        Assert.Equal(2, _uploads.Tags.Count);
        Assert.Equal(
            [true, true, false, false],
            results.Select(r => r.TryGetProperty("tagged", out JsonElement tagged) && tagged.GetBoolean())
        );
    }

    [Fact]
    public async Task Tags_that_cannot_be_set_leave_the_verdict()
    {
        _uploads.Options = new() { TagObjects = true };
        _uploads.Objects["a.tif"] = UploadBucket.Cog;
        _uploads.Failures["tags of a.tif"] = new SourceAccessDeniedException("403 AccessDenied");

        JsonElement result = Assert.Single(await _uploads.HandleAsync(UploadBucket.Created("a.tif")));

        Assert.Equal(("valid", false), (Text(result, "status"), result.GetProperty("tagged").GetBoolean()));
        Assert.Contains("403 AccessDenied", Text(result, "message"), StringComparison.Ordinal);

        _uploads.Failures["tags of a.tif"] = new SourceUnavailableException("503 SlowDown");
        await Assert.ThrowsAsync<UploadException>(() => _uploads.HandleAsync(UploadBucket.Created("a.tif")));
    }

    [Fact]
    public void A_tag_of_many_errors_fits_into_256_characters()
    {
        IReadOnlyDictionary<string, string> tags = UploadTags.Of(
            "false",
            [.. Enumerable.Range(0, 40).Select(i => $"<Error> ({i}), \u00e9\U0001F600!")]
        );

        Assert.InRange(tags["cog:errors"].Length, 250, 256);
        Assert.Matches("^40: Error 0 / Error 1 /[A-Za-z0-9 +=._:/@-]*$", tags["cog:errors"]);
    }

    [Fact]
    public async Task An_event_without_records_has_no_results() => Assert.Empty(await _uploads.HandleAsync());

    // Holds everything but fast.tif back until that one's line is written.
    private Func<string, Task> WaitForFast(Func<string, Task> gate) =>
        async key =>
        {
            if (key == "slow.tif")
            {
                await _uploads.FirstLine.WaitAsync(TimeSpan.FromSeconds(60));
            }

            await gate(key);
        };

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen) is var found && found == seen ? value : found;
        }
    }
}
