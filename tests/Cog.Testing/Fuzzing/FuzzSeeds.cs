namespace Cog.Testing.Fuzzing;

/// <summary>Good files to make bad ones of: small ones of every kind, from this repository and, when it is here, from the corpus.</summary>
public static class FuzzSeeds
{
    private const int MaxBytes = 64 << 10;

    /// <summary>All of them, in the same order everywhere.</summary>
    public static IReadOnlyList<byte[]> Load()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(TestData.PathOf(""), "*.tif", SearchOption.AllDirectories);
        if (Corpus.Folder is { } corpus)
        {
            files = files.Concat(new[] { "tif", "notcog", "bad" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(corpus, folder), "*.tif")));
        }

        return [.. files.Where(f => new FileInfo(f).Length is > 0 and <= MaxBytes).OrderBy(f => Path.GetFileName(f), StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }
}
