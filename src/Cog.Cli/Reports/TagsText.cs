using Cog.Api.Info;
using Spectre.Console;

namespace Cog.Cli.Reports;

/// <summary>Tags for a person: a table for each directory.</summary>
internal static class TagsText
{
    // What stays readable in one cell; --json has more.
    private const int MaxCharacters = 200;

    public static void Print(IAnsiConsole console, IReadOnlyList<DirectoryDescription> directories)
    {
        foreach (DirectoryDescription directory in directories)
        {
            console.WriteLine(Text($"IFD {directory.Index}, {directory.Kind}, at {directory.Offset}"));
            bool isNarrow = console.Profile.Width < 80;
            Table table = isNarrow ? new Table().NoBorder() : new Table().SimpleBorder();
            foreach (string title in (string[])["Tag", "Name", "Type", "Count", "Value"])
            {
                TableColumn column = new TableColumn(title).Padding(0, 0, 1, 0);
                table.AddColumn(title == "Value" ? column : column.NoWrap());
            }

            foreach (TagDescription tag in directory.Tags)
            {
                table.AddRow(
                    new Text(Text($"{tag.Id}")),
                    new Text(tag.Name ?? "–"),
                    new Text(tag.Type),
                    new Text(Text($"{tag.Count}")),
                    new Text(ValueOf(tag))
                );
            }

            console.Write(table);
            if (directory.Truncated)
            {
                console.WriteLine("It has more tags, too many to print.");
            }
        }
    }

    private static string ValueOf(TagDescription tag)
    {
        if (tag.Value is not { } value)
        {
            return Text($"in the file at {tag.Offset}");
        }

        string text =
            value.Text is { } characters ? Printable(characters)
            : value.Integers is { } integers ? string.Join(' ', integers.Select(n => n.ToString(CultureInfo.InvariantCulture)))
            : string.Join(' ', (value.Numbers ?? []).Select(n => n.ToString(CultureInfo.InvariantCulture)));
        return text.Length > MaxCharacters ? $"{text[..MaxCharacters]} …"
            : value.IsTruncated ? $"{text} …"
            : text;
    }

    // The file may hold anything, a terminal's own commands among it.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
