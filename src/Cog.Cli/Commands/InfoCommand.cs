using System.CommandLine;
using System.Text.Json;
using Cog.Cli.Reports;

namespace Cog.Cli.Commands;

/// <summary><c>cog info</c>: what a file says of itself, and what it cost to ask.</summary>
internal static class InfoCommand
{
    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Option<bool> json = CogCommand.JsonOption();
        Command command = new("info", "Tells size, CRS, compression and overviews of a file.") { file, json };
        command.SetAction((parsed, cancellationToken) => Terminal.RunAsync(() => RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(json), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(string text, bool json, CancellationToken cancellationToken)
    {
        SourceAddress address = SourceAddress.Parse(text);
        using OpenedFile file = await OpenedFile.OpenAsync(address, cancellationToken);
        InfoReport report = await InfoReport.CreateAsync(address, file, cancellationToken);

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
