namespace Cog.Viewer;

/// <summary>The files of the pages with a map, inside this assembly.</summary>
/// <remarks>
/// A project of its own, since MapLibre GL is half a megabyte: a program that does not call this has none of it in its binary.
/// </remarks>
public static class ViewerFiles
{
    /// <summary>Opens a file.</summary>
    /// <param name="name">Its name without a folder, e.g. <c>viewer.js</c>.</param>
    /// <returns>Its bytes as Brotli; null when there is no such file.</returns>
    public static Stream? Open(string name) => typeof(ViewerFiles).Assembly.GetManifestResourceStream(name);
}
