using Cog.Cli.Calls;
using Cog.Cli.Reports;

namespace Cog.Cli.Commands;

/// <summary><c>cog point</c>: the values of one pixel; what <c>/cog/point</c> answers.</summary>
internal static class PointCommand
{
    public static Command Create()
    {
        Argument<string> file = CogCommand.FileArgument();
        Argument<string> lon = new("lon") { Description = "Longitude, or x in the CRS of --coord_crs." };
        Argument<string> lat = new("lat") { Description = "Latitude, or y." };
        CogCommand.RefuseOptions(lon);
        CogCommand.RefuseOptions(lat);
        var query = new QueryOptions((ApiCall.Get, "/cog/point/{coordinates}"));
        Option<bool> json = CogCommand.JsonOption();
        Command command = new("point", "Prints the values of the pixel at a place.") { file, lon, lat };
        query.AddTo(command);

        command.Add(json);
        command.SetFileAction(file, async (address, parsed, cancellationToken) =>
        {
            string place = ApiCall.Segment("The place", $"{parsed.GetRequiredValue(lon)},{parsed.GetRequiredValue(lat)}");
            var call = new ApiCall(ApiCall.Get, $"/cog/point/{place}", query.ValuesOf(parsed, address.Url));
            ApiAnswer answer = await InProcessApi.CallAsync(address, isQuiet: true, call, cancellationToken);
            ValuesText.Print(answer.Body, parsed.GetValue(json), ValuesText.PrintPoint);
            return ExitCode.Success;
        });
        return command;
    }
}
