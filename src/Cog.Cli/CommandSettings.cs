namespace Cog.Cli;

/// <summary>The settings of a command that ends, as <c>cog read</c> does; <c>cog serve</c> has a deployment's.</summary>
internal static class CommandSettings
{
    private const long LeastRasterBytes = 512L << 20;

    /// <summary>
    /// Everything may be read, and the person who waits decides when it has been too long (Ctrl-C): the ceilings for one request's time,
    /// bytes and blocks are those of the environment alone. What is in memory at once stays bounded.
    /// </summary>
    /// <exception cref="CogOptionsException">A variable cannot be used.</exception>
    public static CogOptions Read()
    {
        CogOptions machine = CogOptions.LocalMachine;
        CogOptions options = CogOptions.FromEnvironment(
            Environment.GetEnvironmentVariable,
            machine with
            {
                Reader = machine.Reader with
                {
                    Limits = machine.Reader.Limits with
                    {
                        MaxTimePerRequest = TimeSpan.FromDays(1),
                        MaxBytesPerRequest = long.MaxValue,
                        MaxBlocksPerRequest = int.MaxValue,
                        MaxIndexPagesPerRequest = int.MaxValue,
                        MaxRasterBytes = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, LeastRasterBytes, Array.MaxLength),
                    },
                },
                MaxWebPPixels = int.MaxValue,
            }
        );
        return options with { AllowedSources = machine.AllowedSources };
    }
}
