namespace Cog.Testing;

/// <summary>
/// GeoTIFFs with GDAL's answers: all of them where a folder <c>shared/corpus</c> lies above this one, or <c>COG_CORPUS</c> names
/// the folder; else those in <c>tests/data/corpus</c>. Tests that need more than these are skipped, visibly.
/// </summary>
internal static class Corpus
{
    private static readonly string? s_whole = FindWhole();

    /// <summary>Why a test was skipped.</summary>
    public const string Missing = "Only the part of the corpus in tests/data is here (set COG_CORPUS to the folder of the whole).";

    /// <summary>All files are here, not only those that are committed.</summary>
    public static bool IsWhole => s_whole is not null;

    /// <summary>The folder of the files.</summary>
    public static string Folder { get; } = s_whole ?? TestData.PathOf("corpus");

    /// <summary>A file or folder of the corpus, e.g. <c>tif/codec-none-byte.tif</c>.</summary>
    /// <remarks>Skips the test when it is one of those that are not here.</remarks>
    public static string PathOf(string name)
    {
        string path = Path.Combine(Folder, name);
        Assert.SkipUnless(IsWhole || Path.Exists(path), Missing);
        return path;
    }

    /// <summary>Names of the files in <paramref name="folder"/> that start with <paramref name="prefix"/>, sorted.</summary>
    public static IEnumerable<string> Names(string folder, string prefix)
    {
        string path = Path.Combine(Folder, folder);
        return IsWhole || Directory.Exists(path)
            ? Directory.EnumerateFiles(path, prefix + "*.tif").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>A row of a theory for each name; and one that is skipped, for the files that are not here.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            yield return new(name);
        }

        if (!IsWhole)
        {
            yield return new("the others") { Skip = Missing };
        }
    }

    private static string? FindWhole()
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
