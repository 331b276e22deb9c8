using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary>What goes wrong at a terminal is told in one line, with an exit code that a script can see.</summary>
public class CommandFailureTests
{
    public static TheoryData<string> Commands => ["serve", "info", "validate", "statistics"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Names_a_file_that_is_not_there(string command) =>
        AssertFailure(
            await CogProcess.RunAsync(command, "/no/such/island.tif"),
            "There is no file /no/such/island.tif.",
            command == "serve" ? 1 : 2
        );

    [Theory]
    [InlineData("info")]
    [InlineData("validate")]
    public async Task Refuses_a_directory(string command) =>
        AssertFailure(await CogProcess.RunAsync(command, Path.GetTempPath()), "is a directory", exitCode: 2);

    [Fact]
    public async Task Serve_refuses_a_folder_without_a_file_of_its_kind()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "read.me"), "", TestContext.Current.CancellationToken);

            AssertFailure(await CogProcess.RunAsync("serve", folder.FullName), "has no .tif or .tiff file in it");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Recognises_a_web_page_in_place_of_a_file(string command)
    {
        await using RangeHost host = await RangeHost.StartAsync([]);

        AssertFailure(
            await CogProcess.RunAsync(command, $"{host.Address}page.html"),
            "page.html cannot be read: Not a TIFF: it is a web page"
        );
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Tells_what_a_file_that_is_no_tiff_starts_with(string command)
    {
        string path = Sample.Write("picture.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, 0, 0, 0, 0]);

        AssertFailure(await CogProcess.RunAsync(command, path), "Not a TIFF");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Refuses_a_file_cut_off_in_its_header(string command)
    {
        string path = Sample.Write(
            "cut-header.tif",
            (await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken))[..400]
        );

        AssertFailure(await CogProcess.RunAsync(command, path), "cut-header.tif");
    }

    [Fact]
    public async Task Info_and_validate_notice_a_file_cut_off_in_its_pixels()
    {
        byte[] whole = await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken);
        string path = Sample.Write("cut-in-the-middle.tif", whole[..100_000]);

        CogResult info = await CogProcess.RunAsync("info", path);
        CogResult validate = await CogProcess.RunAsync("validate", path);

        Assert.Equal(1, info.ExitCode);
        Assert.Contains("3072 × 3072", info.Output, StringComparison.Ordinal);
        Assert.Contains("was the file cut off?", info.Error, StringComparison.Ordinal);
        Assert.Equal(1, validate.ExitCode);
        Assert.Contains("cannot be read. Was the file cut off?", validate.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_serve_a_file_cut_off_in_its_pixels()
    {
        byte[] whole = await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken);
        string path = Sample.Write("cut-pixels.tif", whole[..^1000]);

        AssertFailure(await CogProcess.RunAsync("serve", "--port", "0", path), "was the file cut off?");
    }

    [Fact]
    public async Task Validate_ends_with_2_where_the_network_fails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop(); // Nobody is there now.

        CogResult result = await CogProcess.RunAsync(
            "validate",
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/island.tif")
        );

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_names_an_option_it_does_not_know()
    {
        CogResult result = await CogProcess.RunAsync("serve", "--prot", "8000");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--prot is not an option of this command.", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Names_a_scheme_that_is_not_read() =>
        AssertFailure(await CogProcess.RunAsync("info", "ftp://host/island.tif"), "ftp", exitCode: 2);

    [Fact]
    public async Task Says_that_a_port_is_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        AssertFailure(await CogProcess.RunAsync("serve", "--port", port, Sample.Heights), $"127.0.0.1:{port}: address already in use");
    }

    [Theory]
    [InlineData("serve", "--port", "70000")]
    [InlineData("info")]
    [InlineData("sevre")]
    [InlineData("validate", "a.tif", "--deocde")]
    [InlineData("validate", "a.tif", "b.tif")]
    [InlineData("transform", "--bogus")]
    public async Task Refuses_what_it_does_not_understand(params string[] arguments)
    {
        CogResult result = await CogProcess.RunAsync(arguments);

        Assert.Equal(arguments[0] == "serve" ? 2 : 64, result.ExitCode);
        Assert.NotEmpty(result.Error.Trim());
        Assert.Empty(result.Output);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve --port 99999", "--port is '99999': expected a whole number from 0 to 65535.")]
    [InlineData("serve --port abc", "--port is 'abc': expected a whole number from 0 to 65535.")]
    [InlineData("info a.tif --json=maybe", "--json is 'maybe': expected true or false.")]
    [InlineData("validate a.tif --decode maybe", "--decode is 'maybe': expected true or false.")]
    [InlineData("read a.tif --unscale=2 -o x.npy", "--unscale is '2': expected true or false.")]
    [InlineData("read a.tif -o x.npy --bbox", "--bbox is given without a value: expected <minx,miny,maxx,maxy>.")]
    [InlineData("point a.tif 1", "<lat> is missing: Latitude, or y.")]
    [InlineData("info", "<PATH-OR-URL> is missing: A file or its address")]
    [InlineData("info a.tif b.tif", "'b.tif' is one argument too many: cog info takes <PATH-OR-URL>.")]
    [InlineData("mosaic", "cog mosaic takes a command: expected one of create, index.")]
    [InlineData("sevre", "'sevre' is not a command: expected one of serve, info, ")]
    public async Task Says_of_wrong_usage_what_was_given_and_what_is_expected(string line, string message)
    {
        CogResult result = await CogProcess.RunAsync(line.Split(' '));

        Assert.Contains(message, result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.All(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), text =>
            Assert.True(
                text.StartsWith("error: ", StringComparison.Ordinal) || text.EndsWith("tells how it is called.", StringComparison.Ordinal),
                text
            )
        );
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("read", "-o", "")]
    [InlineData("stac", "create", "-o", "")]
    [InlineData("statistics", "--geojson", "")]
    public async Task An_empty_name_of_a_file_is_wrong_usage(params string[] words)
    {
        int before = words[0] == "stac" ? 2 : 1;

        AssertUsage(
            await CogProcess.RunAsync([.. words[..before], Sample.Heights, .. words[before..]]),
            "is empty: expected the name of a file."
        );
    }

    [Fact]
    public async Task A_file_that_is_read_is_not_written_over()
    {
        string path = Sample.Write("kept.tif", await File.ReadAllBytesAsync(Sample.Heights, TestContext.Current.CancellationToken));

        AssertUsage(await CogProcess.RunAsync("read", path, "-o", path), "is the file that is read");
        AssertUsage(await CogProcess.RunAsync("stac", "create", path, "-o", path), "is the file that is read");
        Assert.Equal(
            await File.ReadAllBytesAsync(Sample.Heights, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task GeoJSON_that_is_no_JSON_is_told_by_its_file_and_place()
    {
        string path = Sample.Write("area.json", "{\n oops"u8.ToArray());

        AssertUsage(
            await CogProcess.RunAsync("statistics", Sample.Heights, "--geojson", path),
            "area.json is not JSON, see line 2, byte 2: expected a Feature or a FeatureCollection."
        );
    }

    [Fact]
    public async Task Names_a_file_that_cannot_be_read_as_it_was_typed()
    {
        string path = Sample.Write("text.tif", "no TIFF"u8.ToArray());

        AssertFailure(await CogProcess.RunAsync("read", path, "-o", "x.npy"), $"{path} cannot be read: Not a TIFF");
        AssertFailure(
            await CogProcess.RunAsync("read", Sample.Heights, "-o", "/no/such/x.npy"),
            "/no/such/x.npy cannot be written: there is no such folder.",
            2
        );
    }

    private static void AssertUsage(CogResult result, string message)
    {
        Assert.Equal(64, result.ExitCode);
        Assert.Contains(message, result.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static void AssertFailure(CogResult result, string reason, int exitCode = 1)
    {
        string line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
    }
}
