using System.Xml.Linq;
using Cog.Testing;

namespace Functions.Tests;

/// <summary>Who may know whom: every arrow leads to Cog, and a native library comes along only where WebP is written.</summary>
public class ArchitectureTests
{
    // The whole rule: what each project may reference, and nothing else.
    private static readonly Dictionary<string, string[]> s_arrows = new()
    {
        ["Cog"] = [],
        ["Cog.Aws"] = ["Cog"],
        ["Cog.Stac"] = ["Cog"],
        ["Cog.Rendering"] = ["Cog"],
        ["Cog.Hosting"] = ["Cog", "Cog.Aws"],
        ["Cog.Api"] = ["Cog.Hosting", "Cog.Rendering", "Cog.Stac"],
        ["Cog.Viewer"] = [],
        ["Functions.Info"] = ["Cog.Api", "Cog.Viewer"],
        ["Functions.Tile"] = ["Cog.Api"],
        ["Functions.PartialRead"] = ["Cog.Api"],
        ["Functions.Validate"] = ["Cog.Api"],
        ["Cog.Cli"] = ["Cog.Api", "Cog.Viewer"],
    };

    private static string Source { get; } = Path.Combine(TestData.Root, "src");

    private static XDocument[] Projects { get; } =
    [
        .. Directory
            .EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(p => XDocument.Load(p, LoadOptions.SetBaseUri)),
    ];

    [Fact]
    public void Every_project_has_its_place_in_the_rule() =>
        Assert.Equal(s_arrows.Keys.Order(StringComparer.Ordinal), Projects.Select(NameOf).Order(StringComparer.Ordinal));

    [Fact]
    public void No_arrow_runs_the_wrong_way() =>
        Assert.All(Projects, project =>
            Assert.Empty(
                References(project, "ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p)!).Except(s_arrows[NameOf(project)])
            )
        );

    [Fact]
    public void Cog_knows_neither_the_web_nor_a_cloud()
    {
        XDocument cog = Projects.Single(p => NameOf(p) == "Cog");

        Assert.Empty(References(cog, "FrameworkReference"));
        Assert.DoesNotContain(References(cog, "PackageReference"), p =>
            p.StartsWith("AWSSDK", StringComparison.Ordinal) || p.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Native_libraries_come_with_the_programs_that_draw_and_with_no_other()
    {
        string[] carriers = [.. Projects.Where(p => References(p, "PackageReference").Any(IsNative)).Select(NameOf)];

        Assert.Contains("Functions.Tile", carriers);

        // Info and Validate reference no project that carries one, so none comes along; nor does any project that others may use.
        Assert.Empty(Reachable("Functions.Info").Intersect(carriers));
        Assert.Empty(Reachable("Functions.Validate").Intersect(carriers));
    }

    [Fact]
    public void The_environment_is_read_in_one_place_of_the_hosting()
    {
        string[] readers =
        [
            .. new[] { "Cog", "Cog.Rendering", "Cog.Hosting" }
                .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Source, project), "*.cs", SearchOption.AllDirectories))
                .Where(file =>
                    !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                    && !file.Contains($"{Path.DirectorySeparatorChar}Lambda{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                )
                .Where(file =>
                    File.ReadLines(file)
                        .Any(line =>
                            !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                            && line.Contains("GetEnvironmentVariable", StringComparison.Ordinal)
                        )
                ),
        ];

        Assert.Empty(readers);
    }

    [Fact]
    public void Every_package_has_a_reason()
    {
        string[] lines = File.ReadAllLines(Path.Combine(TestData.Root, "Directory.Packages.props"));
        bool isGiven = false;
        var without = new List<string>();
        foreach (string line in lines.Select(l => l.Trim()))
        {
            // A comment speaks for the packages below it, up to an empty line.
            isGiven = line.StartsWith("<!--", StringComparison.Ordinal) || (isGiven && line.Length > 0);
            if (line.StartsWith("<PackageVersion", StringComparison.Ordinal) && !isGiven)
            {
                without.Add(line);
            }
        }

        Assert.Empty(without);
    }

    [Fact]
    public void Every_package_version_is_used()
    {
        var used = Directory
            .EnumerateFiles(TestData.Root, "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(TestData.Root, "Directory.Build.*", SearchOption.AllDirectories))
            .SelectMany(file => References(XDocument.Load(file), "PackageReference"))
            .ToHashSet();
        XDocument versions = XDocument.Load(Path.Combine(TestData.Root, "Directory.Packages.props"));

        Assert.Empty(References(versions, "PackageVersion").Except(used));
    }

    private static bool IsNative(string package) => package.Contains(".NativeAssets.", StringComparison.Ordinal);

    private static HashSet<string> Reachable(string name)
    {
        HashSet<string> found = [name];
        foreach (string reference in References(Projects.Single(p => NameOf(p) == name), "ProjectReference"))
        {
            found.UnionWith(Reachable(Path.GetFileNameWithoutExtension(reference)));
        }

        return found;
    }

    private static string NameOf(XDocument project) => Path.GetFileNameWithoutExtension(new Uri(project.BaseUri).LocalPath);

    private static IEnumerable<string> References(XDocument project, string element) =>
        project.Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
