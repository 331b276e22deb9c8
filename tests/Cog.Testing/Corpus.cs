namespace Cog.Testing;

/// <summary>
/// The GeoTIFF corpus with GDAL's answers that lies beside a developer's checkout (<c>COG_CORPUS</c> says where; else a folder <c>shared/corpus</c> above this one).
/// Tests that read it are skipped, visibly, where it is missing.
/// </summary>
public static class Corpus
{
    /// <summary>Its folder; null when it is not here.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why a test was skipped.</summary>
    public const string Missing = "The shared corpus is not beside this checkout (set COG_CORPUS to its folder).";

    /// <summary>A file of the corpus, e.g. <c>tif/codec-none-byte.tif</c>.</summary>
    public static string PathOf(string name) =>
        Path.Combine(Folder ?? throw new InvalidOperationException(Missing), name);

    /// <summary>Names of the files in <paramref name="folder"/> whose names start with <paramref name="prefix"/>, sorted, e.g. <c>codec-none-byte.tif</c>; none when the corpus is not here.</summary>
    public static IEnumerable<string> Names(string folder, string prefix) =>
        Folder is null
            ? []
            : Directory.EnumerateFiles(Path.Combine(Folder, folder), prefix + "*.tif").Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("COG_CORPUS") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
