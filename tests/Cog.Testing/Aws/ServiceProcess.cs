using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cog.Testing.Aws;

/// <summary>
/// A program of <c>tests/services</c>: it prints a line when it serves, and stops when its standard input ends, also by this process's
/// death.
/// </summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, string firstLine) => (_process, FirstLine) = (process, firstLine);

    /// <summary>Where the programs are.</summary>
    public static string Folder { get; } = Path.Combine(TestData.Root, "tests", "services");

    /// <summary>What it printed when it was ready.</summary>
    public string FirstLine { get; }

    /// <summary>Starts a program and waits until it serves.</summary>
    public static async Task<ServiceProcess> StartAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        string? line = await process.StandardOutput.ReadLineAsync(patience.Token);
        if (line is null)
        {
            await process.WaitForExitAsync(patience.Token);
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await errors}");
        }

        return new(process, line);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it said in vain; null when it succeeded.</returns>
    public static Task<string?> RunAsync(string program, params string[] arguments) => RunInAsync(Folder, program, arguments);

    /// <summary>The same in a folder of one's own.</summary>
    public static async Task<string?> RunInAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : await output + await errors;
    }

    /// <summary>Runs a program to its end and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> OutputOfAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await errors}"
            );
    }

    /// <summary>Installs the packages of the folder, unless one of them is there.</summary>
    /// <param name="package">The one that is needed.</param>
    public static async Task InstallAsync(string package)
    {
        if (
            !Directory.Exists(Path.Combine(Folder, "node_modules", package))
            && await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error") is { } failure
        )
        {
            throw new InvalidOperationException($"npm ci in {Folder} failed: {failure}");
        }
    }

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, program)));

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
