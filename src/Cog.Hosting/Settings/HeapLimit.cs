namespace Cog.Hosting.Settings;

/// <summary>How far this process's managed memory may grow: beyond, a request fails, and not the machine.</summary>
internal static class HeapLimit
{
    /// <summary>Limits the heap of this process.</summary>
    /// <param name="bytes">Null leaves it as it is.</param>
    public static void Set(long? bytes)
    {
        if (bytes is { } most)
        {
            AppContext.SetData("GCHeapHardLimit", (ulong)most);
            GC.RefreshMemoryLimit();
        }
    }
}
