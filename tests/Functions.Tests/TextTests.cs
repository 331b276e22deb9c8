using System.Text.RegularExpressions;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Testing;
using Functions.Tests.Packaging;
using YamlDotNet.RepresentationModel;

namespace Functions.Tests;

/// <summary>Text that is committed: its lines fit a screen, its links lead somewhere, and documents say what the code does.</summary>
public partial class TextTests
{
    private const int MaxColumns = 140;

    // Files with longer lines from before the rule; the first lines of the list say how it is made.
    private static readonly string s_longLines = Path.Combine("tests", "Functions.Tests", "long-lines.txt");

    // Folders that are made, not written.
    private static readonly string[] s_madeFolders =
    [
        "bin",
        "obj",
        "node_modules",
        "artifacts",
        "TestResults",
        "BenchmarkDotNet.Artifacts",
        ".git",
        ".aws-sam",
    ];

    [Fact]
    public void Lines_of_code_fit_except_in_files_that_are_listed() => Assert.Empty(CodeWithLongLines().Except(ListedFiles()));

    [Fact]
    public void Files_are_listed_only_as_long_as_they_have_a_long_line() => Assert.Empty(ListedFiles().Except(CodeWithLongLines()));

    [Fact]
    public void Lines_of_documents_fit()
    {
        Assert.NotEmpty(Documents());
        Assert.Empty(Documents().SelectMany(LongLinesOfDocument));
    }

    [Fact]
    public void Tests_that_count_the_memory_of_the_process_run_alone()
    {
        string[] counting =
        [
            .. Directory
                .EnumerateFiles(PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
                .Where(file => MemoryOfTheProcess().IsMatch(File.ReadAllText(file))),
        ];

        Assert.NotEmpty(counting);
        Assert.DoesNotContain(counting, file => !File.ReadAllText(file).Contains("[Collection(nameof(Alone))]", StringComparison.Ordinal));
    }

    [Fact]
    public void Links_within_documents_lead_to_files_and_headings_that_exist()
    {
        (string Document, string Target)[] links = [.. Documents().SelectMany(LinksOf)];

        Assert.Contains(links, link => link.Target.Contains('#', StringComparison.Ordinal));
        Assert.DoesNotContain(links, link => !link.Target.Contains("://", StringComparison.Ordinal) && !Exists(link.Document, link.Target));
    }

    [Fact]
    public void The_readme_is_a_page_that_opens_with_two_commands()
    {
        string[] lines = File.ReadAllLines(PathOf("README.md"));

        Assert.True(lines.Length <= 120, $"README.md has {lines.Length} lines, not 120 at most.");
        Assert.Equal(
            ["dotnet run --project src/Cog.Cli -- serve", "dotnet test -c Release"],
            lines.SkipWhile(line => line != "```").Skip(1).TakeWhile(line => line != "```")
        );
    }

    [Fact]
    public void The_readme_lists_every_document()
    {
        string readme = File.ReadAllText(PathOf("README.md"));
        string[] documents = [.. Documents().Where(d => Path.GetDirectoryName(d) is "" or "doc").Where(d => d != "README.md")];

        Assert.NotEmpty(documents);
        Assert.All(documents, d => Assert.Contains($"]({d.Replace('\\', '/')})", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_that_are_described_are_those_that_are_read() => Assert.Equal(VariablesThatAreRead(), NamesOfRows("settings.md"));

    [Fact]
    public void Parameters_that_are_described_are_those_of_the_template() =>
        Assert.Equal(
            ((YamlMappingNode)Template.Read().At("Parameters")).Children.Keys.Select(Template.Text).Order(StringComparer.Ordinal),
            NamesOfRows("deploy-aws.md")
        );

    // All that the program asks the environment for when nothing is set, and then with what makes it ask on.
    private static SortedSet<string> VariablesThatAreRead()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        CogOptions.FromEnvironment(name => Recorded(name, null));
        CogOptions.FromEnvironment(name => Recorded(name, name == "AWS_S3_ENDPOINT" ? "s3.example.org" : null));
        LambdaSettings.FromEnvironment(name => Recorded(name, name == "AWS_LAMBDA_RUNTIME_API" ? "127.0.0.1:9001" : null));
        return names;

        string? Recorded(string name, string? value)
        {
            names.Add(name);
            return value;
        }
    }

    /// <summary>What stands in backquotes in the first cell of every table's rows.</summary>
    private static SortedSet<string> NamesOfRows(string document) =>
        new(
            File.ReadLines(PathOf(Path.Combine("doc", document)))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .SelectMany(line => CodePattern().Matches(line.Split('|')[1]))
                .Select(m => m.Groups["code"].Value),
            StringComparer.Ordinal
        );

    private static string[] ListedFiles() =>
        [
            .. File.ReadLines(PathOf(s_longLines))
                .Where(line => line.Length > 0 && !line.StartsWith('#'))
                .Select(line => line.Replace('/', Path.DirectorySeparatorChar)),
        ];

    private static string[] CodeWithLongLines() =>
        [.. FilesOf(".cs").Where(file => File.ReadLines(PathOf(file)).Any(line => line.Length > MaxColumns))];

    // Tables, and JSON as it is sent, cannot be broken; addresses are not counted.
    private static IEnumerable<string> LongLinesOfDocument(string document)
    {
        string fence = "";
        int number = 0;
        foreach (string line in File.ReadLines(PathOf(document)))
        {
            number++;
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                fence = fence.Length > 0 ? "" : line.Trim();
            }

            if (fence != "```json" && !line.TrimStart().StartsWith('|') && AddressPattern().Replace(line, "").Length > MaxColumns)
            {
                yield return $"{document}:{number}";
            }
        }
    }

    private static IEnumerable<(string Document, string Target)> LinksOf(string document) =>
        LinkPattern().Matches(WithoutCode(document)).Select(m => (document, m.Groups["target"].Value));

    private static bool Exists(string document, string target)
    {
        string[] parts = target.Split('#', 2);
        string file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
        return Path.Exists(PathOf(file))
            && (parts.Length == 1 || File.ReadLines(PathOf(file)).Where(line => line.StartsWith('#')).Select(AnchorOf).Contains(parts[1]));
    }

    // GitHub's rule: small letters; spaces become hyphens; what is neither letter, digit, hyphen nor underscore goes.
    private static string AnchorOf(string heading) =>
        string.Concat(
            heading
                .TrimStart('#')
                .Trim()
                .ToLowerInvariant()
                .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
                .Select(c => c == ' ' ? '-' : c)
        );

    private static string WithoutCode(string document) => FencePattern().Replace(File.ReadAllText(PathOf(document)), "");

    private static string[] Documents() => FilesOf(".md");

    private static string[] FilesOf(string extension) =>
        [
            .. FilesIn(new(TestData.Root))
                .Where(f => f.Extension == extension)
                .Select(f => Path.GetRelativePath(TestData.Root, f.FullName))
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(d => !s_madeFolders.Contains(d.Name)).SelectMany(FilesIn));

    private static string PathOf(string file) => Path.Combine(TestData.Root, file);

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"\]\([^)]*\)|https?://\S+")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencePattern();

    [GeneratedRegex(@"GC\.GetTotal(Memory|AllocatedBytes)\(")]
    private static partial Regex MemoryOfTheProcess();
}
