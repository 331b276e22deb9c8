using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace Cog.Cli.Reports;

/// <summary>Values that an endpoint answered as JSON: printed as JSON, or for a person.</summary>
internal static class ValuesText
{
    private static readonly (string Title, string Name)[] s_columns =
    [
        ("Min", "min"),
        ("Max", "max"),
        ("Mean", "mean"),
        ("Std", "std"),
        ("Median", "median"),
        ("Valid %", "valid_percent"),
    ];

    /// <summary>Prints an answer.</summary>
    /// <param name="answer">The endpoint's JSON.</param>
    /// <param name="asJson">As it is, indented.</param>
    /// <param name="print">Prints it for a person.</param>
    public static void Print(ReadOnlyMemory<byte> answer, bool asJson, Action<IAnsiConsole, JsonElement> print)
    {
        using JsonDocument document = JsonDocument.Parse(answer);
        if (asJson)
        {
            Console.Out.WriteLine(Indented(document.RootElement));
        }
        else
        {
            print(Terminal.Output, document.RootElement);
        }
    }

    /// <summary>A line for each band.</summary>
    public static void PrintPoint(IAnsiConsole console, JsonElement point)
    {
        Grid grid = NewGrid(3);
        JsonElement names = point.GetProperty("band_names"),
            descriptions = point.GetProperty("band_descriptions");
        int band = 0;
        foreach (JsonElement value in point.GetProperty("values").EnumerateArray())
        {
            string name = names[band].GetString()!,
                description = descriptions[band].GetString()!;
            grid.AddRow(
                new Text(name, new Style(Color.Grey)),
                new Text(value.ValueKind == JsonValueKind.Null ? "no value" : Shortest(value.GetDouble())),
                new Text(description == name ? "" : description)
            );
            band++;
        }

        console.Write(grid);
    }

    /// <summary>A table of all bands; one for each feature.</summary>
    public static void PrintStatistics(IAnsiConsole console, JsonElement answer)
    {
        if (!answer.TryGetProperty("type", out JsonElement type) || type.ValueKind != JsonValueKind.String)
        {
            console.Write(TableOf(answer));
            return;
        }

        bool isOne = type.GetString() == "Feature";
        int number = 0;
        foreach (JsonElement feature in isOne ? [answer] : answer.GetProperty("features").EnumerateArray().ToArray())
        {
            number++;
            if (!isOne)
            {
                string name = feature.TryGetProperty("id", out JsonElement id)
                    ? id.ToString()
                    : number.ToString(CultureInfo.InvariantCulture);
                console.MarkupLineInterpolated($"[bold]Feature {name}[/]");
            }

            console.Write(TableOf(feature.GetProperty("properties").GetProperty("statistics")));
        }
    }

    private static Table TableOf(JsonElement statistics)
    {
        Table table = new Table().SimpleBorder().AddColumn(new TableColumn("Band").NoWrap().PadLeft(0));
        foreach ((string title, _) in s_columns)
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().Padding(0, 0, 1, 0));
        }

        foreach (JsonProperty band in statistics.EnumerateObject())
        {
            table.AddRow([band.Name, .. s_columns.Select(column => Number(band.Value.GetProperty(column.Name)))]);
        }

        return table;
    }

    // A sample of 32 bits as it was written: 174.2, and not 174.1999969482422.
    private static string Shortest(double value) =>
        (float)value == value
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("G6", CultureInfo.InvariantCulture) : "–";

    private static Grid NewGrid(int columns)
    {
        var grid = new Grid();
        for (int column = 0; column < columns; column++)
        {
            grid.AddColumn(new GridColumn().Padding(0, 0, 2, 0));
        }

        return grid;
    }

    private static string Indented(JsonElement answer)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonWriting.Options with { Indented = true }))
        {
            answer.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
