using System.Text.RegularExpressions;
using Cog.Cli.Progress;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary>What a person sees in a terminal, and what a program that reads the output does not.</summary>
public partial class TerminalTests
{
    // So that reads are many.
    private const string EachBlockAlone = "HTTP_MERGE_CONSECUTIVE_RANGES=FALSE";

    public static TheoryData<string, int> Screens
    {
        get
        {
            var screens = new TheoryData<string, int>();
            foreach (
                string command in (string[])
                    [
                        "--help",
                        "serve --help",
                        "info --help",
                        "read --help",
                        "tile --help",
                        "point --help",
                        "statistics --help",
                        "validate --help",
                        "transform --help",
                        "create-tms --help",
                        $"info {Sample.PictureReader}",
                        $"statistics {Sample.PictureReader}",
                        $"point {Sample.Heights} -17.0637 33.548439",
                        $"validate {Sample.PictureReader}",
                    ]
            )
            {
                screens.Add(command, 60);
                screens.Add(command, 120);
            }

            return screens;
        }
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task No_line_is_wider_than_the_terminal_and_no_word_is_broken(string command, int columns)
    {
        string screen = Codes().Replace(await CogProcess.RunInTerminalAsync(columns, "", command.Split(' ')), "");

        string[] lines = screen.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(line.Length <= columns, line));

        // The tail of a word that was cut stands alone at the start of a line, or in its cell.
        string[] tails = ["n", "ew", "min", "KB", "box"];
        Assert.All(lines, line => Assert.DoesNotContain(line.Split(' ')[0], tails));
    }

    [Fact]
    public async Task Sizes_stay_on_their_line_in_a_narrow_terminal()
    {
        string screen = await CogProcess.RunInTerminalAsync(60, "", "info", Sample.PictureReader);

        Assert.Matches(@"0 +image +3072×3072 512×512 +27\.7 KB +34\.3 KB +40\.0 KB", screen);
    }

    [Fact]
    public async Task The_manual_page_has_every_command()
    {
        CogResult help = await CogProcess.RunAsync("--help");
        string[] page = await File.ReadAllLinesAsync(
            Path.Combine(TestData.Root, "src", "Cog.Cli", "cog.1"),
            TestContext.Current.CancellationToken
        );
        int first = Array.IndexOf(page, ".SH COMMANDS"),
            last = Array.IndexOf(page, ".SH EXIT STATUS");

        Assert.Equal(
            Command().Matches(help.Output.Split("Commands:")[1].Split("Options:")[0]).Select(match => match.Groups[1].Value),
            page[first..last]
                .SkipWhile(line => line != ".TP")
                .Where(line => line.StartsWith(".B ", StringComparison.Ordinal))
                .Select(line => line[".B ".Length..].Replace("\\-", "-", StringComparison.Ordinal))
                .Where(name => !name.Contains(' ', StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Work_of_more_than_a_second_shows_bytes_blocks_and_the_time_left()
    {
        await using RangeHost host = await SlowHostAsync();
        string output = Sample.PathOfNew("slow.npy");

        string screen = await CogProcess.RunInTerminalAsync(100, EachBlockAlone, "read", $"{host.Address}slow.tif", "-o", output);

        Assert.Matches(@"\d+(\.\d)? (B|KB|MB), \d+ of 100 blocks, 0:0\d left", screen);
        Assert.True(new FileInfo(output).Length > 1_000_000);
    }

    [Theory]
    [InlineData("", "--quiet")]
    [InlineData("TERM=dumb", "--json")]
    public async Task Who_wants_no_progress_sees_none(string environment, string option)
    {
        await using RangeHost host = await SlowHostAsync();

        string screen = await CogProcess.RunInTerminalAsync(
            100,
            $"{EachBlockAlone} {environment}",
            "read",
            $"{host.Address}slow.tif",
            "-o",
            Sample.PathOfNew("slow.npy"),
            option
        );

        Assert.DoesNotContain("blocks,", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_no_progress()
    {
        await using RangeHost host = await SlowHostAsync();

        CogResult result = await CogProcess.RunAsync("read", $"{host.Address}slow.tif", "-o", Sample.PathOfNew("slow.npy"));

        Assert.Equal(new CogResult(0, "", ""), result);
    }

    // no-color.org
    [Fact]
    public async Task NO_COLOR_takes_the_colours_and_leaves_the_progress()
    {
        await using RangeHost host = await SlowHostAsync();
        string[] arguments = ["read", $"{host.Address}slow.tif", "-o", Sample.PathOfNew("slow.npy")];

        string coloured = await CogProcess.RunInTerminalAsync(100, EachBlockAlone, arguments);
        string plain = await CogProcess.RunInTerminalAsync(100, $"{EachBlockAlone} NO_COLOR=1", arguments);

        Assert.Matches(Colour(), coloured);
        Assert.DoesNotMatch(Colour(), plain);
        Assert.Contains(" blocks", plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1 << 20, 0, 0, 1, "1.0 MB")]
    [InlineData(3 << 20, 0, 400, 2, "3.0 MB, 0 of 400 blocks")]
    [InlineData(3 << 20, 100, 400, 4, "3.0 MB, 100 of 400 blocks, 0:12 left")]
    [InlineData(5L << 30, 10_000, 1_000_000, 100, "5.0 GB, 10,000 of 1,000,000 blocks, 2:45:00 left")]
    [InlineData(3 << 20, 400, 400, 4, "3.0 MB, 400 blocks, all read")]
    public void Progress_is_bytes_blocks_and_time(long bytes, long blocks, long all, int seconds, string expected)
    {
        Assert.Equal(expected, CountsColumn.TextOf(bytes, blocks, all, TimeSpan.FromSeconds(seconds)));
        Assert.True(expected.Length <= CountsColumn.MostColumns);
    }

    // 100 blocks of 128 × 128; eight reads at once of 0.2 s each.
    private static async Task<RangeHost> SlowHostAsync()
    {
        string path = Sample.PathOfNew("slow.tif");
        await Shell.RunAsync(
            "gdal_create",
            $"-of GTiff -outsize 1280 1280 -bands 1 -ot UInt16 -burn 7 -co TILED=YES -co BLOCKXSIZE=128 -co BLOCKYSIZE=128 {path}"
        );
        RangeHost host = await RangeHost.StartAsync(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        host.Delay = TimeSpan.FromSeconds(0.2);
        return host;
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[a-zA-Z]|\x1b=|\x1b>")]
    private static partial Regex Codes();

    [GeneratedRegex("^  ([a-z-]+)  ", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();
}
