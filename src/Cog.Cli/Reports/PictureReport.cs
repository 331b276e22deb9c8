using Cog.Cli.Calls;

namespace Cog.Cli.Reports;

/// <summary>What <c>cog read</c> and <c>cog tile</c> tell of the picture that they have written.</summary>
/// <param name="File">The address it was read from.</param>
/// <param name="Output">The file it was written to.</param>
/// <param name="MediaType">What that is.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Bounds">minimum x, y, maximum x, y; null where it has no place.</param>
/// <param name="Crs">The URI of the CRS that those numbers are in; null for one without a code.</param>
/// <param name="Reads">What it cost.</param>
/// <param name="Blocks">How many blocks were decoded.</param>
internal sealed record PictureReport(
    string File,
    string Output,
    string MediaType,
    long Bytes,
    double[]? Bounds,
    string? Crs,
    ReadsReport Reads,
    int Blocks
)
{
    /// <summary>Reads the headers of an endpoint's answer.</summary>
    public static PictureReport Of(string file, string output, ApiAnswer answer) =>
        new(
            file,
            output,
            answer.MediaType,
            answer.Body.Length,
            answer.Headers["Content-Bbox"] is [{ } box]
                ? [.. box.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
                : null,
            answer.Headers["Content-Crs"] is [{ } crs] ? crs.Trim('<', '>') : null,
            new(answer.Reads.Count, answer.Reads.ByteCount),
            answer.Reads.Blocks
        );
}
