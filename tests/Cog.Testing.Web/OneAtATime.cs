namespace Cog.Testing.Web;

/// <summary>Work on this checkout that one test process at a time may do: <c>dotnet test</c> runs projects side by side.</summary>
internal static class OneAtATime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(20);

    /// <summary>Waits until no other process holds <paramref name="name"/>; dispose of it to let the next one in.</summary>
    /// <exception cref="TimeoutException">Another process has held it for 20 minutes.</exception>
    public static async Task<IDisposable> EnterAsync(string name)
    {
        string folder = Path.Combine(TestData.Root, "artifacts");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{name}.lock");
        for (long start = Environment.TickCount64; Environment.TickCount64 - start < s_patience.TotalMilliseconds; )
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(100); // Held by another process; the system lets go of it when that ends, however it ends.
            }
        }

        throw new TimeoutException($"Another process has held {path} for {s_patience.TotalMinutes} minutes.");
    }
}
