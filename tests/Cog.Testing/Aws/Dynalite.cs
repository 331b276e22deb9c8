namespace Cog.Testing.Aws;

/// <summary>A DynamoDB of the tests' own, in memory: see <c>tests/services/dynalite.js</c>.</summary>
internal sealed class Dynalite : IAsyncDisposable
{
    private readonly ServiceProcess _process;

    private Dynalite(ServiceProcess process) => _process = process;

    /// <summary>Why a test was skipped; null when it can be started.</summary>
    public static string? Missing { get; } =
        ServiceProcess.IsInstalled("node") && ServiceProcess.IsInstalled("npm") ? null : "Node.js is not installed.";

    public Uri Endpoint => new($"http://127.0.0.1:{_process.FirstLine}");

    /// <summary>Starts one, installing its packages when that was not done before.</summary>
    public static async Task<Dynalite> StartAsync()
    {
        await ServiceProcess.InstallAsync("dynalite");
        return new(await ServiceProcess.StartAsync("node", "dynalite.js"));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
