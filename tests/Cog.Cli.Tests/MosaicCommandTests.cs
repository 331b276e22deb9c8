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

    [Theory]
    [InlineData("--concurrency", "0")]
    [InlineData("--nonsense", "1")]
    public async Task Wrong_usage_ends_with_64(string option, string value) =>
        Assert.Equal(64, (await CogProcess.RunAsync("mosaic", "create", Path.Combine(s_folder, "a.tif"), option, value)).ExitCode);

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
