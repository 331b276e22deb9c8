using Spectre.Console;

namespace Cog.Cli.Reports;

/// <summary>An <see cref="InfoReport"/> for a person.</summary>
internal static class InfoText
{
    private const int MaxBands = 16;

    public static void Print(IAnsiConsole console, InfoReport report)
    {
        ProfileReport profile = report.Profile;
        Grid facts = NewGrid(columns: 2);
        Add(facts, "File", report.File);
        Add(facts, "Size", Text($"{profile.Width} × {profile.Height}"));
        Add(facts, "Bands", Text($"{profile.Bands} × {profile.Dtype}"));
        Add(facts, "Interleave", profile.Interleave);
        Add(facts, "Colours", List(profile.Colorinterp));
        if (profile.Descriptions.Any(d => d is not null))
        {
            Add(facts, "Descriptions", List(profile.Descriptions.Select(d => d ?? "–")));
        }

        if (profile.Scales.Any(s => s != 1) || profile.Offsets.Any(o => o != 0))
        {
            Add(facts, "Scale, offset", List(profile.Scales.Zip(profile.Offsets, (scale, offset) => Text($"{scale}, {offset}")), "; "));
        }

        Add(facts, "CRS", profile.Crs ?? "none, or user-defined");
        Add(facts, "Origin", Text($"{profile.Origin[0]}, {profile.Origin[1]}"));
        Add(facts, "Resolution", Text($"{profile.Resolution[0]}, {profile.Resolution[1]}"));
        if (profile.Transform is [_, var columnStep, _, var rowStep, ..] && (columnStep != 0 || rowStep != 0))
        {
            Add(facts, "Rotation", Text($"x by {columnStep} a row, y by {rowStep} a column"));
        }

        Add(facts, "Bounding box", string.Join(", ", profile.Bbox.Select(n => n.ToString(CultureInfo.InvariantCulture))));
        Add(facts, "Compression", profile.Compression);
        Add(facts, "Nodata", profile.Nodata ?? "none");
        Add(facts, "Internal mask", profile.InternalMask ? "yes" : "no");
        if (report.GcpCount > 0)
        {
            Add(facts, "Ground control points", Text($"{report.GcpCount}"));
        }

        foreach (string warning in report.Warnings ?? [])
        {
            Add(facts, "Warning", warning);
        }

        Add(facts, "Header size", ByteSize.Format(report.HeaderSize));
        Add(facts, "Reads", Text($"{report.Reads.Count}, {ByteSize.Format(report.Reads.Bytes)}"));
        console.Write(facts);

        bool isNarrow = console.Profile.Width < 80;
        Table table = NewTable(isNarrow);
        foreach (IfdReport ifd in report.Ifd)
        {
            Add(table, ifd, ifd == report.Ifd[0] ? "image" : "overview", isNarrow);
        }

        foreach (IfdReport ifd in report.MaskIfd ?? [])
        {
            Add(table, ifd, "mask", isNarrow);
        }

        console.Write(table);
        if (report.Ifds is { } directories)
        {
            TagsText.Print(console, directories);
        }
    }

    // Of a few bands; a file may have 65,535.
    private static string List(IEnumerable<string> values, string separator = ", ")
    {
        string[] first = [.. values.Take(MaxBands + 1)];
        return string.Join(separator, first.Take(MaxBands)) + (first.Length > MaxBands ? separator + "…" : "");
    }

    private static void Add(Grid grid, string name, string value) => grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));

    private static Table NewTable(bool isNarrow)
    {
        Table table = isNarrow ? new Table().NoBorder() : new Table().SimpleBorder();
        foreach (string title in (string[])["IFD", "", "Size", "Block", "Min bytes", "Mean", "Max"])
        {
            TableColumn column = new TableColumn(title).NoWrap().Padding(0, 0, 1, 0);
            table.AddColumn(title is "IFD" or "" ? column : column.RightAligned());
        }

        return table;
    }

    private static void Add(Table table, IfdReport ifd, string kind, bool isNarrow)
    {
        table.AddRow(
            Text($"{ifd.Id}"),
            kind,
            Pixels(ifd.Size),
            Pixels(ifd.BlockSize),
            Kilobytes(s => s.Min),
            Kilobytes(s => s.Mean),
            Kilobytes(s => s.Max)
        );

        string Pixels(int[] size) => isNarrow ? Text($"{size[0]}×{size[1]}") : Text($"{size[0]} × {size[1]}");

        string Kilobytes(Func<BlockSizes, double> size) => ifd.TileSizes is { } sizes ? ByteSize.Format(size(sizes) * 1024) : "–";
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Grid NewGrid(int columns)
    {
        var grid = new Grid();
        for (int column = 0; column < columns; column++)
        {
            grid.AddColumn(column == 0 ? new GridColumn().NoWrap() : new GridColumn());
        }

        return grid;
    }
}
