namespace Cog.Cli.Reports;

/// <summary>What <c>cog mosaic create</c> and <c>cog mosaic index</c> tell of the mosaic that they have written.</summary>
/// <param name="Output">The file, or the table, it was written to.</param>
/// <param name="Files">How many files are in it; of a table, how many were entered.</param>
/// <param name="Failures">Files that are not.</param>
internal sealed record MosaicReport(string Output, int Files, IReadOnlyList<FileFailure> Failures);

/// <summary>A file that is left out.</summary>
/// <param name="File">Its address.</param>
/// <param name="Reason">Why.</param>
internal sealed record FileFailure(string File, string Reason)
{
    /// <summary>Of pairs of address and reason.</summary>
    public static IReadOnlyList<FileFailure> Of(IEnumerable<(string Url, string Reason)> failures) =>
        [.. failures.Select(failure => new FileFailure(failure.Url, failure.Reason))];
}
