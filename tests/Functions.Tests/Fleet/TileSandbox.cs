using System.Text.Json.Nodes;
using Cog.Testing;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Fleet;

/// <summary>One sandbox of the published tile function: its process, and a Runtime API of its own.</summary>
internal sealed class TileSandbox : IAsyncDisposable
{
    private static readonly string s_event = File.ReadAllText(Path.Combine(TestData.Root, "events", "tile-http-api.json"));

    private readonly RuntimeApiServer _runtime;
    private readonly FunctionProcess _process;

    private TileSandbox(RuntimeApiServer runtime, FunctionProcess process) => (_runtime, _process) = (runtime, process);

    public int ProcessId => _process.Id;

    /// <summary>Starts the function.</summary>
    /// <param name="environment">Its variables; of one that is named twice, the last counts.</param>
    public static async Task<TileSandbox> StartAsync(params IEnumerable<(string Name, string Value)> environment)
    {
        RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
        return new(
            runtime,
            FunctionProcess.Start(Path.Combine(NativeBuild.Packages, "TileFunction", "bootstrap"), runtime, [.. environment])
        );
    }

    /// <summary>Variables for an S3 as one account sees it; all its buckets may be read.</summary>
    public static (string Name, string Value)[] S3(Uri endpoint, (string Key, string Secret)? account = null) =>
        [
            ("AWS_ENDPOINT_URL_S3", endpoint.AbsoluteUri),
            ("AWS_ACCESS_KEY_ID", account?.Key ?? "KEY"),
            ("AWS_SECRET_ACCESS_KEY", account?.Secret ?? "SECRET"),
            ("COG_ALLOWED_SOURCES", "*"),
        ];

    /// <summary>Variables for a header table.</summary>
    public static (string Name, string Value)[] Table(Uri endpoint, string name = "headers") =>
        [("AWS_ENDPOINT_URL_DYNAMODB", endpoint.AbsoluteUri), ("COG_HEADER_CACHE_TABLE", name)];

    /// <summary>Asks for a tile, as an HTTP API would.</summary>
    /// <param name="path">Its path, perhaps with parameters.</param>
    /// <param name="url">The file.</param>
    /// <param name="timeout">Until the deadline that the function is told.</param>
    /// <param name="headers">Of the request.</param>
    public async Task<HttpAnswer> GetAsync(string path, string url, TimeSpan? timeout = null, params (string Name, string Value)[] headers)
    {
        string[] parts = path.Split('?');
        JsonNode request = JsonNode.Parse(s_event)!;
        request["rawPath"] = parts[0];
        request["rawQueryString"] = string.Join('&', parts[1..].Append("url=" + Uri.EscapeDataString(url)));
        foreach ((string name, string value) in headers)
        {
            request["headers"]![name] = value;
        }

        return (await _runtime.InvokeAsync(request.ToJsonString(), timeout)).Http();
    }

    /// <summary>Ends it as Lambda does.</summary>
    /// <returns>What it had to say.</returns>
    public Task<string> KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _runtime.DisposeAsync();
    }
}
