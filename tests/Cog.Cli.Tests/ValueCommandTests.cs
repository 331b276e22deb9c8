using System.Globalization;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Cli.Tests;

/// <summary><c>cog point</c>, <c>statistics</c> and <c>tile</c>.</summary>
public class ValueCommandTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private static JsonElement Expected { get; } = JsonDocument.Parse(File.ReadAllText(TestData.PathOf("cli/expected.json"))).RootElement;

    [Fact]
    public async Task Points_have_the_values_that_rasterio_samples()
    {
        foreach (JsonElement point in Expected.GetProperty("points").EnumerateArray())
        {
            CogResult result = await CogProcess.RunAsync(
                "point",
                Sample.Heights,
                point[0].GetRawText(),
                point[1].GetRawText(),
                "--coord_crs",
                "EPSG:32628",
                "--json"
            );

            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            JsonElement value = JsonDocument.Parse(result.Output).RootElement.GetProperty("values")[0];
            Assert.Equal(NumberOf(point[2]), NumberOf(value));
        }
    }

    // gdallocationinfo -wgs84: tests/data/cli/README.md.
    [Theory]
    [InlineData("island-dem.tif", "-17.063700", "33.548439", "b1 174.2")]
    [InlineData("island-rgb.tif", "-17.063700", "33.548439", "b1 78|b2 124|b3 60")]
    [InlineData("island-rgb.tif", "-17.090057", "33.569638", "b1 no value|b2 no value|b3 no value")]
    public async Task A_point_is_a_line_for_each_band(string file, string lon, string lat, string lines)
    {
        CogResult result = await CogProcess.RunAsync("point", Path.Combine(Path.GetDirectoryName(Sample.Heights)!, file), lon, lat);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] printed =
        [
            .. result
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
        ];
        Assert.Equal(lines.Split('|').Length, printed.Length);
        Assert.All(lines.Split('|').Zip(printed), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statistics_of_a_file_are_numpys()
    {
        CogResult result = await CogProcess.RunAsync("statistics", Sample.Heights, "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        AssertNumbers(Expected.GetProperty("statistics"), JsonDocument.Parse(result.Output).RootElement.GetProperty("b1"));
    }

    [Fact]
    public async Task Statistics_of_an_area_are_numpys_of_its_window()
    {
        string file = Sample.PathOfNew("area.geojson");
        await File.WriteAllTextAsync(file, Expected.GetProperty("feature").GetRawText(), TestContext.Current.CancellationToken);

        CogResult result = await CogProcess.RunAsync("statistics", Sample.Heights, "--geojson", file, "--coord_crs", "native", "--json");
        CogResult text = await CogProcess.RunAsync("statistics", Sample.Heights, "--geojson", file, "--coord_crs", "native");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        JsonElement properties = JsonDocument.Parse(result.Output).RootElement.GetProperty("properties");
        Assert.Equal("a box of whole pixels", properties.GetProperty("name").GetString());
        AssertNumbers(Expected.GetProperty("feature_statistics"), properties.GetProperty("statistics").GetProperty("b1"));
        Assert.Matches(@"b1\s+0\s+541\.3\s+216\.34\s+132\.141\s+202\.7\s+91\.16\s", text.Output);
    }

    [Fact]
    public async Task What_only_areas_have_is_refused_without_one()
    {
        CogResult result = await CogProcess.RunAsync("statistics", Sample.Heights, "--cover_scale", "5");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("--cover_scale has no meaning here.", result.Error, StringComparison.Ordinal);
    }

    // Block 1, 2 of the image: rows 512 to 767, columns 256 to 511.
    [Fact]
    public async Task A_tile_of_the_own_grid_is_a_block()
    {
        string tile = Sample.PathOfNew("block.npy"),
            window = Sample.PathOfNew("block-window.npy");

        CogResult result = await CogProcess.RunAsync("tile", Sample.Heights, "2", "1", "2", "--tms", "CogGrid", "-o", tile);
        await CogProcess.RunAsync("read", Sample.Heights, "--window", "256,512,256,256", "-o", window);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            await File.ReadAllBytesAsync(window, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(tile, TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("WebMercatorQuad", "11/926/821", "png", "--colormap_name", "viridis", "--rescale", "0,1000")]
    [InlineData("WebMercatorQuad", "11/926/821@2x", "webp", "--algorithm", "hillshade", "--buffer", "2")]
    [InlineData("WorldCRS84Quad", "10/927/321", "tif", "--tilesize", "128", "--resampling", "cubic")]
    public async Task A_tile_is_that_of_the_endpoint(string set, string address, string format, params string[] options)
    {
        string output = Sample.PathOfNew($"tile.{format}");

        CogResult result = await CogProcess.RunAsync([
            "tile",
            Sample.Heights,
            .. address.Split('/'),
            "--tms",
            set,
            "-o",
            output,
            .. options,
        ]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string query = string.Join('&', options.Chunk(2).Select(pair => $"{pair[0][2..]}={pair[1]}"));
        Assert.Equal(
            await functions.GetAsync($"/cog/tiles/{set}/{address}.{format}?{query}", Sample.Heights),
            await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData(2, "Tile(x=0, y=0, z=11) is outside bounds", "tile", "11", "0", "0", "--format", "png")]
    [InlineData(64, "x is 'a': expected a whole number.", "tile", "11", "a", "0", "--format", "png")]
    [InlineData(64, "'Mars' is not a tile matrix set here", "tile", "11", "0", "0", "--tms", "Mars", "--format", "png")]
    [InlineData(2, "Point is outside dataset bounds", "point", "0", "0")]
    [InlineData(2, "Point is outside dataset bounds", "point", "-17.5", "-33")]
    [InlineData(64, "'north,0' is not a point", "point", "north", "0")]
    [InlineData(64, "--bogus is not an option of this command.", "point", "--bogus", "1", "2")]
    [InlineData(64, "histogram_bins is 'x'", "statistics", "--histogram_bins", "x")]
    public async Task Failures_have_a_line_and_a_code(int exitCode, string reason, string command, params string[] arguments)
    {
        CogResult result = await CogProcess.RunAsync([command, Sample.Heights, .. arguments]);

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    private static void AssertNumbers(JsonElement expected, JsonElement counted)
    {
        foreach (JsonProperty number in expected.EnumerateObject())
        {
            double value = number.Value.GetDouble();
            Assert.True(
                Math.Abs(value - counted.GetProperty(number.Name).GetDouble()) <= 1e-9 * Math.Max(1, Math.Abs(value)),
                string.Create(CultureInfo.InvariantCulture, $"{number.Name} is {counted.GetProperty(number.Name)}, not {value}.")
            );
        }
    }

    private static double? NumberOf(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : (float)value.GetDouble();
}
