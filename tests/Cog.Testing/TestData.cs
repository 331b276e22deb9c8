namespace Cog.Testing;

/// <summary>Files of <c>tests/data</c>, found from wherever the tests run.</summary>
internal static class TestData
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = Find();

    /// <summary>The full path of a file in <c>tests/data</c>.</summary>
    public static string PathOf(string name) => Path.Combine(Root, "tests", "data", name);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Functions.sln above {AppContext.BaseDirectory}.");
    }
}
