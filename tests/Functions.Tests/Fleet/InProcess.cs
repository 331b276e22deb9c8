using Cog.Testing.Web;

namespace Functions.Tests.Fleet;

/// <summary>What the same endpoints answer on Kestrel, from a local file: the pictures that native functions are compared with.</summary>
internal static class InProcess
{
    /// <summary>The bodies of answers, which must be 200.</summary>
    public static async Task<byte[][]> TilesAsync(byte[] file, IEnumerable<string> paths)
    {
        string name = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.tif");
        await File.WriteAllBytesAsync(name, file, TestContext.Current.CancellationToken);
        try
        {
            return await TilesAsync(name, paths);
        }
        finally
        {
            File.Delete(name);
        }
    }

    /// <inheritdoc cref="TilesAsync(byte[], IEnumerable{string})"/>
    public static async Task<byte[][]> TilesAsync(string file, IEnumerable<string> paths)
    {
        await using TestServer server = await TestServer.StartAsync();
        var bodies = new List<byte[]>();
        foreach (string path in paths)
        {
            bodies.Add(
                await server.Client.GetByteArrayAsync(
                    $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}url={Uri.EscapeDataString(file)}",
                    TestContext.Current.CancellationToken
                )
            );
        }

        return [.. bodies];
    }
}
