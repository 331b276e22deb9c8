using System.Text;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Hosting.Telemetry;
using Cog.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Hosting.Tests.Http;

/// <summary>The pipeline on a bare service collection: no generic host, no server, as on Lambda.</summary>
public class CogPipelineTests
{
    private static async Task<HttpContext> RunAsync(
        RequestDelegate endpoint,
        string method = "GET",
        CogOptions? options = null,
        Action<HttpContext>? prepare = null,
        params (string Name, string Value)[] headers
    )
    {
        var services = new ServiceCollection();
        services.AddCog(options ?? new());
        var app = new ApplicationBuilder(services.BuildServiceProvider());
        app.UseCog(routes => routes.Get("/x", endpoint));

        var context = new DefaultHttpContext { RequestServices = app.ApplicationServices };
        context.Request.Method = method;
        context.Request.Path = "/x";
        context.Response.Body = new MemoryStream();
        foreach ((string name, string value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        prepare?.Invoke(context);
        await app.Build()(context);
        return context;
    }

    private static string BodyOf(HttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    [Fact]
    public async Task So_many_requests_run_and_wait_and_the_next_is_told_to_come_back()
    {
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int running = 0,
            most = 0;
        RequestDelegate pipeline = Pipeline(
            async context =>
            {
                int now = Interlocked.Increment(ref running);
                most = Math.Max(most, now);
                await goesOn.Task;
                Interlocked.Decrement(ref running);
                await new BufferedResponse(new byte[1], "image/png").SendAsync(context);
            },
            new() { RequestsAtOnce = 2, RequestsWaiting = 3 }
        );
        HttpContext[] requests = [.. Enumerable.Range(0, 7).Select(_ => Request())];
        using var left = new CancellationTokenSource();
        requests[4].RequestAborted = left.Token;

        Task[] tasks = [.. requests.Select(request => pipeline(request))];
        await Task.WhenAll(tasks[5..]);
        Assert.All(requests[5..], refused =>
        {
            Assert.Equal((503, "1"), (refused.Response.StatusCode, refused.Response.Headers.RetryAfter.ToString()));
            Assert.Equal("*", refused.Response.Headers.AccessControlAllowOrigin.ToString());
            Assert.Contains("2 requests are worked on, and 3 wait", BodyOf(refused), StringComparison.Ordinal);
        });
        await left.CancelAsync(); // Who leaves makes room for another.
        await tasks[4];
        HttpContext next = Request();
        Task last = pipeline(next);
        goesOn.SetResult();
        await Task.WhenAll([.. tasks, last]);

        Assert.Equal(2, most);
        Assert.Equal([200, 200, 200, 200, 499, 503, 503], requests.Select(r => RequestLog.Of(r).Status ?? r.Response.StatusCode));
        Assert.Equal(200, next.Response.StatusCode);
    }

    private static RequestDelegate Pipeline(RequestDelegate endpoint, CogOptions options)
    {
        var app = new ApplicationBuilder(new ServiceCollection().AddCog(options).BuildServiceProvider());
        app.UseCog(routes => routes.Get("/x", endpoint));
        return app.Build();
    }

    private static DefaultHttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = "/x";
        context.Response.Body = new MemoryStream();
        return context;
    }

    [Fact]
    public async Task An_answer_says_what_it_cost()
    {
        HttpContext context = await RunAsync(async c =>
        {
            using (RequestLog.Of(c).Measure("encode")) { }

            await new BufferedResponse(new byte[] { 1, 2 }, "image/png") { Bounds = new(1.5, 2, 3, 4e20), Crs = "http://crs" }.SendAsync(c);
        });

        Assert.Equal((200, "image/png", 2L), (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength));
        Assert.Matches("^encode;dur=[0-9.]+, total;dur=[0-9.]+$", context.Response.Headers["Server-Timing"].ToString());
        Assert.Equal("1.5,2,3,4E+20", context.Response.Headers["Content-Bbox"]);
        Assert.Equal("<http://crs>", context.Response.Headers["Content-Crs"]);
    }

    [Fact]
    public async Task Server_timing_tells_stages_blocks_and_the_first_twenty_ranges()
    {
        HttpContext context = await RunAsync(async c =>
        {
            RequestLog log = RequestLog.Of(c);
            log.HeaderFrom = "table";
            using (log.Measure("header")) { }

            MeteredSource source = log.Record(new MemoryRangeSource(new byte[100]));
            for (int i = 0; i < 23; i++)
            {
                await source.ReadAsync(new(i, 2), null, c.RequestAborted);
            }

            await new BufferedResponse(default, "text/plain").SendAsync(c);
        });

        Assert.Matches(
            "^header;dur=[0-9.]+;desc=\"table\"(, range;dur=[0-9.]+;desc=\"[0-9]+\\+2\"){20}, more-ranges;desc=\"3\", total;dur=[0-9.]+$",
            context.Response.Headers["Server-Timing"].ToString()
        );
    }

    [Theory]
    [InlineData(false, 499)]
    [InlineData(true, 504)] // Its host has answered for it.
    public async Task A_request_that_nobody_waits_for_any_more_was_no_success(bool isAnswered, int status)
    {
        using var caller = new CancellationTokenSource();
        HttpContext context = await RunAsync(
            async c =>
            {
                await caller.CancelAsync();
                await Task.Delay(Timeout.Infinite, c.RequestAborted);
            },
            prepare: c =>
            {
                c.RequestAborted = caller.Token;
                if (isAnswered)
                {
                    c.Features.Set(new ReportedStatus(504));
                }
            }
        );

        Assert.Equal((status, status), (context.Response.StatusCode, RequestLog.Of(context).Status));
    }

    [Fact]
    public async Task A_limit_is_told_with_the_setting_that_changes_it()
    {
        HttpContext context = await RunAsync(async c =>
        {
            RequestLog log = RequestLog.Of(c);
            log.Budget = new(150);
            MeteredSource header = log.Record(new MemoryRangeSource(new byte[300])),
                blocks = log.Record(new MemoryRangeSource(new byte[300]));
            await header.ReadAsync(new(0, 100), null, c.RequestAborted);
            await blocks.ReadAsync(new(280, 50), null, c.RequestAborted); // 20 of them are there.
            Assert.Equal(120, log.Budget.ByteCount);
            await blocks.ReadAsync(new(100, 31), null, c.RequestAborted);
        });

        Assert.Equal(422, context.Response.StatusCode);
        Assert.Equal(
            "{\"detail\":\"The request needs 151 bytes of memory:object and more; MaxBytesPerRequest is 150. The setting "
                + "COG_MAX_BYTES_PER_REQUEST changes it.\"}",
            BodyOf(context)
        );
        Assert.Equal(2, RequestLog.Of(context).Reads.Count);
    }

    [Fact]
    public async Task A_failure_is_json_and_is_not_cached()
    {
        HttpContext context = await RunAsync(_ => throw new InvalidTiffException("Not a TIFF: \"II\"."));

        Assert.Equal(
            (422, "application/json", "no-store"),
            (context.Response.StatusCode, context.Response.ContentType, context.Response.Headers.CacheControl.ToString())
        );
        Assert.Equal("{\"detail\":\"Not a TIFF: \\\"II\\\".\"}", BodyOf(context));
    }

    [Fact]
    public async Task A_fault_of_ours_tells_nothing_of_itself()
    {
        HttpContext context = await RunAsync(_ => throw new InvalidOperationException("password"));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal("{\"detail\":\"Internal Server Error\"}", BodyOf(context));
    }

    [Fact]
    public async Task A_head_request_learns_the_length_and_gets_no_body()
    {
        HttpContext ok = await RunAsync(c => new BufferedResponse(new byte[9], "image/png").SendAsync(c), "HEAD");
        HttpContext bad = await RunAsync(_ => throw new SourceNotFoundException("gone"), "HEAD");

        Assert.Equal((200, 9L, ""), (ok.Response.StatusCode, ok.Response.ContentLength, BodyOf(ok)));
        Assert.Equal((404, 17L, ""), (bad.Response.StatusCode, bad.Response.ContentLength, BodyOf(bad)));
    }

    [Fact]
    public async Task A_method_that_is_not_served_is_json_too()
    {
        HttpContext context = await RunAsync(_ => Task.CompletedTask, "PUT");

        Assert.Equal((405, "{\"detail\":\"Method Not Allowed\"}"), (context.Response.StatusCode, BodyOf(context)));
    }

    [Fact]
    public async Task A_request_that_takes_too_long_is_ended()
    {
        HttpContext context = await RunAsync(
            c => Task.Delay(Timeout.Infinite, c.RequestAborted),
            options: new() { Reader = new() { Limits = CogLimits.Default with { MaxTimePerRequest = TimeSpan.FromMilliseconds(50) } } }
        );

        Assert.Equal(
            (
                504,
                "{\"detail\":\"The request takes longer; MaxTimePerRequest is 00:00:00.0500000. The setting COG_REQUEST_TIMEOUT changes "
                    + "it.\"}"
            ),
            (context.Response.StatusCode, BodyOf(context))
        );
    }

    [Fact]
    public async Task Web_pages_may_call_and_see_the_headers_errors_included()
    {
        HttpContext context = await RunAsync(_ => throw new SourceNotFoundException("gone"), headers: ("Origin", "https://map.example"));

        Assert.Equal("*", context.Response.Headers.AccessControlAllowOrigin);
        Assert.Contains(
            "Content-Bbox, Content-Crs, ETag, Server-Timing",
            context.Response.Headers.AccessControlExposeHeaders.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_preflight_is_answered_before_any_endpoint()
    {
        HttpContext context = await RunAsync(
            _ => throw new InvalidOperationException(),
            "OPTIONS",
            null,
            null,
            ("Origin", "https://map.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "x-a")
        );

        Assert.Equal(204, context.Response.StatusCode);
        Assert.Equal("GET, HEAD, OPTIONS, POST", context.Response.Headers.AccessControlAllowMethods);
        Assert.Equal("x-a", context.Response.Headers.AccessControlAllowHeaders);
    }

    [Theory]
    [InlineData("https://map.example", "https://map.example")]
    [InlineData("https://other.example", "")]
    public async Task Only_listed_pages_may_call_when_there_is_a_list(string origin, string allowed)
    {
        HttpContext context = await RunAsync(
            c => new BufferedResponse(default, "text/plain").SendAsync(c),
            options: new() { CorsOrigins = ["https://map.example"] },
            headers: ("Origin", origin)
        );

        Assert.Equal(allowed, context.Response.Headers.AccessControlAllowOrigin.ToString());
        Assert.Equal("Origin", context.Response.Headers.Vary);
    }
}
