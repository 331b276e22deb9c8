using System.Globalization;
using System.Text;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary>Pixels that the command reads, beside rasterio's: see tests/data/cli/README.md.</summary>
public class ReadCommandTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    // A view of the island, in longitude and latitude.
    private const string Box = "-17.1,33.5,-17.0,33.6";

    public static TheoryData<string, string, string> Windows =>
        new()
        {
            { "inside", Sample.Heights, "200,300,40,30" },
            { "across-the-corner", Sample.Heights, "750,756,40,24" },
            { "left-of-it", Sample.Heights, "-7,380,20,9" },
            { "pixels-of-a-third", TestData.PathOf("reading/cog-small.tif"), "7,11,30,20" },
            { "over-block-edges", TestData.PathOf("warp/utm33.tif"), "60,50,11,17" },
            { "degrees", TestData.PathOf("warp/wgs84-int16-gap.tif"), "31,41,50,23" },
            { "without-a-place", TestData.PathOf("corpus/tif/geo-none.tif"), "70,40,33,29" },
        };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task A_window_has_the_pixels_that_rasterio_reads(string name, string file, string window)
    {
        IReadOnlyDictionary<string, NumPyArray> expected = NumPyArchive.Read(TestData.PathOf("cli/expected.npz"));
        string output = Sample.PathOfNew($"{name}.npy");

        CogResult result = await CogProcess.RunAsync("read", file, "--window", window, "--output", output);

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        NumPyArray read = NumPyArchive.ReadArray(output);
        (NumPyArray samples, NumPyArray mask) = (expected[name], expected[$"{name}.mask"]);
        Assert.Equal([samples.Shape[0] + 1, samples.Shape[1], samples.Shape[2]], read.Shape);
        int pixels = mask.Values.Length;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            bool isValid = mask.Values[pixel] != 0;
            Assert.Equal(isValid, read.Values[(samples.Shape[0] * pixels) + pixel] > 0); // The least value of the type, or its largest.
            for (int band = 0; isValid && band < samples.Shape[0]; band++)
            {
                Assert.Equal(samples.Values[(band * pixels) + pixel], read.Values[(band * pixels) + pixel]);
            }
        }
    }

    [Fact]
    public async Task All_of_a_file_is_read_at_its_own_resolution()
    {
        string output = Sample.PathOfNew("whole.tif");

        CogResult result = await CogProcess.RunAsync("read", Sample.Heights, "-o", output, "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("image/tiff; application=geotiff", report.GetProperty("media_type").GetString());
        Assert.Equal(new FileInfo(output).Length, report.GetProperty("bytes").GetInt64());
        Assert.Equal([300_000, 3_701_568, 318_432, 3_720_000], report.GetProperty("bounds").EnumerateArray().Select(n => n.GetDouble()));

        // The same pixels, by a checksum that GDAL has made of both: gdalinfo -checksum island-dem.tif.
        JsonElement info = JsonDocument.Parse(await Shell.RunAsync("gdalinfo", $"-json -checksum {output}")).RootElement;
        Assert.Equal("[768,768]", JsonSerializer.Serialize(info.GetProperty("size")));
        JsonElement original = JsonDocument.Parse(await Shell.RunAsync("gdalinfo", $"-json -checksum {Sample.Heights}")).RootElement;
        Assert.Equal(
            original.GetProperty("bands")[0].GetProperty("checksum").GetInt32(),
            info.GetProperty("bands")[0].GetProperty("checksum").GetInt32()
        );
        Assert.Equal(
            JsonSerializer.Serialize(original.GetProperty("geoTransform")),
            JsonSerializer.Serialize(info.GetProperty("geoTransform"))
        );
    }

    [Theory]
    [InlineData("--bidx", "3", "--bidx", "1", "--width", "64")]
    [InlineData("--expression", "(b1-b2)/(b1+b2)", "--max-size", "50")]
    [InlineData("--dst_crs", "EPSG:3857", "--resampling", "bilinear", "--height", "40")]
    [InlineData("--RESCALE", "0,100", "--rescale", "10,200", "--rescale", "5,50", "--return_mask", "false")]
    [InlineData("--color_formula", "gamma rgb 1.5", "--width=33", "--height=44")]
    [InlineData("--unscale", "--nodata", "0", "--max_size", "40")]
    public async Task Options_mean_what_the_parameters_of_the_endpoint_mean(params string[] options)
    {
        string output = Sample.PathOfNew("box.npy");

        CogResult result = await CogProcess.RunAsync(["read", Sample.PictureReader, "--bbox", Box, "-o", output, .. options]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            await functions.GetAsync($"/cog/bbox/{Box}.npy?{QueryOf(options)}", Sample.PictureReader),
            await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Every_parameter_of_the_endpoints_is_an_option()
    {
        CogResult result = await CogProcess.RunAsync("read", "--help");

        using HttpResponseMessage answer = await functions.Client.GetAsync("/api", TestContext.Current.CancellationToken);
        JsonElement document = JsonDocument
            .Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement;
        string[] names =
        [
            .. document
                .GetProperty("paths")
                .GetProperty("/cog/bbox/{minx},{miny},{maxx},{maxy}.{format}")
                .GetProperty("get")
                .GetProperty("parameters")
                .EnumerateArray()
                .Select(p => p.GetProperty("$ref").GetString()!.Split("parameters/")[1])
                .Where(key => key.StartsWith("query-", StringComparison.Ordinal))
                .Select(key => key["query-".Length..]),
        ];
        Assert.Contains("colormap_name", names);
        Assert.All(names.Except(["url"]), name => Assert.Contains($"--{name} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_area_is_masked_outside()
    {
        string shape = TestData.PathOf("cli/expected.json"),
            file = Sample.PathOfNew("feature.geojson");
        JsonElement feature = JsonDocument
            .Parse(await File.ReadAllTextAsync(shape, TestContext.Current.CancellationToken))
            .RootElement.GetProperty("feature");
        await File.WriteAllTextAsync(file, feature.GetRawText(), TestContext.Current.CancellationToken);
        string output = Sample.PathOfNew("area.npy"),
            window = Sample.PathOfNew("window.npy");

        CogResult result = await CogProcess.RunAsync("read", Sample.Heights, "--geojson", file, "--coord_crs", "native", "-o", output);

        // The feature is a box of whole pixels: 120 × 80 at (300, 200).
        await CogProcess.RunAsync("read", Sample.Heights, "--window", "300,200,120,80", "-o", window);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            await File.ReadAllBytesAsync(window, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Standard_output_gets_the_picture_and_nothing_else()
    {
        (int exitCode, byte[] output) = await CogProcess.RunForBytesAsync("read", Sample.Heights, "--max_size", "32", "--format", "png");

        Assert.Equal(0, exitCode);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], output[..4]);
        Assert.Equal("IEND", Encoding.ASCII.GetString(output, output.Length - 8, 4));
    }

    [Fact]
    public async Task A_window_of_a_rotated_image_is_refused()
    {
        CogResult result = await CogProcess.RunAsync(
            "read",
            TestData.PathOf("corpus/tif/geo-utm33-rot.tif"),
            "--window",
            "0,0,8,8",
            "--format",
            "npy"
        );

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("do not run from north to south", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--window is '1,2,3': expected column,row,columns,rows", "--window", "1,2,3")]
    [InlineData("--window is '0,0,0,5': expected column,row,columns,rows", "--window", "0,0,0,5")]
    [InlineData("one at a time", "--window", "0,0,1,1", "--bbox", Box)]
    [InlineData("'1,2,3' is not a box", "--bbox", "1,2,3")]
    [InlineData("--bbox is '1/2'", "--bbox", "1/2")]
    [InlineData("--coord_crs says what", "--coord_crs", "EPSG:3857")]
    [InlineData("max_size is '0': expected a whole number", "--max_size", "0")]
    [InlineData("--format is 'gif': expected one of png", "--format", "gif")]
    [InlineData("--json prints a report", "--json")]
    [InlineData("does not say which format is meant", "--output", "picture.gif")]
    public async Task Wrong_usage_is_told_in_a_line_and_ends_with_64(string reason, params string[] options)
    {
        CogResult result = await CogProcess.RunAsync(["read", Sample.Heights, .. options]);

        Assert.Equal((64, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        CogResult result = await CogProcess.RunAsync("read", Sample.Heights, "--bbox", Box, "--width", "x", "--nodata", "none");

        Assert.Equal(64, result.ExitCode);
        Assert.Equal(2, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("header-only.tif", 1)] // A damaged file is an invalid one.
    [InlineData("html.tif", 1)]
    [InlineData("no-such-file.tif", 2)]
    public async Task Exit_codes_tell_an_invalid_file_from_one_that_cannot_be_read(string name, int exitCode)
    {
        CogResult result = await CogProcess.RunAsync("read", TestData.PathOf($"corpus/bad/{name}"), "--format", "npy");

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_beside_the_image_and_a_folder_that_is_not_there_end_with_2()
    {
        CogResult outside = await CogProcess.RunAsync("read", Sample.Heights, "--bbox", "10,10,11,11", "--format", "npy");
        CogResult nowhere = await CogProcess.RunAsync("read", Sample.Heights, "--max_size", "8", "-o", "/no/such/folder/x.npy");

        Assert.Equal((2, 2), (outside.ExitCode, nowhere.ExitCode));
        Assert.Contains("/no/such/folder/x.npy cannot be written", nowhere.Error, StringComparison.Ordinal);
    }

    // --max-size 50 → max_size=50; a flag alone is a true one.
    private static string QueryOf(string[] options)
    {
        var query = new List<string>();
        foreach (string option in options)
        {
            if (option.StartsWith("--", StringComparison.Ordinal))
            {
                string[] parts = option[2..].Split('=');
                query.Add($"{parts[0].Replace('-', '_').ToLower(CultureInfo.InvariantCulture)}={(parts.Length > 1 ? parts[1] : "")}");
            }
            else
            {
                query[^1] += Uri.EscapeDataString(option);
            }
        }

        return string.Join('&', query.Select(part => part.EndsWith('=') ? part + "true" : part));
    }
}
