namespace Cog.Testing.Web.Cli;

/// <summary>The sample files that travel with the command, and copies with something wrong.</summary>
internal static class Sample
{
    public static string PictureReader { get; } = PathOf("island-rgb.tif");

    public static string Heights { get; } = PathOf("island-dem.tif");

    /// <summary>Writes a file into a folder that the tests of this run share.</summary>
    public static string Write(string name, byte[] content)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"cog-cli-tests-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static string PathOf(string name) => Path.Combine(TestData.Root, "src", "Cog.Cli", "Sample", name);
}
