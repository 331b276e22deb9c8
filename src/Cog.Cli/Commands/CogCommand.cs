using System.CommandLine.Parsing;
using System.Text.Json;
using Cog.Rendering.Tiling;

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

    /// <summary>Says what a command does with the file that it is given.</summary>
    /// <exception cref="CommandException">That is no file and no address.</exception>
    public static void SetFileAction(
        this Command command,
        Argument<string> file,
        Func<SourceAddress, ParseResult, CancellationToken, Task<int>> action
    ) =>
        command.SetFileAction(
            (parsed, cancellationToken) => action(SourceAddress.Parse(parsed.GetRequiredValue(file)), parsed, cancellationToken)
        );

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
    public static Option<string> GeoJsonOption(string description) => UsageErrors.FileName("--geojson", description);

    /// <summary>Reads what <see cref="GeoJsonOption"/> names.</summary>
    /// <exception cref="CommandException">It cannot be read, or is no JSON.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadGeoJsonAsync(string path, CancellationToken cancellationToken)
    {
        byte[] text = path == "-" ? await ReadInputAsync(cancellationToken) : await ReadFileAsync(path, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text);
            return text;
        }
        catch (JsonException error)
        {
            string name = path == "-" ? "standard input" : path;
            throw CommandException.Usage(
                $"--geojson: {name} is not JSON, {JsonFault.PlaceOf(error)}: expected a Feature or a FeatureCollection."
            );
        }
    }

    private static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception error) when (FileErrors.Is(error))
        {
            throw FileErrors.Reading(path, error);
        }
    }

    private static async Task<byte[]> ReadInputAsync(CancellationToken cancellationToken)
    {
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
