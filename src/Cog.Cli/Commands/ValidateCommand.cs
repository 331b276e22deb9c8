using System.Text.Json;
using Cog.Cli.Progress;
using Cog.Cli.Reports;
using Cog.Validation;

namespace Cog.Cli.Commands;

/// <summary><c>cog validate</c>: whether a file is a Cloud Optimized GeoTIFF that can be read; the exit code says it too.</summary>
internal static class ValidateCommand
{
    private const string Description =
        "Checks whether a file is a Cloud Optimized GeoTIFF and can be read; if not, prints why.\n\n"
        + "Exit codes: 0 valid; 1 invalid; 2 the file could not be read (missing, not permitted, a network failure), or only a part of it "
        + "could be checked; 64 wrong usage.";

    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Option<bool> json = CogCommand.JsonOption();
        Option<bool> strict = new("--strict") { Description = "Treat warnings as errors." };
        Option<bool> full = new("--full")
        {
            Description = "Check the leader and trailer of every block, and decode it. Reads the whole file.",
        };
        Option<bool?> decode = new("--decode")
        {
            Description =
                "Decode every block of every level and verify checksums. Default: a sample of the blocks; with --full, every block, unless "
                + "this is false.",
            HelpName = "true|false",
        };
        Option<string> profile = new("--profile")
        {
            Description = "The rule set to validate against: rio-cogeo or gdal.",
            DefaultValueFactory = _ => "rio-cogeo",
        };
        profile.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && ValidationProfiles.Parse(name) is null)
            {
                result.AddError($"--profile is '{name}': expected rio-cogeo or gdal.");
            }
        });
        Option<bool> quiet = CogCommand.QuietOption();
        Command command = new("validate", Description) { file, strict, full, decode, profile, json, quiet };
        command.SetFileAction(file, (address, parsed, cancellationToken) => RunAsync(
                address,
                new()
                {
                    Profile = ValidationProfiles.Parse(parsed.GetRequiredValue(profile))!.Value,
                    IsFull = parsed.GetValue(full),
                    IsDecoded = parsed.GetValue(decode) ?? parsed.GetValue(full),
                },
                (parsed.GetValue(strict), parsed.GetValue(json), parsed.GetValue(quiet)),
                cancellationToken
            ));
        return command;
    }

    private static async Task<int> RunAsync(
        SourceAddress address,
        ValidationRequest request,
        (bool Strict, bool Json, bool Quiet) wanted,
        CancellationToken cancellationToken
    )
    {
        var reads = new ReadLog();
        ValidationReport report = await ProgressLine.RunAsync(reads, wanted.Quiet, async () =>
        {
            using OpenedFile file = await OpenedFile.OpenAsync(address, reads, cancellationToken);
            return await ValidationReport.CreateAsync(address, file, request, wanted.Strict, cancellationToken);
        });

        if (wanted.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ValidationReport));
        }
        else
        {
            report.Print(Terminal.Output);
        }

        return report.Verdict switch
        {
            "valid" => ExitCode.Success,
            "invalid" => ExitCode.Failure,
            _ => ExitCode.NotJudged,
        };
    }
}
