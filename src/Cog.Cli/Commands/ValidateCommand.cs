using System.CommandLine;
using System.Text.Json;
using Cog.Cli.Reports;
using Cog.Validation;

namespace Cog.Cli.Commands;

/// <summary><c>cog validate</c>: whether a file is a Cloud Optimized GeoTIFF that can be read; the exit code says it too.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Option<bool> json = CogCommand.JsonOption();
        Option<bool> strict = new("--strict") { Description = "Take warnings for errors." };
        Option<bool> full = new("--full") { Description = "Look at every block's leader and trailer, too: reads the whole of the file's index." };
        Option<string> profile = new("--profile") { Description = "Whose rules: rio-cogeo or gdal.", DefaultValueFactory = _ => "rio-cogeo" };
        profile.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && ValidationProfiles.Parse(name) is null)
            {
                result.AddError($"--profile is '{name}': expected rio-cogeo or gdal.");
            }
        });
        Command command = new("validate", "Tells whether a file is a Cloud Optimized GeoTIFF and can be read: exit code 0, or 1 and why not.") { file, strict, full, profile, json };
        command.SetAction((parsed, cancellationToken) => Terminal.RunAsync(() => RunAsync(
            parsed.GetRequiredValue(file),
            new() { Profile = ValidationProfiles.Parse(parsed.GetRequiredValue(profile))!.Value, IsFull = parsed.GetValue(full) },
            parsed.GetValue(strict),
            parsed.GetValue(json),
            cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string text, ValidationRequest request, bool strict, bool json, CancellationToken cancellationToken)
    {
        SourceAddress address = SourceAddress.Parse(text);
        using OpenedFile file = await OpenedFile.OpenAsync(address, cancellationToken);
        ValidationReport report = await ValidationReport.CreateAsync(address, file, request, strict, cancellationToken);

        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.ValidationReport));
        }
        else
        {
            report.Print(Terminal.Output);
        }

        return report.Cog && report.Readable ? 0 : 1;
    }
}
