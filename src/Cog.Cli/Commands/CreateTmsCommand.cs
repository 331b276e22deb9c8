using System.Text.Json;
using Cog.Rendering.Tiling;

namespace Cog.Cli.Commands;

/// <summary><c>cog create-tms</c>: the grid that a file is stored in, as a tile matrix set.</summary>
internal static class CreateTmsCommand
{
    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Option<string> id = new("--id") { Description = "The id of the set. Default: the name of the file." };
        Command command = new(
            "create-tms",
            "Prints the block grid of a file as a tile matrix set (JSON of OGC 17-083r4): one tile matrix for the image and each overview."
        )
        {
            file,
            id,
        };
        command.SetFileAction(file, (address, parsed, cancellationToken) => RunAsync(address, parsed.GetValue(id), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SourceAddress address, string? id, CancellationToken cancellationToken)
    {
        // A deployment's folder of sets takes no other.
        if (id is not null && (!TileMatrixSets.IsId(id) || TileMatrixSets.IsNativeGrid(id)))
        {
            throw CommandException.Usage($"--id is '{id}': expected {TileMatrixSets.ExpectedId}, and any but {TileMatrixSets.NativeGrid}.");
        }

        using OpenedFile file = await OpenedFile.OpenAsync(address, new(), cancellationToken);
        TileMatrixSet set = CogTileMatrixSet.Of(file.Reader.Header, id ?? IdOf(address.Name));

        await using Stream output = Console.OpenStandardOutput();
        await using (var writer = new Utf8JsonWriter(output, JsonWriting.Options with { Indented = true }))
        {
            JsonSerializer.Serialize(writer, TileMatrixSetDocument.Of(set), TilingJson.Default.TileMatrixSetDocument);
        }

        output.WriteByte((byte)'\n');
        return 0;
    }

    // It becomes a segment of addresses, and the name of a file.
    private static string IdOf(string name)
    {
        string id = string.Concat(
            Path.GetFileNameWithoutExtension(name).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')
        );
        return id.Length > 0 && !TileMatrixSets.IsNativeGrid(id) ? id : "Own";
    }
}
