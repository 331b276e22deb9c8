namespace Cog.Hosting.Http;

/// <summary>Request methods, for endpoint lists.</summary>
public static class Methods
{
    /// <summary>Every reading endpoint answers both: map clients and GDAL ask with HEAD first.</summary>
    public static string[] GetAndHead { get; } = ["GET", "HEAD"];

    /// <summary>Of endpoints that read what the caller sends.</summary>
    public static string[] Post { get; } = ["POST"];
}
