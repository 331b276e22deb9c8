using Cog;

namespace Samples;

internal static class PrintInfo
{
    public static async Task RunAsync(string pathOrAddress)
    {
        var log = new ReadLog();
        await using CogReader reader = await CogReader.OpenAsync(pathOrAddress, new() { ReadLog = log });
        Profile profile = reader.Profile;
        Console.WriteLine($"{profile.Width} × {profile.Height} × {profile.Count} {profile.Dtype}, {profile.Crs}");
        Console.WriteLine($"Bounds: {reader.Header.Bounds}");
        Console.WriteLine($"Compression: {profile.Compress ?? "none"}, blocks of {profile.BlockXSize} × {profile.BlockYSize}");
        Console.WriteLine($"Levels: {string.Join(", ", reader.Header.Levels.Select(l => $"{l.Width} × {l.Height}"))}");
        Console.WriteLine($"Read: {log.ByteCount} bytes in {log.Count} reads");
    }
}
