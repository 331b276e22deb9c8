using Spectre.Console;

namespace Cog.Cli.Serving;

/// <summary>The first lines of <c>cog serve</c>.</summary>
internal static class ServingNotice
{
    public static void Print(IAnsiConsole console, string address, IReadOnlyList<FileSummary> files, bool isForThisMachine)
    {
        var grid = new Grid();
        for (int column = 0; column < 6; column++)
        {
            grid.AddColumn(new GridColumn().NoWrap());
        }

        foreach (FileSummary file in files)
        {
            grid.AddRow(
                new Text(file.Address.Name, new Style(decoration: Decoration.Bold)),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{file.Size.Width} × {file.Size.Height}")),
                new Text(file.Samples),
                new Text(file.Crs),
                new Text(file.Zooms),
                new Text(file.Length is { } length ? ByteSize.Format(length) : "")
            );
        }

        console.Write(grid);
        console.WriteLine();
        if (!isForThisMachine)
        {
            console.MarkupLineInterpolated(
                $"[yellow]Warning:[/] everybody who can reach this address can read these files without signing in."
            );
        }

        console.MarkupLineInterpolated($"Open [bold]{address}/[/] in a browser. Press Ctrl-C to stop.");
        console.WriteLine();
    }
}
