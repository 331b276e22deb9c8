using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary><c>cog mosaic create</c>: from files, folders and lists, and again from what failed.</summary>
public class MosaicCommandTests
{
    private static readonly string s_folder = TestData.PathOf("mosaics");

    [Fact]
    public async Task Lists_a_folder_and_takes_up_what_failed()
    {
        string mosaic = Sample.PathOfNew("mosaic.json"),
            failures = Sample.PathOfNew("failures.txt"),
            list = Sample.Write("files.txt", "# two files\n/nowhere/x.tif\n"u8.ToArray());
        string a = Path.Combine(s_folder, "a.tif");

        CogResult first = await CogProcess.RunAsync("mosaic", "create", a, list, "-o", mosaic, "--failures", failures, "--name", "n");
        Assert.Equal(2, first.ExitCode);
        Assert.StartsWith(
            "/nowhere/x.tif\t# ",
            await File.ReadAllTextAsync(failures, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        Assert.Equal([a], await FilesAsync(mosaic));

        CogResult second = await CogProcess.RunAsync("mosaic", "create", s_folder, "--update", mosaic, "-o", mosaic);
        Assert.Equal((0, ""), (second.ExitCode, second.Error)); // Silent where nobody looks.
        Assert.Equal([a, Path.Combine(s_folder, "b.tif"), Path.Combine(s_folder, "c.tif")], await FilesAsync(mosaic));
    }

    [Fact]
    public async Task What_is_not_there_is_a_failure_and_the_others_go_on()
    {
        string mosaic = Sample.PathOfNew("mosaic.json"),
            failures = Sample.PathOfNew("failures.txt"),
            a = Path.Combine(s_folder, "a.tif");

        CogResult result = await CogProcess.RunAsync(
            "mosaic",
            "create",
            "/no/such.tif",
            a,
            "/no/such.txt",
            "-o",
            mosaic,
            "--failures",
            failures
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Equal([a], await FilesAsync(mosaic));
        string[] lines = await File.ReadAllLinesAsync(failures, TestContext.Current.CancellationToken);
        Assert.Equal(
            ["/no/such.tif\t# There is no file /no/such.tif.", "/no/such.txt\t# The list cannot be read: there is no such folder."],
            lines
        );
    }

    [Theory]
    [InlineData("--concurrency", "0", "--concurrency is '0': expected a whole number from 1 to 256.")]
    [InlineData("--nonsense", "1", "--nonsense is not an option of this command.")]
    [InlineData("--minzoom", "-3", "--minzoom is '-3': expected a whole number from 0 to 24.")]
    [InlineData("--maxzoom", "25", "--maxzoom is '25': expected a whole number from 0 to 24.")]
    [InlineData("--maxzoom", "ten", "--maxzoom is 'ten': expected a whole number from 0 to 24.")]
    [InlineData("--min-tile-cover", "1", "--min-tile-cover is '1': expected a number from 0 to less than 1.")]
    [InlineData("--min-tile-cover", "NaN", "--min-tile-cover is 'NaN': expected a number from 0 to less than 1.")]
    [InlineData("--output", "", "--output is empty: expected the name of a file.")]
    public async Task Wrong_usage_ends_with_64_and_says_what_is_expected(string option, string value, string message)
    {
        CogResult result = await CogProcess.RunAsync("mosaic", "create", Path.Combine(s_folder, "a.tif"), option, value);

        Assert.Equal(64, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Levels_the_wrong_way_round_and_a_file_that_is_read_are_not_taken()
    {
        string a = Path.Combine(s_folder, "a.tif");
        byte[] before = await File.ReadAllBytesAsync(a, TestContext.Current.CancellationToken);

        CogResult levels = await CogProcess.RunAsync("mosaic", "create", a, "--minzoom", "12", "--maxzoom", "5"),
            over = await CogProcess.RunAsync("mosaic", "create", a, "-o", a);

        Assert.Equal((64, 64), (levels.ExitCode, over.ExitCode));
        Assert.Contains("--minzoom is 12 and --maxzoom 5", levels.Error, StringComparison.Ordinal);
        Assert.Contains("is the file that is read", over.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(a, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_finest_level_alone_takes_the_coarsest_along()
    {
        string mosaic = Sample.PathOfNew("mosaic.json");

        CogResult result = await CogProcess.RunAsync("mosaic", "create", Path.Combine(s_folder, "a.tif"), "--maxzoom", "3", "-o", mosaic);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(mosaic, TestContext.Current.CancellationToken));
        Assert.Equal(3, document.RootElement.GetProperty("maxzoom").GetInt32());
        Assert.InRange(document.RootElement.GetProperty("minzoom").GetInt32(), 0, 3);
    }

    private static async Task<string[]> FilesAsync(string mosaic)
    {
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(mosaic, TestContext.Current.CancellationToken));
        return
        [
            .. document
                .RootElement.GetProperty("tiles")
                .EnumerateObject()
                .SelectMany(tile => tile.Value.EnumerateArray().Select(file => file.GetString()!))
                .Distinct(),
        ];
    }
}
