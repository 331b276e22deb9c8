using System.Text.Json;
using Cog.Api.Info;
using Cog.Cli.Progress;
using Cog.Cli.Reports;

namespace Cog.Cli.Commands;

/// <summary><c>cog info</c>: what a file says of itself, and what it cost to ask.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Option<bool> json = CogCommand.JsonOption();
        Option<bool> tags = new("--tags") { Description = "Print every directory with its tags as well." };
        Option<bool> quiet = CogCommand.QuietOption();
        Command command = new("info", "Prints the size, CRS, compression and overviews of a file.") { file, json, tags, quiet };
        command.SetFileAction(file, (address, parsed, cancellationToken) =>
            RunAsync(address, (parsed.GetValue(json), parsed.GetValue(tags), parsed.GetValue(quiet)), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        SourceAddress address,
        (bool Json, bool Tags, bool Quiet) wanted,
        CancellationToken cancellationToken
    )
    {
        var reads = new ReadLog();
        using OpenedFile file = await ProgressLine.RunAsync(reads, wanted.Quiet, () =>
            OpenedFile.OpenAsync(address, reads, cancellationToken)
        );
        InfoReport report = await ProgressLine.RunAsync(reads, wanted.Quiet, () =>
            InfoReport.CreateAsync(address, file, cancellationToken)
        );
        if (wanted.Tags)
        {
            report = report with { Ifds = DirectoryDescription.Of(file.Reader.Header) };
        }

        if (wanted.Json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ReportJson.Default.InfoReport));
        }
        else
        {
            InfoText.Print(Terminal.Output, report);
        }

        await file.EnsureWholeAsync(address, cancellationToken);
        return 0;
    }
}
