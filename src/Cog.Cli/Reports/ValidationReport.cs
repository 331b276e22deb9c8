using Cog.Api.Validation;
using Cog.Hosting.Sources;
using Cog.Validation;
using Spectre.Console;

namespace Cog.Cli.Reports;

/// <summary>What <c>cog validate</c> tells.</summary>
internal sealed record ValidationReport
{
    /// <summary>The address.</summary>
    public required string File { get; init; }

    /// <summary>Whether the layout is that of a Cloud Optimized GeoTIFF.</summary>
    public required bool Cog { get; init; }

    /// <summary>Why not, in rio-cogeo's words.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>What could be better.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What the layout costs, and how it could cost less.</summary>
    public required IReadOnlyList<string> Advice { get; init; }

    /// <summary>Why pixels of it cannot be read, level by level; empty when they can.</summary>
    public required IReadOnlyList<string> ReadableErrors { get; init; }

    /// <summary>The layout is one question, the pixels are another: a file that was cut off keeps the layout of a COG.</summary>
    public bool Readable => ReadableErrors is [];

    /// <summary>
    /// Both: <c>valid</c>, <c>invalid</c>, or <c>partial</c> when nothing is wrong, but not all that was to be judged could be.
    /// </summary>
    public required string Verdict { get; init; }

    /// <summary>How many blocks had their leaders and trailers looked at; null when that was not asked for, or there are none.</summary>
    public string? Frames { get; init; }

    /// <summary>How many blocks were decoded.</summary>
    public required string Decoded { get; init; }

    public static async Task<ValidationReport> CreateAsync(
        SourceAddress address,
        OpenedFile file,
        ValidationRequest request,
        bool strict,
        CancellationToken cancellationToken
    )
    {
        request = request with { HasExternalOverviews = HasExternalOverviews(address) };
        CogValidation validation = await CogValidator.ValidateAsync(
            file.Source,
            file.Reader.Header,
            file.Reader.Options with
            {
                ReadLog = file.Reads,
            },
            request,
            cancellationToken
        );
        PixelFindings pixels = validation.Pixels ?? await Readability.SampleAsync(file.Source, file.Reader, request, cancellationToken);
        return new()
        {
            File = address.Url,
            Cog = validation.IsValid(strict),
            Errors = validation.Errors,
            Warnings = validation.Warnings,
            Advice = [.. validation.Advice],
            ReadableErrors = Readability.ErrorsOf(pixels),
            Verdict = ValidationVerdicts.Of(validation, pixels, strict).Name(),
            Frames = validation.Frames?.ToString(),
            Decoded = pixels.Coverage.ToString(),
        };
    }

    public void Print(IAnsiConsole console)
    {
        console.MarkupLine(
            !Cog ? "[red]This is not a Cloud Optimized GeoTIFF.[/]"
            : Verdict == "valid" ? "[green]This is a Cloud Optimized GeoTIFF.[/]"
            : Verdict == "partial" ? "[yellow]This has the layout of a Cloud Optimized GeoTIFF, but not all of it could be judged.[/]"
            : "[red]This has the layout of a Cloud Optimized GeoTIFF, but cannot be read. Was the file cut off?[/]"
        );
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

        if (Frames is not null)
        {
            console.MarkupLineInterpolated($"[grey]Leaders and trailers: {Frames}[/]");
        }

        console.MarkupLineInterpolated($"[grey]Pixels: {Decoded}[/]");
        foreach (string advice in Advice)
        {
            console.MarkupLineInterpolated($"[grey]{advice}[/]");
        }
    }

    // Beside a file on disk only: over HTTP one more request would ask for what is almost never there.
    private static bool HasExternalOverviews(SourceAddress address) =>
        new Uri(address.Url) is { IsFile: true } uri && Path.Exists(uri.LocalPath + FileLocation.OverviewsSuffix);
}
