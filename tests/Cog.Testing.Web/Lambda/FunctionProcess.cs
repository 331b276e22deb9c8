using System.Diagnostics;

namespace Cog.Testing.Web.Lambda;

/// <summary>
/// A published function running against a <see cref="RuntimeApiServer"/>, with nothing of this machine's environment but what it is given.
/// </summary>
internal sealed class FunctionProcess : IDisposable
{
    private readonly Process _process;

    private FunctionProcess(Process process, Task<string> output, Task<string> error) =>
        (_process, Output, Error) = (process, output, error);

    public int Id => _process.Id;

    /// <summary>Standard output, once the process has ended.</summary>
    public Task<string> Output { get; }

    /// <summary>Standard error, once the process has ended.</summary>
    public Task<string> Error { get; }

    public static FunctionProcess Start(string bootstrap, RuntimeApiServer runtime, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(bootstrap)
        {
            WorkingDirectory = Path.GetDirectoryName(bootstrap),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = runtime.Endpoint;
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "1024";
        start.Environment["AWS_REGION"] = "eu-central-1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        return new(process, process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Waits for a process that ends by itself.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        return _process.ExitCode;
    }

    /// <summary>As Lambda ends it where it has extensions: SIGTERM, and SIGKILL some time later.</summary>
    public async Task<int> TerminateAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        return await ExitAsync();
    }

    /// <summary>As Lambda ends it: SIGKILL.</summary>
    public async Task<string> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return await Output + await Error;
    }

    public bool IsRunning => !_process.HasExited;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
