namespace Cog.Rendering.Tiling;

/// <summary>The tile matrix sets of a deployment: the registered ones, its own, and the grid that each file is stored in.</summary>
internal sealed class TileMatrixSets
{
    /// <summary>The name of a file's own grid, whose tiles are the file's blocks: a set for each file.</summary>
    public const string NativeGrid = "CogGrid";

    /// <summary>What <see cref="IsId"/> demands, in words.</summary>
    public const string ExpectedId = "a name of letters, digits, '_', '-' and '.'";

    private const int MaxFiles = 1000,
        MaxFileBytes = 1 << 20;

    private readonly Dictionary<string, TileMatrixSet> _own;

    private TileMatrixSets(IEnumerable<TileMatrixSet> own)
    {
        _own = own.ToDictionary(set => set.Id, StringComparer.OrdinalIgnoreCase);
        Ids = [.. WellKnownTileMatrixSets.Ids.Where(id => !_own.ContainsKey(id)), .. _own.Values.Select(set => set.Id)];
    }

    /// <summary>The registered ones alone.</summary>
    public static TileMatrixSets Registered { get; } = new([]);

    /// <summary>Every name but <see cref="NativeGrid"/>, in the order they are listed to clients.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>True for the name of a file's own grid.</summary>
    public static bool IsNativeGrid(string id) => id.Equals(NativeGrid, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a set can have this name: it becomes a segment of addresses.</summary>
    public static bool IsId(string id) => id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>
    /// Reads the <c>.json</c> files of a folder, as morecantile does: each holds one set, and is named after it. One of a registered set's
    /// name takes its place.
    /// </summary>
    /// <param name="folder">Null for <see cref="Registered"/>.</param>
    /// <exception cref="FormatException">The folder or a file cannot be used; the message names the file, the member and what was
    /// expected.</exception>
    public static TileMatrixSets Load(string? folder)
    {
        if (folder is null)
        {
            return Registered;
        }

        try
        {
            string[] files = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Take(MaxFiles + 1)];
            return files.Length <= MaxFiles
                ? new(files.Select(Read))
                : throw new FormatException($"'{folder}' holds more than {MaxFiles} files of tile matrix sets.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"'{folder}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Finds a set by its name, whatever its case; null when unknown, as a file's own grid is.</summary>
    public TileMatrixSet? Find(string id) => _own.GetValueOrDefault(id) ?? WellKnownTileMatrixSets.Find(id);

    /// <summary>Finds a set by its name, a file's own grid among them; null when unknown.</summary>
    /// <exception cref="CogException">The file's blocks are not tile matrix set: see <see cref="CogTileMatrixSet"/>.</exception>
    public TileMatrixSet? Find(string id, CogHeader header) => IsNativeGrid(id) ? CogTileMatrixSet.Of(header, NativeGrid) : Find(id);

    private static TileMatrixSet Read(string file)
    {
        if (new FileInfo(file).Length > MaxFileBytes)
        {
            throw new FormatException($"{file}: it is larger than {MaxFileBytes} bytes.");
        }

        TileMatrixSet set;
        try
        {
            set = TileMatrixSetReader.Read(File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is FormatException or UnsupportedCrsException)
        {
            throw new FormatException($"{file}: {error.Message}", error);
        }

        // Case included: two names that differ in it alone would be one.
        return set.Id == Path.GetFileNameWithoutExtension(file) && !IsNativeGrid(set.Id)
            ? set
            : throw new FormatException(
                $"{file}: id is \"{set.Id}\"; the name of the file without .json is expected, and any but {NativeGrid}."
            );
    }
}
