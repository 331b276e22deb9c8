namespace Cog.Testing.Fuzzing;

/// <summary>Good files to make bad ones of: small ones of every kind, from this repository and the corpus.</summary>
internal static class FuzzSeeds
{
    private const int MaxBytes = 64 << 10;

    /// <summary>All of them, in the same order everywhere.</summary>
    public static IReadOnlyList<byte[]> Load()
    {
        string committed = TestData.PathOf("corpus") + Path.DirectorySeparatorChar;
        IEnumerable<string> files = Directory
            .EnumerateFiles(TestData.PathOf(""), "*.tif", SearchOption.AllDirectories)
            .Where(f => !f.StartsWith(committed, StringComparison.Ordinal))
            .Concat(
                new[] { "tif", "notcog", "bad" }.SelectMany(folder => Corpus.Names(folder, "").Select(n => Corpus.PathOf($"{folder}/{n}")))
            );

        return
        [
            .. files
                .Where(f => new FileInfo(f).Length is > 0 and <= MaxBytes)
                .OrderBy(f => Path.GetFileName(f), StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];
    }
}
