using System.CommandLine.Invocation;
using System.Reflection;

namespace Cog.Cli.Commands;

/// <summary><c>cog --version</c>: which version, which instructions it was built for, and which the processor has.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        string? version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Console.Out.WriteLine(version ?? "0");
        Console.Out.WriteLine($"built for {InstructionSets.BuiltFor}; this processor has {InstructionSets.Found}");
        return ExitCode.Success;
    }
}
