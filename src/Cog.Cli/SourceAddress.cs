using Cog.Sources;

namespace Cog.Cli;

/// <summary>What a person types for a file → the address the rest of the product reads.</summary>
/// <param name="Name">Short, to be shown.</param>
/// <param name="Url">Absolute: <c>file:///…</c>, <c>https://…</c>, <c>s3://…</c>, or GDAL's name for one.</param>
internal sealed record SourceAddress(string Name, string Url)
{
    private const int MaxFiles = 1000;

    /// <summary>Whether it was found in a folder, and not named by anybody.</summary>
    public bool IsOfFolder { get; private init; }

    /// <summary>What a person typed, to be told of it.</summary>
    public string Text { get; private init; } = Name;

    /// <summary>Reads a path, relative or not, or an address.</summary>
    /// <exception cref="CommandException">There is no such file, or it is a directory.</exception>
    public static SourceAddress Parse(string text)
    {
        string[] starts = ["s3://", "file:/", "/vsi"];
        if (!File.Exists(text) && starts.Any(s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase)))
        {
            // Taken as it is written, by who reads ?url=.
            return new(text[(text.TrimEnd('/').LastIndexOf('/') + 1)..], text) { Text = text };
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
                ? new(NameOf(uri), uri.AbsoluteUri) { Text = text }
                : throw new CommandException($"{text} is neither a path nor an address.");
        }

        if (text.Length == 0)
        {
            throw CommandException.Usage("The name of the file is empty: expected a path or an address.");
        }

        string path = Path.GetFullPath(text);
        if (Directory.Exists(path))
        {
            throw new CommandException($"{text} is a directory: expected a GeoTIFF file.");
        }

        if (!File.Exists(path))
        {
            throw new CommandException($"There is no file {text}.");
        }

        return new(Path.GetFileName(path), new FileRangeSource(path).Uri.AbsoluteUri) { Text = text };
    }

    /// <summary>What is read is not written over.</summary>
    /// <param name="target">The file that is to be written; null for none.</param>
    /// <exception cref="CommandException">It is this one.</exception>
    public void RefuseToOverwrite(string? target)
    {
        if (
            target is not null
            && Uri.TryCreate(Url, UriKind.Absolute, out Uri? uri)
            && uri.IsFile
            && uri.LocalPath == Path.GetFullPath(target)
        )
        {
            throw CommandException.Usage($"{target} is the file that is read: it would be lost. Name another one to be written.");
        }
    }

    /// <summary>The same, but a folder stands for the GeoTIFFs in it and below, by name.</summary>
    /// <exception cref="CommandException">There is no such file, no GeoTIFF in the folder, or too many.</exception>
    public static IReadOnlyList<SourceAddress> ParseAll(string text)
    {
        if (!Directory.Exists(text))
        {
            return [Parse(text)];
        }

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            MatchCasing = MatchCasing.CaseInsensitive,
        };
        string[] files =
        [
            .. Directory
                .EnumerateFiles(text, "*", options)
                .Where(file => Path.GetExtension(file).ToUpperInvariant() is ".TIF" or ".TIFF")
                .Take(MaxFiles + 1)
                .Order(StringComparer.Ordinal),
        ];
        return files.Length switch
        {
            0 => throw new CommandException($"The folder {text} has no .tif or .tiff file in it."),
            > MaxFiles => throw new CommandException($"The folder {text} has more than {MaxFiles} GeoTIFF files: name one with fewer."),
            _ => [.. files.Select(file => Parse(file) with { Name = Path.GetRelativePath(text, file), IsOfFolder = true })],
        };
    }

    private static string NameOf(Uri uri) => uri.Segments is [.., var last] && last != "/" ? Uri.UnescapeDataString(last) : uri.Host;
}
