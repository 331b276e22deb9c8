namespace Cog.Testing.Web.Cli;

/// <summary>The sample files that travel with the command, and copies with something wrong.</summary>
internal static class Sample
{
    public static string PictureReader { get; } = PathOf("island-rgb.tif");

    public static string Heights { get; } = PathOf("island-dem.tif");

    /// <summary>Writes a file into a folder that the tests of this run share.</summary>
    public static string Write(string name, byte[] content)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>A path that no other test has, of a file that is not there yet.</summary>
    public static string PathOfNew(string name)
    {
        string folder = Path.Combine(Folder, Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }

    private static string Folder =>
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"cog-cli-tests-{Environment.ProcessId}")).FullName;

    private static string PathOf(string name) => Path.Combine(TestData.Root, "src", "Cog.Cli", "Sample", name);
}
