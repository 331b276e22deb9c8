namespace Cog.Cli.Progress;

/// <summary>What a person sees of work that takes longer than a second.</summary>
internal static class ProgressLine
{
    public static Task<T> RunAsync<T>(ReadLog reads, bool isQuiet, Func<Task<T>> work) => work();
}
