using Cog.Validation;
using Spectre.Console;

namespace Cog.Cli.Reports;

/// <summary>What <c>cog validate</c> tells.</summary>
/// <param name="File">The address.</param>
/// <param name="Cog">The verdict.</param>
/// <param name="Errors">Why not, in rio-cogeo's words.</param>
/// <param name="Warnings">What could be better.</param>
internal sealed record ValidationReport(string File, bool Cog, IReadOnlyList<string> Errors, IReadOnlyList<string> Warnings)
{
    public static async Task<ValidationReport> CreateAsync(SourceAddress address, OpenedFile file, bool strict, CancellationToken cancellationToken)
    {
        CogValidation validation = await CogValidator.ValidateAsync(
            file.Source, file.Reader.Header, file.Reader.Options, HasExternalOverviews(address), cancellationToken);
        return new(address.Url, validation.IsValid(strict), validation.Errors, validation.Warnings);
    }

    public void Print(IAnsiConsole console)
    {
        console.MarkupLine(Cog ? "[green]This is a Cloud Optimized GeoTIFF.[/]" : "[red]This is not a Cloud Optimized GeoTIFF.[/]");
        foreach (string error in Errors)
        {
            console.MarkupLineInterpolated($"[red]error:[/] {error}");
        }

        foreach (string warning in Warnings)
        {
            console.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }
    }

    // Beside a file on disk only: over HTTP one more request would ask for what is almost never there.
    private static bool HasExternalOverviews(SourceAddress address) => new Uri(address.Url) is { IsFile: true } uri && Path.Exists(uri.LocalPath + ".ovr");
}
