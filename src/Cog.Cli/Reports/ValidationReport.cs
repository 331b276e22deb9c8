using Cog.Api.Validation;
using Cog.Hosting.Sources;
using Cog.Validation;
using Spectre.Console;

namespace Cog.Cli.Reports;

/// <summary>What <c>cog validate</c> tells.</summary>
/// <param name="File">The address.</param>
/// <param name="Cog">The verdict.</param>
/// <param name="Errors">Why not, in rio-cogeo's words.</param>
/// <param name="Warnings">What could be better.</param>
/// <param name="Advice">What the layout costs, and how it could cost less.</param>
/// <param name="ReadableErrors">Why pixels of it cannot be read, level by level; empty when they can.</param>
internal sealed record ValidationReport(
    string File, bool Cog, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<string> Advice, IReadOnlyList<string> ReadableErrors)
{
    /// <summary>The layout is one question, the pixels are another: a file that was cut off keeps the layout of a COG.</summary>
    public bool Readable => ReadableErrors is [];

    public static async Task<ValidationReport> CreateAsync(SourceAddress address, OpenedFile file, ValidationRequest request, bool strict, CancellationToken cancellationToken)
    {
        CogValidation validation = await CogValidator.ValidateAsync(
            file.Source, file.Reader.Header, file.Reader.Options, request with { HasExternalOverviews = HasExternalOverviews(address) }, cancellationToken);
        return new(
            address.Url,
            validation.IsValid(strict),
            validation.Errors,
            validation.Warnings,
            [.. validation.Advice],
            await Readability.CheckAsync(file.Reader, BlockSelection.Spot, cancellationToken));
    }

    public void Print(IAnsiConsole console)
    {
        console.MarkupLine(
            !Cog ? "[red]This is not a Cloud Optimized GeoTIFF.[/]"
            : Readable ? "[green]This is a Cloud Optimized GeoTIFF.[/]"
            : "[red]This has the layout of a Cloud Optimized GeoTIFF, but cannot be read. Was the file cut off?[/]");
        foreach (string error in Errors)
        {
            console.MarkupLineInterpolated($"[red]error:[/] {error}");
        }

        foreach (string warning in Warnings)
        {
            console.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }

        foreach (string error in ReadableErrors)
        {
            console.MarkupLineInterpolated($"[red]unreadable:[/] {error}");
        }

        foreach (string advice in Advice)
        {
            console.MarkupLineInterpolated($"[grey]{advice}[/]");
        }
    }

    // Beside a file on disk only: over HTTP one more request would ask for what is almost never there.
    private static bool HasExternalOverviews(SourceAddress address) => new Uri(address.Url) is { IsFile: true } uri && Path.Exists(uri.LocalPath + FileLocation.OverviewsSuffix);
}
