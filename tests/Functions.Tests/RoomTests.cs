using System.Text.RegularExpressions;
using Cog.Testing;

namespace Functions.Tests;

/// <summary>
/// Rooms are the folders of a project. Arrows between them lead downwards only, so that a room can be read without those above it.
/// </summary>
/// <remarks>
/// An arrow is a type of another room that a file names, in code. A folder within a room belongs to it. Files beside the rooms stand above
/// them all, but
/// for the words that every room speaks (<see cref="s_words"/>).
/// </remarks>
public sealed partial class RoomTests(ITestOutputHelper output)
{
    private const int MaxFiles = 24; // About twenty: a page of names.

    // From the bottom up: a room may know those before it.
    private static readonly Dictionary<string, string[]> s_rooms = new()
    {
        ["Cog"] = ["Sources", "Tiff", "Geo", "Codecs", "Header", "Blocks", "Rasters", "Resamplers", "Reading", "Validation"],
        ["Cog.Aws"] = [],
        ["Cog.Rendering"] =
        [
            "Projection",
            "Tiling",
            "Shapes",
            "Expressions",
            "Styling",
            "Statistics",
            "Algorithms",
            "Warping",
            "Mosaics",
            "Encoding",
        ],
        ["Cog.Hosting"] = ["Settings", "Failures", "Telemetry", "Http", "Sources", "Aws", "Files", "Lambda"],
        ["Cog.Api"] =
        [
            "Responses",
            "Datasets",
            "Requests",
            "Html",
            "Info",
            "Algorithms",
            "Tiles",
            "Wmts",
            "Colors",
            "Pages",
            "Pixels",
            "Stac",
            "Items",
            "Mosaics",
            "Layout",
            "Validation",
            "Uploads",
        ],
        ["Cog.Cli"] = ["Progress", "Calls", "Completion", "Reports", "Serving", "Commands"],
    };

    // Beside the rooms, and known to each of them: failures, ceilings, options, and how what is embedded in a program is read.
    private static readonly HashSet<string> s_words =
    [
        "CogException",
        "CompressedBlock",
        "CogLimits",
        "CogReaderOptions",
        "ReadOptions",
        "FlagText",
        "TimeLimit",
        "CommandException",
        "CommandSettings",
        "EmbeddedTable",
        "ExitCode",
        "FileErrors",
        "Terminal",
        "ByteSize",
        "OpenedFile",
        "SourceAddress",
        "CogPipeline",
        "CogServices",
    ];

    public static TheoryData<string> Projects => [.. s_rooms.Keys];

    private static string Source { get; } = Path.Combine(TestData.Root, "src");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_room_has_its_place(string project) =>
        Assert.Empty(
            FilesOf(project).Select(file => RoomOf(project, file)).Where(room => room.Length > 0).Distinct().Except(s_rooms[project])
        );

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_arrow_leads_upwards(string project)
    {
        string[] rooms = s_rooms[project];
        string[] upwards =
        [
            .. ArrowsOf(project)
                .Where(arrow =>
                    arrow.To.Length == 0
                        ? !s_words.Contains(arrow.FileTo)
                        : arrow.From.Length > 0 && Array.IndexOf(rooms, arrow.To) > Array.IndexOf(rooms, arrow.From)
                )
                .Select(arrow =>
                    $"{arrow.From}/{arrow.FileFrom} knows {(arrow.To.Length == 0 ? "the top" : arrow.To)}/{arrow.FileTo} by {arrow.Type}"
                ),
        ];

        foreach (IGrouping<string, Arrow> from in ArrowsOf(project).GroupBy(a => a.From).OrderBy(g => Array.IndexOf(rooms, g.Key)))
        {
            output.WriteLine(
                $"{(from.Key.Length == 0 ? project : from.Key)} → {string.Join(", ", from.Select(a => a.To).Where(t => t.Length > 0).Distinct().OrderBy(t => Array.IndexOf(rooms, t)))}"
            );
        }

        Assert.Empty(upwards);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_is_a_heap(string project) =>
        Assert.Empty(
            FilesOf(project)
                .GroupBy(file => Path.GetDirectoryName(file)!)
                .Where(folder => folder.Count() > MaxFiles)
                .Select(folder => $"{folder.Key}: {folder.Count()} files")
        );

    [Theory]
    [InlineData("Tiff")]
    [InlineData("Codecs")]
    public void Parsing_and_decoding_wait_for_nothing(string room) =>
        Assert.Empty(FilesOf("Cog").Where(file => RoomOf("Cog", file) == room && Waiting().IsMatch(CodeOf(file))).Select(Path.GetFileName));

    private static IEnumerable<Arrow> ArrowsOf(string project)
    {
        string[] files = [.. FilesOf(project)];
        var homes = new Dictionary<string, string?>();
        foreach (string file in files)
        {
            foreach (string type in Declaration().Matches(CodeOf(file)).Select(m => m.Groups["type"].Value).Distinct())
            {
                homes[type] = homes.ContainsKey(type) ? null : file; // Of two types of one name, the words do not say which is meant.
            }
        }

        return from file in files
            let room = RoomOf(project, file)
            from type in TypeName().Matches(CodeOf(file)).Select(m => m.Value).Distinct()
            let home = homes.GetValueOrDefault(type)
            where home is not null && (RoomOf(project, home) != room)
            select new Arrow(
                room,
                Path.GetFileNameWithoutExtension(file),
                RoomOf(project, home),
                Path.GetFileNameWithoutExtension(home),
                type
            );
    }

    private static IEnumerable<string> FilesOf(string project) =>
        Directory
            .EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetRelativePath(Path.Combine(Source, project), file)
                    .Split(Path.DirectorySeparatorChar)[0]
                    .Equals("obj", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            );

    private static string RoomOf(string project, string file) =>
        Path.GetRelativePath(Path.Combine(Source, project), file).Split(Path.DirectorySeparatorChar) is [var room, _, ..] ? room : "";

    // Without comments, text, and members of enumerations, which are words and no types.
    private static string CodeOf(string file) =>
        Comment().Replace(Text().Replace(EnumMember().Replace(File.ReadAllText(file), ""), "\"\""), "");

    // A private type is known to its own file alone.
    [GeneratedRegex(@"(?<!\bprivate [\w ]*)\b(class|struct|interface|enum|record|delegate\s+[\w<>?\[\]]+)\s+(?<type>[A-Z]\w*)")]
    private static partial Regex Declaration();

    // Not a member (x.Name), not a method's or a property's own name (Type Name( …).
    [GeneratedRegex(
        @"(?<![\w.@]|[\w>?\]] )[A-Z]\w*(?!\()|(?<=\b(new|class|record|struct|enum|is|as|or|not|return|in|out|ref|case|throw|await|public|internal|private|static|readonly|sealed|const|override|using|required|params|event) )[A-Z]\w*"
    )]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\b(async|await|Task|ValueTask)\b")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex("\"(?:\\\\.|[^\"\\\\\n])*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"^ +\w+ = [\d\w<]+,$", RegexOptions.Multiline)]
    private static partial Regex EnumMember();

    private sealed record Arrow(string From, string FileFrom, string To, string FileTo, string Type);
}
