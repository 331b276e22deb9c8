using System.CommandLine.Parsing;

namespace Cog.Cli.Commands;

/// <summary>The <c>cog</c> command: the list of what it can do.</summary>
internal static class CogCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Serves, reads, describes and validates Cloud Optimized GeoTIFFs (COGs).")
        {
            ServeCommand.Create(),
            InfoCommand.Create(),
            ReadCommand.Create(),
            TileCommand.Create(),
            PointCommand.Create(),
            StatisticsCommand.Create(),
            ValidateCommand.Create(),
            MosaicCommand.Create(),
            TransformCommand.Create(),
            CreateTmsCommand.Create(),
            StacCommand.Create(),
            CompletionCommand.Create(),
        };
        HelpText.Use(root);
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

    /// <summary>Says what a command about a file does; when that fails, it ends with <see cref="ExitCode.OfFile"/>.</summary>
    public static void SetFileAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, cancellationToken) => Terminal.RunAsync(() => action(parsed, cancellationToken), ExitCode.OfFile));

    /// <summary>An option that is not known is named as one, and not taken for a file.</summary>
    public static void RefuseOptions(Argument argument) =>
        argument.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens.Where(token => IsOption(token.Value)))
            {
                result.AddError($"{token.Value} is not an option of this command.");
            }
        });

    /// <summary>An area.</summary>
    public static Option<string> GeoJsonOption(string description) => new("--geojson") { Description = description, HelpName = "file" };

    /// <summary>Reads what <see cref="GeoJsonOption"/> names.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadGeoJsonAsync(string path, CancellationToken cancellationToken)
    {
        if (path != "-")
        {
            try
            {
                return await File.ReadAllBytesAsync(path, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new CommandException($"{path} cannot be read: {error.Message}");
            }
        }

        using var text = new MemoryStream();
        await using Stream input = Console.OpenStandardInput();
        await input.CopyToAsync(text, cancellationToken);
        return text.ToArray();
    }

    public static Option<bool> QuietOption() => new("--quiet", "-q") { Description = "Show no progress." };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON." };

    // A number may be a coordinate.
    private static bool IsOption(string text) =>
        text.StartsWith('-')
        && text != "-"
        && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && !File.Exists(text);
}
