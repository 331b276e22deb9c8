using Cog.Testing.Aws;

namespace Cog.Testing.Web;

/// <summary>Programs of others, from npm, that read what is served: see <c>tests/clients</c>.</summary>
internal static class ClientPackages
{
    /// <summary>Why a test was skipped; null when the packages can be had.</summary>
    public static string? Missing { get; } =
        ServiceProcess.IsInstalled("node") && ServiceProcess.IsInstalled("npm") ? null : "Node.js is not installed.";

    private static string Folder { get; } = Path.Combine(TestData.Root, "tests", "clients");

    /// <summary>A file of a package, which is installed first when that was not done before.</summary>
    /// <param name="file">Its path below <c>node_modules</c>.</param>
    public static async Task<string> FindAsync(string file)
    {
        string path = Path.Combine(Folder, "node_modules", file);
        if (!File.Exists(path))
        {
            using IDisposable alone = await OneAtATime.EnterAsync("npm-clients");
            if (
                !File.Exists(path)
                && await ServiceProcess.RunInAsync(Folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
                    is { } failure
            )
            {
                throw new InvalidOperationException($"npm ci in {Folder} failed: {failure}");
            }
        }

        return path;
    }

    /// <summary>Runs a script of <c>tests/clients</c> with Node.js.</summary>
    /// <returns>What it said in vain; null when it succeeded.</returns>
    public static Task<string?> RunAsync(string script, params string[] arguments) =>
        ServiceProcess.RunInAsync(Folder, "node", [script, .. arguments]);
}
