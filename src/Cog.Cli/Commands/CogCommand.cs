using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cog.Cli.Commands;

/// <summary>The <c>cog</c> command: the list of what it can do.</summary>
internal static class CogCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Serves, describes and validates Cloud Optimized GeoTIFFs (COGs).")
        {
            ServeCommand.Create(),
            InfoCommand.Create(),
            ValidateCommand.Create(),
            TransformCommand.Create(),
            CreateTmsCommand.Create(),
        };
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        return root;
    }

    /// <summary>The file that a command is about.</summary>
    public static Argument<string> FileArgument()
    {
        Argument<string> file = new("PATH-OR-URL")
        {
            Description = "A file or its address: https://…, s3://bucket/key, or in GDAL's notation, /vsicurl/… and /vsis3/…",
        };
        RefuseOptions(file);
        return file;
    }

    /// <summary>An option that is not known is named as one, and not taken for a file.</summary>
    public static void RefuseOptions(Argument argument) =>
        argument.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => token.Value.StartsWith('-') && !File.Exists(token.Value)))
            {
                result.AddError($"{token.Value} is not an option of this command.");
            }
        });

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON." };
}
