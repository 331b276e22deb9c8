using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Cog.Testing.Web.Lambda;

namespace Cog.Testing.Web.Cli;

/// <summary>The built <c>cog</c>, as a process of its own: what a person at a terminal meets.</summary>
internal sealed partial class CogProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _output = [];
    private readonly Channel<string> _later = Channel.CreateUnbounded<string>();

    private CogProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where <c>cog serve</c> answers, with a slash at its end.</summary>
    public Uri Address { get; private set; } = new("http://none.invalid/");

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CogResult> RunAsync(params string[] arguments)
    {
        await using var cog = new CogProcess(Start(arguments));
        string output = await cog._process.StandardOutput.ReadToEndAsync();
        await cog._process.WaitForExitAsync();
        return new(cog._process.ExitCode, output, await cog._error);
    }

    /// <summary>Runs a command whose output is not text.</summary>
    public static async Task<(int ExitCode, byte[] Output)> RunForBytesAsync(params string[] arguments)
    {
        await using var cog = new CogProcess(Start(arguments));
        using var output = new MemoryStream();
        await cog._process.StandardOutput.BaseStream.CopyToAsync(output);
        await cog._process.WaitForExitAsync();
        return (cog._process.ExitCode, output.ToArray());
    }

    /// <summary>Runs a command in a terminal.</summary>
    /// <param name="columns">How wide it is.</param>
    /// <param name="environment">Variables beside the test's own, as a shell sets them.</param>
    /// <param name="arguments">The command; none has a blank in it.</param>
    /// <returns>What a person sees, both streams together, with the terminal's own codes.</returns>
    public static Task<string> RunInTerminalAsync(int columns, string environment, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Cog.Cli.dll");
        return Shell.RunAsync(
            "script",
            $"-qec \"stty cols {columns}; TERM=xterm-256color {environment} dotnet {program} {string.Join(' ', arguments)}\" /dev/null"
        );
    }

    /// <summary>Starts <c>cog serve --port 0</c> and waits until it says where it is.</summary>
    public static Task<CogProcess> ServeAsync(params string[] arguments) => ServeAsync(Start(["serve", "--port", "0", .. arguments]));

    /// <summary>The same, with environment variables of its own.</summary>
    public static Task<CogProcess> ServeAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        ServeAsync(
            Start(
                [
                    .. environment.Select(pair => $"{pair.Key}={pair.Value}"),
                    "dotnet",
                    Path.Combine(AppContext.BaseDirectory, "Cog.Cli.dll"),
                ],
                ["serve", "--port", "0", .. arguments]
            )
        );

    /// <summary>The same, of the published native program.</summary>
    public static Task<CogProcess> ServeNativeAsync(params string[] arguments) =>
        ServeAsync(Start([NativeBuild.Cog], ["serve", "--port", "0", .. arguments]));

    /// <summary>The same, with environment variables of its own.</summary>
    public static Task<CogProcess> ServeNativeAsync(IReadOnlyDictionary<string, string> environment) =>
        ServeAsync(Start([.. environment.Select(pair => $"{pair.Key}={pair.Value}"), NativeBuild.Cog], ["serve", "--port", "0"]));

    private static async Task<CogProcess> ServeAsync(Process process)
    {
        var cog = new CogProcess(process);
        while (await cog._process.StandardOutput.ReadLineAsync() is { } line)
        {
            cog._output.Add(line);
            if (AddressPattern().Match(line) is { Success: true } match)
            {
                cog.Address = new(match.Value);
                _ = cog.ReadOnAsync();
                return cog;
            }
        }

        throw new InvalidOperationException($"cog serve ended: {await cog._error}");
    }

    /// <summary>What was printed until now, up to the address.</summary>
    public string Notice => string.Join('\n', _output);

    /// <summary>The next line that is printed.</summary>
    public async Task<string> ReadLineAsync() =>
        await _later.Reader.WaitToReadAsync() && _later.Reader.TryRead(out string? line) ? line : "";

    // A line for each request: a pipe that nobody empties fills up, and the server waits for it.
    private async Task ReadOnAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            await _later.Writer.WriteAsync(line);
        }

        _later.Writer.Complete();
    }

    /// <summary>Forgets what it prints until it ends: for tests of very many requests.</summary>
    public async Task DrainAsync()
    {
        await foreach (string _ in _later.Reader.ReadAllAsync()) { }
    }

    /// <summary>Presses Ctrl-C.</summary>
    /// <returns>The exit code; null when it is still there after <paramref name="patience"/>.</returns>
    public async Task<int?> InterruptAsync(TimeSpan patience)
    {
        await SignalAsync("INT");
        return await ExitAsync(patience);
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Of the process, for its figures in <c>/proc</c>.</summary>
    public int Id => _process.Id;

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code; null when it is still there after <paramref name="patience"/>.</returns>
    public async Task<int?> ExitAsync(TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(enough.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Start(string[] arguments) => Start(["dotnet", Path.Combine(AppContext.BaseDirectory, "Cog.Cli.dll")], arguments);

    private static Process Start(string[] program, string[] arguments)
    {
        // A test run in the background has SIGINT ignored, and its children inherit that; env undoes it.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex AddressPattern();
}

/// <summary>What a command that ended left behind.</summary>
internal sealed record CogResult(int ExitCode, string Output, string Error);
