using System.Text.Json;
using Cog.Hosting.Http;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Hosting.Telemetry;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Lambda;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Tests.Lambda;

/// <summary>What stands in front of a function, and what it makes of addresses, of answers that are too large, and of deadlines.</summary>
public class FrontTests
{
    private static string Event(string name) => File.ReadAllText(Path.Combine(TestData.Root, "events", name + ".json"));

    private static HttpEvent Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return HttpEvent.TryParse(document.RootElement)!;
    }

    private static string HttpApi(string path, string routeKey, string parameters, string stage = "$default") =>
        $$$"""
            {"version":"2.0","routeKey":"{{{routeKey}}}","rawPath":"{{{path}}}","rawQueryString":"","headers":{},
            "pathParameters":{{{parameters}}},
            "requestContext":{"routeKey":"{{{routeKey}}}","http":{"method":"GET"},"stage":"{{{stage}}}"},"isBase64Encoded":false}
            """;

    private static string RestApi(string path, string full, string resource, string parameters) =>
        $$$"""
            {"resource":"{{{resource}}}","path":"{{{path}}}","httpMethod":"GET","headers":{},"pathParameters":{{{parameters}}},
            "requestContext":{"path":"{{{full}}}","stage":"prod"},"isBase64Encoded":false}
            """;

    // As API Gateway sends them: the base path of a custom domain is in rawPath and in path, and in no field of its own.
    [Theory]
    [InlineData("/maps/cog/info", "GET /cog/info", "{}", "/maps", "/cog/info")]
    [InlineData("/maps/v1/cog/info", "GET /cog/info", "null", "/maps/v1", "/cog/info")]
    [InlineData("/cog/info", "GET /cog/info", "{}", "", "/cog/info")]
    [InlineData("/maps/cog/tiles/A/1/2/3.png", "GET /cog/tiles/{proxy+}", "{\"proxy\":\"A/1/2/3.png\"}", "/maps", "/cog/tiles/A/1/2/3.png")]
    [InlineData(
        "/cog/cog/A/tilejson.json",
        "GET /cog/{tileMatrixSet}/tilejson.json",
        "{\"tileMatrixSet\":\"A\"}",
        "/cog",
        "/cog/A/tilejson.json"
    )]
    [InlineData("/cog/info", "$default", "null", "", "/cog/info")]
    [InlineData("/maps/cog/info/", "GET /cog/info", "{}", "", "/maps/cog/info/")] // spelled in another way: nothing is guessed
    public void The_base_path_of_a_custom_domain_is_where_an_http_api_is_mounted(
        string path,
        string routeKey,
        string parameters,
        string pathBase,
        string rest
    )
    {
        HttpRequestFeature request = Parse(HttpApi(path, routeKey, parameters)).Request;

        Assert.Equal((pathBase, rest), (request.PathBase, request.Path));
    }

    [Theory]
    [InlineData("/maps/cog/info", "/maps/cog/info", "/{proxy+}", "{\"proxy\":\"cog/info\"}", "/maps", "/cog/info")]
    [InlineData("/cog/info", "/prod/cog/info", "/{proxy+}", "{\"proxy\":\"cog/info\"}", "/prod", "/cog/info")]
    [InlineData("/maps/cog/info", "/maps/cog/info", "/cog/info", "null", "/maps", "/cog/info")]
    [InlineData("/cog/info", "/cog/info", "/cog/info", "null", "", "/cog/info")]
    public void The_base_path_of_a_custom_domain_is_where_a_rest_api_is_mounted(
        string path,
        string full,
        string resource,
        string parameters,
        string pathBase,
        string rest
    )
    {
        HttpRequestFeature request = Parse(RestApi(path, full, resource, parameters)).Request;

        Assert.Equal((pathBase, rest), (request.PathBase, request.Path));
    }

    [Theory]
    [InlineData("cog/info", "/cog/info")]
    [InlineData("", "/")]
    public void A_path_has_its_slash_whatever_the_event_says(string path, string asked)
    {
        string http = $$$"""{"rawPath":"{{{path}}}","requestContext":{"http":{"method":"GET"},"routeKey":"GET /cog/info"}}""";
        string rest = $$$"""{"path":"{{{path}}}","httpMethod":"GET","resource":"/x","requestContext":{"path":"{{{path}}}"}}""";
        string balancer = $$$$"""{"path":"{{{{path}}}}","httpMethod":"GET","requestContext":{"elb":{}}}""";

        Assert.All([http, rest, balancer], json => Assert.Equal(("", asked), (Parse(json).Request.PathBase, Parse(json).Request.Path)));
    }

    [Theory]
    [InlineData("info-load-balancer", HttpFront.LoadBalancer)]
    [InlineData("info-load-balancer-multi", HttpFront.LoadBalancerMultiValue)]
    public void Reads_the_event_of_a_load_balancer_whose_query_is_still_escaped(string name, object front)
    {
        HttpEvent http = Parse(Event(name));

        Assert.Equal((HttpFront)front, http.Front);
        Assert.Equal("/cog/info", http.Request.Path);
        Assert.Equal("?url=s3%3A%2F%2Famzn-s3-demo-bucket%2Fisland%20rgb.tif", http.Request.QueryString);
        Assert.Equal("maps.example.org", http.Request.Headers.Host);
        Assert.Equal("https", http.Request.Scheme);
        Assert.Equal("203.0.113.7", http.Connection.RemoteIpAddress?.ToString()); // Not what the client says of itself.
        Assert.Equal("Root=1-5759e988-bd862e3fe1be46a994272793", http.RequestId);
    }

    [Fact]
    public async Task A_load_balancer_gets_its_own_shape_and_no_more_than_it_takes()
    {
        await using Host host = await Host.StartAsync(context =>
        {
            context.Response.ContentType = "image/png";
            context.Response.Headers.Append("X-A", "1");
            context.Response.Headers.Append("X-A", "2");
            return context.Response.Body.WriteAsync(new byte[context.Request.Path == "/cog/info" ? 700_000 : 800_000]).AsTask();
        });

        LambdaAnswer single = await host.Runtime.InvokeAsync(Event("info-load-balancer"));
        LambdaAnswer multiple = await host.Runtime.InvokeAsync(Event("info-load-balancer-multi"));
        LambdaAnswer large = await host.Runtime.InvokeAsync(
            Event("info-load-balancer").Replace("/cog/info", "/cog/large", StringComparison.Ordinal)
        );

        using JsonDocument one = JsonDocument.Parse(single.Body),
            many = JsonDocument.Parse(multiple.Body),
            tooLarge = JsonDocument.Parse(large.Body);
        Assert.Equal("200 OK", one.RootElement.GetProperty("statusDescription").GetString());
        Assert.Equal("1,2", one.RootElement.GetProperty("headers").GetProperty("X-A").GetString());
        Assert.Equal(2, many.RootElement.GetProperty("multiValueHeaders").GetProperty("X-A").GetArrayLength());
        Assert.True(one.RootElement.GetProperty("isBase64Encoded").GetBoolean());
        Assert.Equal(413, tooLarge.RootElement.GetProperty("statusCode").GetInt32()); // 1 MB of JSON is all it takes.
    }

    [Theory]
    [InlineData("""{"raw_path":"/cog/info","method":"GET","headers":{},"query_string_parameters":{}}""")]
    [InlineData("""{"version":"2.0","path":"/cog/info","method":"GET","requestContext":{"serviceNetworkArn":"arn:aws:vpc-lattice:x"}}""")]
    public async Task Events_of_vpc_lattice_are_refused_by_name(string json)
    {
        await using Host host = await Host.StartAsync(_ => throw new InvalidOperationException());

        LambdaAnswer answer = await host.Runtime.InvokeAsync(json);

        Assert.True(answer.IsError);
        Assert.Contains("VPC Lattice", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_says_what_a_get_would_and_the_log_says_what_the_caller_gets()
    {
        using var log = new MemoryStream();
        await using Host host = await Host.StartAsync(
            context =>
            {
                int length = int.Parse(context.Request.Query["n"].ToString());
                return new BufferedResponse(new byte[length], "image/png").SendAsync(context);
            },
            log
        );

        LambdaAnswer[] gets = [await host.Runtime.InvokeAsync(Sized("GET", 100)), await host.Runtime.InvokeAsync(Sized("GET", 5_000_000))];
        LambdaAnswer[] heads =
        [
            await host.Runtime.InvokeAsync(Sized("HEAD", 100)),
            await host.Runtime.InvokeAsync(Sized("HEAD", 5_000_000)),
        ];

        Assert.Equal([200, 413], gets.Select(g => g.Http().Status));
        Assert.Equal([200, 413], heads.Select(h => h.Http().Status));
        Assert.Equal("100", heads[0].Http().Headers["Content-Length"]);
        Assert.Equal(gets[1].Http().Content.Length, int.Parse(heads[1].Http().Headers["Content-Length"]));
        Assert.All(heads, h => Assert.Empty(h.Http().Content));

        JsonElement[] lines = LinesOf(log);
        Assert.Equal([200, 413, 200, 413], lines.Select(l => l.GetProperty("status").GetInt32()));
        Assert.Equal(["answered", "refused", "answered", "refused"], lines.Select(l => l.GetProperty("outcome").GetString()));
        Assert.Equal([0, 0, 0, 0], lines.Select(l => l.GetProperty("Errors").GetInt32()));
        Assert.All(lines, l => Assert.Equal("JKJaXmPLvHcESHA=", l.GetProperty("requestId").GetString())); // The front's.
        Assert.Equal(4, lines.Select(l => l.GetProperty("lambdaRequestId").GetString()).Distinct().Count());
        Assert.All(lines, l => Assert.StartsWith("1-", l.GetProperty("traceId").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_may_read_that_the_deadline_came()
    {
        using var log = new MemoryStream();
        await using Host host = await Host.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted), log);

        LambdaAnswer answer = await host.Runtime.InvokeAsync(
            """
            {"version":"2.0","rawPath":"/x","rawQueryString":"","headers":{"origin":"https://maps.example"},
            "requestContext":{"http":{"method":"GET"},"stage":"$default"}}
            """,
            TimeSpan.FromSeconds(1)
        );

        Assert.Equal(504, answer.Http().Status);
        Assert.Equal("*", answer.Http().Headers["Access-Control-Allow-Origin"]);
        JsonElement line = Assert.Single(LinesOf(log));
        Assert.Equal(("timed-out", 504), (line.GetProperty("outcome").GetString(), line.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task A_large_answer_is_an_address_where_there_is_a_place_for_it()
    {
        using var log = new MemoryStream();
        await using S3Stub s3 = await S3Stub.StartAsync();
        await using Host host = await Host.StartAsync(SendAsync, log, Keeping(s3.Endpoint));
        using var anyone = new HttpClient();

        HttpAnswer small = (await host.Runtime.InvokeAsync(Sized("GET", 100))).Http();
        HttpAnswer large = (await host.Runtime.InvokeAsync(Sized("GET", 5_000_000))).Http();
        HttpAnswer posted = (await host.Runtime.InvokeAsync(Sized("POST", 5_000_000))).Http();
        HttpAnswer head = (await host.Runtime.InvokeAsync(Sized("HEAD", 5_000_000))).Http();
        HttpAnswer part = (await host.Runtime.InvokeAsync(Sized("GET", 5_000_000, "\"range\":\"bytes=0-99\""))).Http();
        HttpAnswer largePart = (await host.Runtime.InvokeAsync(Sized("GET", 6_000_000, "\"range\":\"bytes=0-5499999\""))).Http();

        Assert.Equal((200, 100), (small.Status, small.Content.Length));
        Assert.Equal((303, 0, "no-store"), (large.Status, large.Content.Length, large.Headers["Cache-Control"]));
        Assert.Equal("*", large.Headers["Access-Control-Allow-Origin"]);
        Assert.DoesNotContain("Content-Type", large.Headers.Keys);
        Assert.Equal("1,2,3,4", large.Headers["Content-Bbox"]); // What the object does not tell.
        Assert.Equal(303, posted.Status); // See Other: by GET, whatever the method was.
        Assert.Equal(new Uri(large.Headers["Location"]).AbsolutePath, new Uri(posted.Headers["Location"]).AbsolutePath);
        Assert.Equal((200, "5000000"), (head.Status, head.Headers["Content-Length"]));
        Assert.Equal((206, 100), (part.Status, part.Content.Length));
        Assert.Equal(413, largePart.Status); // The object would be asked for this part of a part.
        using HttpResponseMessage kept = await anyone.GetAsync(new Uri(large.Headers["Location"]), TestContext.Current.CancellationToken);
        Assert.Equal("image/tiff", kept.Content.Headers.ContentType?.ToString());
        Assert.Equal(5_000_000, kept.Content.Headers.ContentLength);
        Assert.Equal([200, 303, 303, 200, 206, 413], LinesOf(log).Select(l => l.GetProperty("status").GetInt32()));
        Assert.DoesNotContain("X-Amz-Signature", System.Text.Encoding.UTF8.GetString(log.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_the_place_does_not_take_says_so()
    {
        using var log = new MemoryStream();
        await using var stub = new AwsStub(StubAnswer.S3Error(403, "AccessDenied"));
        await using Host host = await Host.StartAsync(SendAsync, log, Keeping(stub.Address));

        HttpAnswer large = (await host.Runtime.InvokeAsync(Sized("GET", 5_000_000))).Http();
        HttpAnswer after = (await host.Runtime.InvokeAsync(Sized("GET", 100))).Http();

        Assert.Equal((502, 200), (large.Status, after.Status));
        Assert.Contains("5000000 bytes", large.Text, StringComparison.Ordinal);
        Assert.Contains("bucket of results", large.Text, StringComparison.Ordinal);
        Assert.Equal("*", large.Headers["Access-Control-Allow-Origin"]);
        Assert.Equal(
            [502, 200],
            LinesOf(log).Where(l => l.TryGetProperty("status", out _)).Select(l => l.GetProperty("status").GetInt32())
        );
        Assert.Contains(LinesOf(log), l => l.GetProperty("level").GetString() == "warn"); // What the store says is for the operator.
    }

    private static Task SendAsync(HttpContext context) =>
        new BufferedResponse(new byte[int.Parse(context.Request.Query["n"].ToString())], "image/tiff")
        {
            TakesRanges = true,
            Bounds = new(1, 2, 3, 4),
        }.SendAsync(context);

    private static CogOptions Keeping(Uri endpoint) =>
        new()
        {
            Aws = new() { S3Endpoint = endpoint, Credentials = new Amazon.Runtime.BasicAWSCredentials("AKIDEXAMPLE", "secret") },
            ResultLocation = new("results", "answers", null),
        };

    private static string Sized(string method, int length, string headers = "") =>
        $$$"""
            {"version":"2.0","rawPath":"/x","rawQueryString":"n={{{length}}}","headers":{{{{headers}}}},
            "requestContext":{"http":{"method":"{{{method}}}"},"stage":"$default","requestId":"JKJaXmPLvHcESHA="}}
            """;

    private static JsonElement[] LinesOf(MemoryStream log) =>
        [
            .. System
                .Text.Encoding.UTF8.GetString(log.ToArray())
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];

    private sealed class Host(RuntimeApiServer runtime, Task loops, CancellationTokenSource stop) : IAsyncDisposable
    {
        public RuntimeApiServer Runtime => runtime;

        /// <param name="handle">Answers every path; the product's pipeline around it when there is a log.</param>
        /// <param name="log">Null for no pipeline.</param>
        /// <param name="options">The pipeline's; null for the defaults.</param>
        public static async Task<Host> StartAsync(RequestDelegate handle, Stream? log = null, CogOptions? options = null)
        {
            RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
            var stop = new CancellationTokenSource();
            var settings = new LambdaSettings(runtime.Endpoint, 1, null, false, "test", TimeSpan.FromMilliseconds(400));
            var services = new ServiceCollection();
            if (log is not null)
            {
                var lines = new LogLines(log, LogLevel.Information);
                services.AddCog(options ?? new CogOptions());
                services.AddSingleton(lines);
                services.AddSingleton(new RequestMetrics(lines, "test", isVerbose: false, TimeProvider.System));
            }

            ServiceProvider provider = services.BuildServiceProvider();
            if (log is not null)
            {
                var app = new ApplicationBuilder(provider);
                app.UseCog(routes =>
                {
                    routes.Get("/x", handle);
                    routes.Post("/x", handle);
                });
                handle = app.Build();
            }

            var server = new LambdaServer(provider, handle, null, settings);
            return new(runtime, server.RunAsync(stop.Token), stop);
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
