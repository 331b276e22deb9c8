using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Lambda;
using Functions.Tests.Packaging;

namespace Functions.Tests.Lambda;

/// <summary>
/// The four published native functions, each a process of its own against a Runtime API: every event of events/, and what may go wrong.
/// </summary>
public sealed class NativeFunctionTests : IAsyncLifetime
{
    private const string Bucket = "amzn-s3-demo-bucket";

    private S3Stub _s3 = null!;
    private RuntimeApiServer _runtime = null!;

    public async ValueTask InitializeAsync()
    {
        _s3 = await S3Stub.StartAsync();
        _s3.Put(Bucket, "island-rgb.tif", await File.ReadAllBytesAsync(Sample.PictureReader));
        _s3.Put(Bucket, "summer survey/island dem (2026).tif", await File.ReadAllBytesAsync(Sample.Heights));
        _s3.Put(Bucket, "notes.txt", "Not a TIFF, and nobody said so."u8.ToArray());
        _runtime = await RuntimeApiServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _s3.DisposeAsync();
    }

    [Fact]
    public async Task Info_answers_its_events()
    {
        using FunctionProcess function = Start("InfoFunction");

        HttpAnswer info = (await _runtime.InvokeAsync(Event("info-http-api"))).Http();
        HttpAnswer tileJson = (await _runtime.InvokeAsync(Event("tilejson-http-api"))).Http();
        HttpAnswer tileSet = (await _runtime.InvokeAsync(Event("tileset-http-api"))).Http();
        HttpAnswer health = (await _runtime.InvokeAsync(Event("healthz-http-api"))).Http();

        Assert.Equal(200, info.Status);
        Assert.Equal("application/json", info.Headers["Content-Type"]);
        Assert.Equal(3072, Json(info).GetProperty("width").GetInt32());
        Assert.StartsWith(
            "https://example.execute-api.eu-central-1.amazonaws.com/cog/tiles/WebMercatorQuad/{z}/{x}/{y}?url=",
            Json(tileJson).GetProperty("tiles")[0].GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/4326", Json(tileSet).GetProperty("crs").GetString());
        Assert.NotEqual(0, Json(tileSet).GetProperty("tileMatrixSetLimits").GetArrayLength());
        Assert.Equal(200, health.Status);
    }

    [Fact]
    public async Task Tiles_arrive_byte_for_byte_from_every_front()
    {
        await using TestServer kestrel = await TestServer.StartAsync();
        string query = $"?url={Uri.EscapeDataString(Sample.PictureReader)}";
        byte[] webp = await kestrel.Client.GetByteArrayAsync(
            $"/cog/tiles/WebMercatorQuad/12/1854/1642.webp{query}",
            TestContext.Current.CancellationToken
        );
        byte[] png = await kestrel.Client.GetByteArrayAsync(
            $"/cog/tiles/WebMercatorQuad/12/1854/1642.png{query}",
            TestContext.Current.CancellationToken
        );
        using FunctionProcess function = Start("TileFunction");

        HttpAnswer http = (await _runtime.InvokeAsync(Event("tile-http-api"))).Http();
        HttpAnswer url = (await _runtime.InvokeAsync(Event("tile-function-url"))).Http();
        HttpAnswer rest = (await _runtime.InvokeAsync(Event("tile-rest-api"))).Http();

        Assert.Equal((200, "image/webp"), (http.Status, http.Headers["Content-Type"]));
        Assert.Equal(webp, http.Content);
        Assert.Equal(png, url.Content);
        Assert.Equal(png, rest.Content);
        Assert.Equal(2, _s3.Requests.Count(r => r.Contains("bytes=0-16383", StringComparison.Ordinal)) + 1); // The header was read once.
    }

    [Fact]
    public async Task A_native_function_and_kestrel_give_the_same_answer_headers_included()
    {
        using var handler = new HttpClientHandler();
        await using TestServer kestrel = await TestServer.StartAsync(
            Cog.Hosting.Settings.CogOptions.FromEnvironment(name => Environment().FirstOrDefault(e => e.Name == name).Value)
        );
        using HttpResponseMessage expected = await kestrel.Client.GetAsync(
            "/cog/tiles/WebMercatorQuad/12/1854/1642.webp?url=s3%3A%2F%2Famzn-s3-demo-bucket%2Fisland-rgb.tif",
            TestContext.Current.CancellationToken
        );
        using FunctionProcess function = Start("TileFunction");

        HttpAnswer found = (await _runtime.InvokeAsync(Event("tile-http-api"))).Http();

        Assert.Equal((int)expected.StatusCode, found.Status);
        Assert.Equal(await expected.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), found.Content);
        string[] own = ["Date", "Server", "Server-Timing", "Transfer-Encoding", "Content-Length"];
        Dictionary<string, string> wanted = expected
            .Headers.Concat(expected.Content.Headers)
            .Where(h => !own.Contains(h.Key))
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(
            wanted.OrderBy(h => h.Key),
            found
                .Headers.Where(h => !own.Contains(h.Key))
                .OrderBy(h => h.Key)
                .Select(h =>
                    KeyValuePair.Create(
                        wanted.Keys.FirstOrDefault(k => k.Equals(h.Key, StringComparison.OrdinalIgnoreCase)) ?? h.Key,
                        h.Value
                    )
                )
        );
    }

    [Fact]
    public async Task Partial_read_answers_its_events()
    {
        using FunctionProcess function = Start("PartialReadFunction");

        HttpAnswer preview = (await _runtime.InvokeAsync(Event("partial-read-http-api"))).Http();
        HttpAnswer statistics = (await _runtime.InvokeAsync(Event("statistics-http-api"))).Http();
        HttpAnswer feature = (await _runtime.InvokeAsync(Event("feature-http-api"))).Http();
        HttpAnswer map = (await _runtime.InvokeAsync(MapEvent("width=120&height=80&crs=EPSG%3A32628&f=png"))).Http();

        Assert.Equal((200, "image/png"), (preview.Status, preview.Headers["Content-Type"]));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], preview.Content[..4]);
        Assert.Equal((200, "application/geo+json"), (statistics.Status, statistics.Headers["Content-Type"]));
        Assert.True(
            Json(statistics).GetProperty("properties").GetProperty("statistics").GetProperty("b3").GetProperty("count").GetDouble() > 1000
        );
        Assert.Equal(256, WidthOf(preview));
        Assert.Equal((200, "image/png", 256), (feature.Status, feature.Headers["Content-Type"], WidthOf(feature)));
        Assert.Equal((200, "image/png", 120), (map.Status, map.Headers["Content-Type"], WidthOf(map)));
    }

    [Fact]
    public async Task Validate_answers_requests_and_uploads()
    {
        using FunctionProcess function = Start("ValidateFunction");

        HttpAnswer http = (await _runtime.InvokeAsync(Event("validate-http-api"))).Http();
        LambdaAnswer put = await _runtime.InvokeAsync(Event("validate-s3-put"));
        LambdaAnswer many = await _runtime.InvokeAsync(Event("validate-s3-many"));
        LambdaAnswer removed = await _runtime.InvokeAsync(Event("validate-s3-removed"));

        Assert.True(Json(http).GetProperty("COG").GetBoolean());
        Assert.True(Statuses(put).SequenceEqual(["valid"]), put.Text);
        Assert.True(Statuses(many).SequenceEqual(["valid", "not-a-tiff", "valid", "skipped"]), many.Text + string.Join('\n', _s3.Requests));
        Assert.Equal(["removed"], Statuses(removed));
        Assert.All(new[] { put, many, removed }, a => Assert.False(a.IsError, a.Text));
    }

    [Fact]
    public async Task A_failing_request_between_two_good_ones_harms_neither()
    {
        using FunctionProcess function = Start("TileFunction");
        string good = Event("tile-http-api"),
            bad = good.Replace("island-rgb.tif", "notes.txt", StringComparison.Ordinal),
            gone = good.Replace("island-rgb.tif", "gone.tif", StringComparison.Ordinal);

        HttpAnswer first = (await _runtime.InvokeAsync(good)).Http();
        HttpAnswer notATiff = (await _runtime.InvokeAsync(bad)).Http();
        HttpAnswer missing = (await _runtime.InvokeAsync(gone)).Http();
        HttpAnswer last = (await _runtime.InvokeAsync(good)).Http();

        Assert.Equal((200, 422, 404, 200), (first.Status, notATiff.Status, missing.Status, last.Status));
        Assert.Equal(first.Content, last.Content);
        Assert.Empty(_runtime.Refused);
        Assert.True(function.IsRunning);
    }

    [Fact]
    public async Task Four_invocations_run_at_once()
    {
        using FunctionProcess function = Start("TileFunction", ("AWS_LAMBDA_MAX_CONCURRENCY", "4"));

        await _runtime.WaitForLoopsAsync(4);
        LambdaAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _runtime.InvokeAsync(Event("tile-http-api"))));

        Assert.All(answers, a => Assert.Equal(200, a.Http().Status));
    }

    [Fact]
    public async Task A_failed_start_says_why_and_ends()
    {
        using FunctionProcess function = Start("TileFunction", ("INGESTED_BYTES_AT_OPEN", "many"));

        LambdaAnswer error = await _runtime.InitError.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        string? message = JsonDocument.Parse(error.Body).RootElement.GetProperty("errorMessage").GetString();
        Assert.StartsWith("INGESTED_BYTES_AT_OPEN is 'many'", message, StringComparison.Ordinal);
        Assert.NotEqual(0, await function.ExitAsync());
    }

    [Fact]
    public async Task An_answer_too_large_is_a_413_that_says_what_fits()
    {
        using FunctionProcess function = Start("PartialReadFunction");
        string level = Event("partial-read-http-api").Replace("/cog/preview.png", "/cog/level/0.npy", StringComparison.Ordinal);

        HttpAnswer answer = (await _runtime.InvokeAsync(level)).Http();

        Assert.Equal(413, answer.Status);
        Assert.Matches("largest that fits .* \\d{7}", Json(answer).GetProperty("detail").GetString()!);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task An_answer_too_large_is_an_object_where_there_is_a_bucket_for_it()
    {
        using FunctionProcess function = Start("PartialReadFunction", ("COG_RESULT_LOCATION", $"s3://{Bucket}/answers"));
        string level = Event("partial-read-http-api").Replace("/cog/preview.png", "/cog/level/0.npy", StringComparison.Ordinal);
        using var anyone = new HttpClient();

        HttpAnswer answer = (await _runtime.InvokeAsync(level)).Http();
        using HttpResponseMessage kept = await anyone.GetAsync(new Uri(answer.Headers["Location"]), TestContext.Current.CancellationToken);

        Assert.Equal(303, answer.Status);
        Assert.Contains("X-Amz-Signature=", answer.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal("application/x-binary", kept.Content.Headers.ContentType?.ToString());
        Assert.Equal(128 + (3 * 3072 * 3072), kept.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task A_passed_deadline_is_a_504_and_the_next_request_is_answered()
    {
        using FunctionProcess function = Start("TileFunction");

        HttpAnswer late = (await _runtime.InvokeAsync(Event("tile-http-api"), TimeSpan.FromMilliseconds(300))).Http();
        HttpAnswer next = (await _runtime.InvokeAsync(Event("tile-http-api"))).Http();

        Assert.Equal((504, 200), (late.Status, next.Status));
    }

    [Fact]
    public async Task A_sandbox_with_extensions_ends_in_order()
    {
        using FunctionProcess function = Start("TileFunction");
        Assert.Equal(200, (await _runtime.InvokeAsync(Event("tile-http-api"))).Http().Status);

        Assert.Equal(0, await function.TerminateAsync().WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_that_hangs_up_costs_its_own_answer_only()
    {
        using FunctionProcess function = Start("TileFunction");

        await _runtime.InvokeAsync(Event("tile-http-api"), hangUp: true);

        Assert.Equal(200, (await _runtime.InvokeAsync(Event("tile-http-api"))).Http().Status);
    }

    [Fact]
    public async Task Large_answers_stream_where_the_front_streams()
    {
        using FunctionProcess function = Start("PartialReadFunction", ("COG_RESPONSE_STREAMING", "true"));
        string level = Event("tile-function-url")
            .Replace("/cog/tiles/WebMercatorQuad/12/1854/1642.png", "/cog/level/0.npy", StringComparison.Ordinal);

        HttpAnswer answer = (await _runtime.InvokeAsync(level)).Streamed();

        Assert.Equal(200, answer.Status);
        Assert.Equal(128 + (3 * 3072 * 3072), answer.Content.Length);
    }

    private FunctionProcess Start(string function, params (string Name, string Value)[] more) =>
        FunctionProcess.Start(Path.Combine(NativeBuild.Packages, function, "bootstrap"), _runtime, [.. Environment(), .. more]);

    /// <summary>As the template sets it, with this test's S3 and without a table.</summary>
    private IEnumerable<(string Name, string Value)> Environment() =>
        Template
            .Read()
            .Environment.Where(v => v.Value is not null && v.Name != "AWS_ENDPOINT_URL_S3")
            .Select(v => (v.Name, v.Value!))
            .Append(("COG_ALLOWED_SOURCES", $"s3://{Bucket}/"))
            .Append(("AWS_ENDPOINT_URL_S3", _s3.Endpoint.AbsoluteUri))
            .Append(("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"))
            .Append(("AWS_SECRET_ACCESS_KEY", "secret"))
            .Append(("AWS_REGION", "eu-central-1"));

    private static string Event(string name) => File.ReadAllText(Path.Combine(TestData.Root, "events", name + ".json"));

    // A picture's event, for another of its function's routes.
    private static string MapEvent(string query) =>
        Event("partial-read-http-api")
            .Replace("/cog/{picture}", "/cog/map", StringComparison.Ordinal)
            .Replace("/cog/preview.png", "/cog/map", StringComparison.Ordinal)
            .Replace("max_size=256", query, StringComparison.Ordinal);

    // In IHDR, below 64 K.
    private static int WidthOf(HttpAnswer png) => (png.Content[18] << 8) | png.Content[19];

    private static JsonElement Json(HttpAnswer answer) => JsonDocument.Parse(answer.Content).RootElement;

    private static IEnumerable<string?> Statuses(LambdaAnswer answer) =>
        JsonDocument
            .Parse(answer.Body)
            .RootElement.GetProperty("results")
            .EnumerateArray()
            .Select(r => r.GetProperty("status").GetString());
}
