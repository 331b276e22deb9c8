using System.CommandLine;

namespace Cog.Cli.Commands;

/// <summary>The <c>cog</c> command: the list of what it can do.</summary>
internal static class CogCommand
{
    public static RootCommand Create() => new("Looks at Cloud Optimized GeoTIFFs: as a map, as facts, and whether they are what they claim.")
    {
        ServeCommand.Create(),
        InfoCommand.Create(),
        ValidateCommand.Create(),
        TransformCommand.Create(),
        CreateTmsCommand.Create(),
    };

    /// <summary>The file that a command is about.</summary>
    public static Argument<string> FileArgument() => new("PATH-OR-URL") { Description = "A file, or an http(s) address of one." };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON." };
}
