using SharpFuzz;

namespace Fuzzing;

/// <summary>
/// Entries for fuzzers that steer by coverage. The assembly <c>Cog.dll</c> must have been instrumented (<c>sharpfuzz Cog.dll</c>).
/// </summary>
internal static class Engines
{
    /// <summary>Started by libfuzzer-dotnet.</summary>
    public static int LibFuzzer()
    {
        Fuzzer.LibFuzzer.Run(bytes => Input.GoAsync(bytes.ToArray()).GetAwaiter().GetResult());
        return 0;
    }

    /// <summary>Started by afl-fuzz.</summary>
    public static int Afl()
    {
        Fuzzer.Run(stream =>
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Input.GoAsync(bytes.ToArray()).GetAwaiter().GetResult();
        });
        return 0;
    }
}
