using System.Text;
using System.Text.Json;
using Cog.Hosting.Http;
using Cog.Hosting.Lambda;
using Cog.Testing;
using Cog.Testing.Web.Hosting;
using Cog.Testing.Web.Lambda;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Hosting.Tests.Lambda;

/// <summary>The host alone, with a pipeline of the test's own, in this process.</summary>
public class LambdaServerTests
{
    [Fact]
    public async Task Binary_arrives_byte_for_byte_and_text_as_text()
    {
        byte[] every = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        await using Host host = await Host.StartAsync(context =>
        {
            bool binary = context.Request.Path == "/binary";
            context.Response.ContentType = binary ? "image/webp" : "application/geo+json";
            context.Response.Headers.Append("Set-Cookie", "a=1");
            context.Response.Headers.Append("Set-Cookie", "b=2");
            return context.Response.Body.WriteAsync(binary ? every : Encoding.UTF8.GetBytes("{\"é\":\"\\u0000\"}")).AsTask();
        });

        LambdaAnswer binary = await host.Runtime.InvokeAsync(Get("/binary"));
        LambdaAnswer text = await host.Runtime.InvokeAsync(Get("/text"));

        Assert.Equal(every, binary.Http().Content);
        Assert.Equal("{\"é\":\"\\u0000\"}", text.Http().Text);
        Assert.Equal("image/webp", binary.Http().Headers["Content-Type"]);
        using JsonDocument json = JsonDocument.Parse(text.Body);
        Assert.False(json.RootElement.GetProperty("isBase64Encoded").GetBoolean());
        Assert.Equal(["a=1", "b=2"], json.RootElement.GetProperty("cookies").EnumerateArray().Select(c => c.GetString()));
        Assert.Contains("\"Content-Type\"", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_request_between_two_good_ones_harms_neither()
    {
        await using Host host = await Host.StartAsync(context =>
            context.Request.Path == "/bad" ? throw new InvalidOperationException("secret") : context.Response.WriteAsync("good")
        );

        Assert.Equal("good", (await host.Runtime.InvokeAsync(Get("/a"))).Http().Text);
        HttpAnswer bad = (await host.Runtime.InvokeAsync(Get("/bad"))).Http();
        Assert.Equal("good", (await host.Runtime.InvokeAsync(Get("/b"))).Http().Text);

        Assert.Equal(500, bad.Status);
        Assert.DoesNotContain("secret", bad.Text, StringComparison.Ordinal);
        Assert.Empty(host.Runtime.Refused);
    }

    [Fact]
    public async Task An_application_that_is_stopped_at_the_deadline_has_a_moment_for_its_last_words()
    {
        var lastWords = new TaskCompletionSource<int?>();
        await using Host host = await Host.StartAsync(async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lastWords.SetResult(context.Features.Get<ReportedStatus>()?.Status);
        });

        LambdaAnswer answer = await host.Runtime.InvokeAsync(Get("/"), TimeSpan.FromMilliseconds(600));

        Assert.Equal(504, answer.Http().Status);
        Assert.True(lastWords.Task.IsCompleted);
        Assert.Equal(504, await lastWords.Task);
    }

    [Fact]
    public async Task The_caller_gets_504_before_the_deadline_even_when_the_application_does_not_listen()
    {
        using var release = new ManualResetEventSlim();
        await using Host host = await Host.StartAsync(async context =>
        {
            if (context.Request.Path == "/polite")
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            else if (context.Request.Path == "/stubborn")
            {
                release.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
            }

            await context.Response.WriteAsync("late");
        });

        HttpAnswer polite = (await host.Runtime.InvokeAsync(Get("/polite"), TimeSpan.FromSeconds(1))).Http();
        HttpAnswer stubborn = (await host.Runtime.InvokeAsync(Get("/stubborn"), TimeSpan.FromSeconds(1))).Http();
        HttpAnswer after = (await host.Runtime.InvokeAsync(Get("/fine"))).Http();
        release.Set();

        Assert.Equal(504, polite.Status);
        Assert.Equal(504, stubborn.Status);
        Assert.Equal("late", after.Text);
        Assert.Empty(host.Runtime.Refused);
    }

    [Fact]
    public async Task An_answer_too_large_becomes_a_413_that_says_what_fits()
    {
        await using Host host = await Host.StartAsync(context =>
        {
            context.Response.ContentType = "image/png";
            return context.Response.Body.WriteAsync(new byte[int.Parse(context.Request.Path.Value![1..])]).AsTask();
        });

        HttpAnswer tooLarge = (await host.Runtime.InvokeAsync(Get("/5000000"))).Http();
        string words = JsonDocument.Parse(tooLarge.Text).RootElement.GetProperty("detail").GetString()!;
        int largest = int.Parse(System.Text.RegularExpressions.Regex.Match(words, "here is (\\d+)").Groups[1].Value);
        HttpAnswer fits = (await host.Runtime.InvokeAsync(Get($"/{largest}"))).Http();
        HttpAnswer doesNot = (await host.Runtime.InvokeAsync(Get($"/{largest + 3}"))).Http();

        Assert.Equal(413, tooLarge.Status);
        Assert.Equal(200, fits.Status);
        Assert.Equal(largest, fits.Content.Length);
        Assert.Equal(413, doesNot.Status);
    }

    [Fact]
    public async Task Streams_to_fronts_that_stream_and_only_to_those()
    {
        byte[] large = new byte[8 << 20];
        new Random(1).NextBytes(large);
        await using Host host = await Host.StartAsync(
            context =>
            {
                context.Response.ContentType = "image/tiff";
                return context.Response.Body.WriteAsync(large).AsTask();
            },
            streams: true
        );

        HttpAnswer url = (await host.Runtime.InvokeAsync(Event("tile-function-url"))).Streamed();
        HttpAnswer api = (await host.Runtime.InvokeAsync(Event("tile-http-api"))).Http();

        Assert.Equal(200, url.Status);
        Assert.Equal("image/tiff", url.Headers["Content-Type"]);
        Assert.Equal(large, url.Content);
        Assert.Equal(413, api.Status);
    }

    [Fact]
    public async Task Events_without_deadline_or_trace_id_and_unknown_events_are_answered()
    {
        await using Host host = await Host.StartAsync(context => context.Response.WriteAsync("fine"));

        LambdaAnswer bare = await host.Runtime.InvokeAsync(Get("/"), bare: true);
        LambdaAnswer unknown = await host.Runtime.InvokeAsync("{\"source\":\"aws.events\"}");
        LambdaAnswer broken = await host.Runtime.InvokeAsync("{");
        LambdaAnswer after = await host.Runtime.InvokeAsync(Get("/"));

        Assert.Equal("fine", bare.Http().Text);
        Assert.True(unknown.IsError);
        Assert.Equal("UnknownEvent", unknown.Headers["Lambda-Runtime-Function-Error-Type"]);
        Assert.Equal("application/vnd.aws.lambda.error+json", broken.Headers["Content-Type"]);
        Assert.Equal("fine", after.Http().Text);
    }

    [Fact]
    public async Task A_client_that_hangs_up_costs_its_own_answer_only()
    {
        await using Host host = await Host.StartAsync(context => context.Response.WriteAsync("fine"));

        await host.Runtime.InvokeAsync(Get("/"), hangUp: true);

        Assert.Equal("fine", (await host.Runtime.InvokeAsync(Get("/"))).Http().Text);
    }

    [Fact]
    public async Task Runs_as_many_loops_as_there_may_be_invocations_at_once()
    {
        using var together = new Barrier(4);
        await using Host host = await Host.StartAsync(
            context =>
            {
                Assert.True(together.SignalAndWait(TimeSpan.FromSeconds(20)), "Four requests never ran at once.");
                return context.Response.WriteAsync("fine");
            },
            concurrency: 4
        );

        LambdaAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.Runtime.InvokeAsync(Get("/"))));

        Assert.All(answers, a => Assert.Equal("fine", a.Http().Text));
    }

    [Fact]
    public async Task A_server_that_is_stopped_answers_what_it_has_taken_and_takes_no_more()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Host host = await Host.StartAsync(async context =>
        {
            taken.SetResult();
            await goesOn.Task;
            await context.Response.WriteAsync("answered");
        });
        await using RuntimeApiServer runtime = host.Runtime;
        Task<LambdaAnswer> answer = runtime.InvokeAsync(Get("/"));
        await taken.Task;

        Task stopped = host.StopAsync();
        Task<LambdaAnswer> late = runtime.InvokeAsync(Get("/"));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(stopped.IsCompleted);
        goesOn.SetResult();
        await stopped;

        Assert.Equal("answered", (await answer).Http().Text);
        Assert.False(late.IsCompleted);
    }

    [Fact]
    public async Task A_failed_s3_event_fails_the_invocation()
    {
        int calls = 0;
        await using Host host = await Host.StartAsync(
            context => Task.CompletedTask,
            s3: (_, s3, _) =>
                ++calls == 1 ? throw new TimeoutException("S3 is slow") : Task.FromResult(Encoding.UTF8.GetBytes($"[{s3.Records.Count}]"))
        );

        LambdaAnswer first = await host.Runtime.InvokeAsync(Event("validate-s3-many"));
        LambdaAnswer second = await host.Runtime.InvokeAsync(Event("validate-s3-many"));

        Assert.True(first.IsError);
        Assert.Contains("S3 is slow", first.Text, StringComparison.Ordinal);
        Assert.Equal("[4]", second.Text);
    }

    [Fact]
    public async Task A_notification_of_uploads_goes_through_the_runtime_api()
    {
        var uploads = new UploadBucket();
        uploads.Objects["summer survey/island dem (2026).tif"] = UploadBucket.Cog;
        uploads.Objects["notes.txt"] = "Notes."u8.ToArray();
        uploads.Objects["island-rgb.tif"] = UploadBucket.Striped;
        await using Host host = await Host.StartAsync(
            context => Task.CompletedTask,
            (_, s3, token) => uploads.Handler(uploads.Services, s3, token)
        );

        LambdaAnswer done = await host.Runtime.InvokeAsync(Event("validate-s3-many"));
        uploads.Failures["island-rgb.tif"] = new Cog.SourceUnavailableException("503 SlowDown");
        LambdaAnswer failed = await host.Runtime.InvokeAsync(Event("validate-s3-many"));

        Assert.False(done.IsError, done.Text);
        using JsonDocument report = JsonDocument.Parse(done.Body);
        Assert.Equal(
            ["valid", "not-a-tiff", "invalid", "skipped"],
            report.RootElement.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetString())
        );
        Assert.True(failed.IsError);
        Assert.Equal("UploadException", failed.Headers["Lambda-Runtime-Function-Error-Type"]);
        // One for each record of each event; and the report of the one that was judged, beside the failure.
        Assert.Equal(9, uploads.Lines.Length);
    }

    private static string Event(string name) => File.ReadAllText(Path.Combine(TestData.Root, "events", name + ".json"));

    private static string Get(string path) =>
        $$$"""{"version":"2.0","rawPath":"{{{path}}}","rawQueryString":"","headers":{},"requestContext":{"http":{"method":"GET"},"stage":"$default"},"isBase64Encoded":false}""";

    private sealed class Host(RuntimeApiServer runtime, Task loops, CancellationTokenSource stop) : IAsyncDisposable
    {
        public RuntimeApiServer Runtime => runtime;

        public static async Task<Host> StartAsync(
            RequestDelegate handle,
            S3EventHandler? s3 = null,
            bool streams = false,
            int concurrency = 1
        )
        {
            RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
            var stop = new CancellationTokenSource();
            var settings = new LambdaSettings(runtime.Endpoint, concurrency, null, streams, "test", TimeSpan.FromMilliseconds(400));
            var server = new LambdaServer(new ServiceCollection().BuildServiceProvider(), handle, s3, settings);
            return new(runtime, server.RunAsync(stop.Token), stop);
        }

        public async Task StopAsync()
        {
            await stop.CancelAsync();
            await loops;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await loops.ContinueWith(_ => { }, TaskScheduler.Default);
            await runtime.DisposeAsync();
            stop.Dispose();
        }
    }
}
