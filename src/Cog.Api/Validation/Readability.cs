using Cog.Hosting.Failures;
using Cog.Validation;

namespace Cog.Api.Validation;

/// <summary>Whether this reader makes pixels of a file, tried on blocks of every level: see <see cref="PixelCheck"/>.</summary>
internal static class Readability
{
    /// <summary>What a sample of the blocks shows.</summary>
    /// <param name="source">The file.</param>
    /// <param name="reader">Knows its header.</param>
    /// <param name="request">What it may cost.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public static Task<PixelFindings> SampleAsync(
        IRangeSource source,
        CogReader reader,
        ValidationRequest request,
        CancellationToken cancellationToken
    ) =>
        PixelCheck.RunAsync(source, reader.Header, reader.Options, PixelSample.Default with { Budget = request.Budget }, cancellationToken);

    /// <returns>Why it does not, level by level; empty when it does.</returns>
    public static IReadOnlyList<string> ErrorsOf(PixelFindings pixels) =>
        [.. pixels.Problems.Select(p => p.Describe(Failure.Of(p.Error).Message))];
}
