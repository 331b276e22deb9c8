using Cog.Cli.Calls;
using Cog.Cli.Reports;

namespace Cog.Cli.Commands;

/// <summary><c>cog statistics</c>: numbers about the values of each band; what <c>/cog/statistics</c> answers.</summary>
internal static class StatisticsCommand
{
    private const string Route = "/cog/statistics";

    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Option<string> shape = CogCommand.GeoJsonOption(
            "Count the values inside of a GeoJSON Feature, or of each of a FeatureCollection; - reads it from standard input."
        );
        var query = new QueryOptions((ApiCall.Get, Route), (ApiCall.Post, Route));
        Option<bool> json = CogCommand.JsonOption(),
            quiet = CogCommand.QuietOption();
        Command command = new(
            "statistics",
            "Prints minimum, maximum, mean and more of each band. Of all of a file, an overview at most 1024 pixels long is counted unless "
                + "--max_size says otherwise."
        )
        {
            file,
            shape,
        };
        query.AddTo(command);

        command.Add(json);
        command.Add(quiet);
        command.SetFileAction(file, async (address, parsed, cancellationToken) =>
        {
            string method = parsed.GetValue(shape) is null ? ApiCall.Get : ApiCall.Post;
            var call = new ApiCall(method, Route, query.ValuesOf(parsed, address.Url, method, Route))
            {
                Body = parsed.GetValue(shape) is { } path ? await CogCommand.ReadGeoJsonAsync(path, cancellationToken) : default,
            };
            ApiAnswer answer = await InProcessApi.CallAsync(address, parsed.GetValue(quiet), call, cancellationToken);
            ValuesText.Print(answer.Body, parsed.GetValue(json), ValuesText.PrintStatistics);
            return ExitCode.Success;
        });
        return command;
    }
}
