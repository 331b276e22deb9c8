using System.CommandLine;
using System.Text.Json;
using Cog.Api.Info;
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
        Command command = new("info", "Prints the size, CRS, compression and overviews of a file.") { file, json, tags };
        command.SetAction(
            (parsed, cancellationToken) =>
                Terminal.RunAsync(
                    () => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(json), parsed.GetValue(tags), cancellationToken),
                    ExitCode.OfFile
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(string text, bool json, bool tags, CancellationToken cancellationToken)
    {
        SourceAddress address = SourceAddress.Parse(text);
        using OpenedFile file = await OpenedFile.OpenAsync(address, cancellationToken);
        InfoReport report = await InfoReport.CreateAsync(address, file, cancellationToken);
        if (tags)
        {
            report = report with { Ifds = DirectoryDescription.Of(file.Reader.Header) };
        }

        if (json)
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
