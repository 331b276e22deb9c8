using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Rendering.Algorithms;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Api.Tests.Algorithms;

/// <summary><c>algorithm</c> wherever a picture is made, and the list of what it can name.</summary>
public class AlgorithmEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Tile = "/cog/tiles/WebMercatorQuad/12/1854/1642",
        Right = "/cog/tiles/WebMercatorQuad/12/1855/1642";

    [Theory]
    [InlineData("", 256)]
    [InlineData("&buffer=1", 256)] // Less than the algorithm needs.
    [InlineData("&buffer=3", 256)]
    [InlineData("&buffer=5", 260)]
    [InlineData("&buffer=3.5", 257)]
    [InlineData("&tilesize=64", 64)]
    [InlineData("&algorithm_params={\"buffer\":0}", 256)]
    [InlineData("&algorithm_params={\"buffer\":0}&buffer=2", 260)]
    [InlineData("&algorithm_params={\"buffer\":99}", 256)]
    public async Task A_tile_keeps_its_size_whatever_an_algorithm_cuts_off(string query, int size) =>
        Assert.Equal([2, size, size], (await functions.GetArrayAsync($"{Tile}.npy?algorithm=hillshade{query}", Sample.Heights)).Shape);

    [Theory]
    [InlineData("hillshade")]
    [InlineData("slope")]
    public async Task Neighbouring_tiles_have_no_seam(string algorithm)
    {
        // The tile with as much around it as its neighbour is wide: one picture of both.
        NumPyResponse both = await functions.GetArrayAsync($"{Tile}.npy?algorithm={algorithm}&buffer=259", Sample.Heights),
            left = await functions.GetArrayAsync($"{Tile}.npy?algorithm={algorithm}", Sample.Heights),
            right = await functions.GetArrayAsync($"{Right}.npy?algorithm={algorithm}", Sample.Heights);

        Assert.Equal([2, 768, 768], both.Shape);
        double[] picture = Values(both);
        Assert.Equal(Part(picture, 768, 256, 256), Part(Values(left), 256, 0, 0));
        Assert.Equal(Part(picture, 768, 512, 256), Part(Values(right), 256, 0, 0));
        Assert.True(Values(right).Distinct().Count() > 20);
    }

    [Fact]
    public async Task The_edge_of_a_tile_is_seamed_where_it_is_not_read_around()
    {
        // Otherwise the test above would say nothing.
        NumPyResponse seamless = await functions.GetArrayAsync($"{Tile}.npy?algorithm=hillshade", Sample.Heights),
            alone = await functions.GetArrayAsync($"{Tile}.npy?algorithm=hillshade&algorithm_params={{\"buffer\":0}}", Sample.Heights);

        int[] columns =
        [
            .. Enumerable
                .Range(0, 256)
                .Where(column =>
                    Enumerable
                        .Range(0, 256)
                        .Any(row =>
                            Math.Abs(seamless.Data[(row * 256) + column] - alone.Data[(row * 256) + column]) > 1 && row is > 0 and < 255
                        )
                ),
        ];
        Assert.Equal([0, 255], columns);
    }

    [Theory]
    [InlineData("/cog/preview/64x64.npy?", 58, 58, "300864,3702432,317568,3719136")]
    [InlineData("/cog/bbox/300000,3701568,318432,3720000/64x64.npy?coord_crs=native&", 58, 58, "300864,3702432,317568,3719136")]
    [InlineData("/cog/map?f=npy&width=64&height=64&", 58, 58, "300864,3702432,317568,3719136")]
    [InlineData("/cog/preview/64x64.npy?algorithm_params={\"buffer\":0}&", 64, 64, "300000,3701568,318432,3720000")]
    public async Task A_picture_is_cut_and_says_where_it_lies(string path, int width, int height, string box)
    {
        using HttpResponseMessage response = await functions.SendAsync($"{path}algorithm=hillshade", Sample.Heights);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        NumPyResponse array = NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal([2, height, width], array.Shape);
        Assert.Equal(box, response.Headers.GetValues("Content-Bbox").Single());
    }

    [Fact]
    public async Task Encoded_heights_decode_to_themselves()
    {
        float[] heights = (await functions.GetArrayAsync($"{Tile}.npy", Sample.Heights)).As<float>().ToArray();
        byte[] terrarium = (await functions.GetArrayAsync($"{Tile}.npy?algorithm=terrarium", Sample.Heights)).Data,
            terrainRgb = (await functions.GetArrayAsync($"{Tile}.npy?algorithm=terrainrgb", Sample.Heights)).Data;

        const int Band = 256 * 256;
        int seen = 0;
        for (int i = 0; i < Band; i++)
        {
            bool isSeen = heights[Band + i] > 0;
            Assert.Equal((isSeen, isSeen), (terrarium[(3 * Band) + i] == 255, terrainRgb[(3 * Band) + i] == 255));
            if (isSeen)
            {
                double one = (terrarium[i] * 256) + terrarium[Band + i] + (terrarium[(2 * Band) + i] / 256.0) - 32768,
                    other = -10000 + (((terrainRgb[i] * 65536) + (terrainRgb[Band + i] * 256) + terrainRgb[(2 * Band) + i]) * 0.1);
                Assert.InRange(heights[i] - one, 0, 1 / 256.0);
                Assert.InRange(Math.Abs(heights[i] - other), 0, 0.05001);
                seen++;
            }
        }

        Assert.True(seen > 1000);
    }

    [Fact]
    public async Task The_height_of_nothing_makes_all_of_a_tile_opaque()
    {
        byte[] data = (
            await functions.GetArrayAsync($"{Tile}.npy?algorithm=terrarium&algorithm_params={{\"nodata_height\":0}}", Sample.Heights)
        ).Data;

        Assert.DoesNotContain((byte)0, data[^65536..]);
    }

    [Theory]
    [InlineData("algorithm=nope", 422, "algorithm is 'nope': expected one of hillshade, ")]
    [InlineData("algorithm=Hillshade", 422, "algorithm is 'Hillshade': expected one of hillshade, ")]
    [InlineData("algorithm=hillshade&algorithm_params={", 422, "algorithm_params is '{': expected JSON")]
    [InlineData("algorithm_params=x", 422, "algorithm_params is 'x': expected JSON")]
    [InlineData("algorithm=hillshade&algorithm_params=[3]", 400, "algorithm_params is [3]: expected an object of parameters")]
    [InlineData(
        "algorithm=hillshade&algorithm_params={\"buffer\":\"x\"}",
        400,
        "algorithm_params: buffer is \"x\", expected a whole number from 0 to 99."
    )]
    [InlineData(
        "algorithm=hillshade&algorithm_params={\"buffer\":100}",
        400,
        "algorithm_params: buffer is 100, expected a whole number from 0 to 99."
    )]
    [InlineData(
        "algorithm=hillshade&algorithm_params={\"buffer\":1.5}",
        400,
        "algorithm_params: buffer is 1.5, expected a whole number from 0 to 99."
    )]
    [InlineData(
        "algorithm=hillshade&algorithm_params={\"z_exaggeration\":0}",
        400,
        "algorithm_params: z_exaggeration is 0, expected a number from 1E-06 to 1000000."
    )]
    [InlineData(
        "algorithm=hillshade&algorithm_params={\"azimuth\":null}",
        400,
        "algorithm_params: azimuth is null, expected a whole number from 0 to 360."
    )]
    [InlineData(
        "algorithm=terrarium&algorithm_params={\"nodata_height\":1e9}",
        400,
        "algorithm_params: nodata_height is 1e9, expected a number from -99999 to 99999."
    )]
    [InlineData("algorithm=normalizedIndex", 422, "algorithm is normalizedIndex: it takes 2 bands, these are 1; choose them with bidx.")]
    [InlineData("algorithm=grayscale", 422, "algorithm is grayscale: it takes 3 bands, these are 1; choose them with bidx.")]
    [InlineData("algorithm=bitonal&bidx=1&bidx=1", 422, "algorithm is bitonal: it takes 1 or 3 bands, these are 2; choose them with bidx.")]
    [InlineData("algorithm=contours&bidx=1&bidx=1", 422, "algorithm is contours: it takes 1 band, these are 2; choose one with bidx.")]
    [InlineData("algorithm=terrainrgb&algorithm_params={\"interval\":1e-6}", 400, "algorithm is terrainrgb: heights span ")]
    public async Task What_makes_no_sense_is_told_so(string query, int status, string detail)
    {
        string path = query.Contains("1e-6", StringComparison.Ordinal) ? $"{Tile}.png?{query}" : $"{Tile}.png?tilesize=16&{query}";
        (int found, string text) = await functions.GetProblemAsync(path, Sample.Heights);

        Assert.Equal(status, found);
        Assert.Contains(detail, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "/cog/preview/5x5.png?algorithm=slope",
        "algorithm is slope: a buffer of 3 pixels is cut from each side, and the picture has 5 × 5."
    )]
    [InlineData(
        "/cog/preview/5x1.png?algorithm=slope&algorithm_params={\"buffer\":0}",
        "algorithm is slope: it takes a picture of 2 × 2 pixels at least"
    )]
    public async Task A_picture_that_is_too_small_is_told_so(string path, string detail)
    {
        (int status, string text) = await functions.GetProblemAsync(path, Sample.Heights);

        Assert.Equal(400, status);
        Assert.StartsWith(detail, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"buffer\":\"2\",\"unknown\":[1],\"azimuth\":45.0}", 60)] // As pydantic takes them: text, and what it does not know.
    [InlineData("{\"buffer\":true}", 62)]
    [InlineData("{}", 58)]
    public async Task Parameters_are_read_as_TiTiler_reads_them(string parameters, int size) =>
        Assert.Equal(
            [2, size, size],
            (
                await functions.GetArrayAsync($"/cog/preview/64x64.npy?algorithm=hillshade&algorithm_params={parameters}", Sample.Heights)
            ).Shape
        );

    [Fact]
    public async Task Statistics_are_those_of_the_result()
    {
        JsonElement all = await functions.GetJsonAsync("/cog/statistics?algorithm=slope&max_size=256", Sample.Heights),
            band = all.GetProperty("b1");

        Assert.Equal("slope", band.GetProperty("description").GetString());
        Assert.InRange(band.GetProperty("max").GetDouble(), 20, 90);
        Assert.Equal(250 * 250, band.GetProperty("valid_pixels").GetDouble() + band.GetProperty("masked_pixels").GetDouble());
    }

    [Fact]
    public async Task Statistics_of_an_area_are_those_of_the_result()
    {
        string area = AreaOf("[[[308000,3709000],[311000,3709000],[311000,3712000],[308000,3712000],[308000,3709000]]]");
        JsonElement slope = await StatisticsAsync("slope", area),
            heights = await StatisticsAsync("max", area);

        // The area touches 126 pixels of 24 metres a side, and six are lost to the buffer.
        Assert.Equal(120 * 120, slope.GetProperty("valid_pixels").GetDouble());
        Assert.InRange(slope.GetProperty("mean").GetDouble(), 1, 89);
        Assert.Equal("max", heights.GetProperty("description").GetString());
    }

    [Fact]
    public async Task An_area_is_cut_out_before_anything_is_computed()
    {
        string area = AreaOf("[[[308000,3709000],[311000,3709000],[308000,3712000],[308000,3709000]]]");
        NumPyResponse opaque = await PostAsync("terrarium&algorithm_params={\"nodata_height\":0}", area),
            shade = await PostAsync("hillshade", area);

        Assert.Equal([4, 125, 125], opaque.Shape);
        Assert.Equal([2, 119, 119], shade.Shape);
        Assert.DoesNotContain((byte)0, opaque.Data[^(125 * 125)..]);
        Assert.Equal((128, 0, 0), (opaque.Data[124], opaque.Data[(125 * 125) + 124], opaque.Data[(2 * 125 * 125) + 124])); // Height 0.
        Assert.Contains((byte)0, shade.Data[^(119 * 119)..]);
        Assert.Contains((byte)255, shade.Data[^(119 * 119)..]);
    }

    [Fact]
    public async Task Only_the_bands_that_are_looked_at_are_read_and_the_others_do_not_hide_or_show_a_pixel()
    {
        byte[] first = (await functions.GetArrayAsync("/cog/preview.npy?algorithm=terrarium", FunctionsFixture.Rgb)).Data,
            same = (await functions.GetArrayAsync("/cog/preview.npy?algorithm=terrarium&bidx=1", FunctionsFixture.Rgb)).Data,
            third = (await functions.GetArrayAsync("/cog/preview.npy?algorithm=terrarium&bidx=3&bidx=1", FunctionsFixture.Rgb)).Data;

        Assert.Equal(same, first);
        Assert.NotEqual(third, first);
    }

    [Fact]
    public async Task A_document_carries_the_algorithm_into_its_tiles_and_a_point_is_the_file_itself()
    {
        JsonElement tiles = await functions.GetJsonAsync(
            "/cog/WebMercatorQuad/tilejson.json?algorithm=slope&algorithm_params={\"buffer\":2}",
            Sample.Heights
        );
        JsonElement point = await functions.GetJsonAsync("/cog/point/-17.05,33.52?algorithm=slope", Sample.Heights),
            plain = await functions.GetJsonAsync("/cog/point/-17.05,33.52", Sample.Heights);

        string address = tiles.GetProperty("tiles")[0].GetString()!;
        Assert.Contains("algorithm=slope", address, StringComparison.Ordinal);
        Assert.Contains("algorithm_params=%7B%22buffer%22%3A2%7D", address, StringComparison.Ordinal);
        Assert.Equal(plain.GetRawText(), point.GetRawText());
        Assert.Equal(422, (await functions.GetProblemAsync("/cog/WebMercatorQuad/tilejson.json?algorithm=x", Sample.Heights)).Status);
    }

    [Fact]
    public async Task A_block_of_the_files_own_grid_has_no_seam_either()
    {
        NumPyResponse whole =
                await functions.GetArrayAsync(
                    "/cog/preview/768x768.npy?algorithm=hillshade&algorithm_params={\"buffer\":0}",
                    Sample.Heights
                ),
            block = await functions.GetArrayAsync("/cog/tiles/CogGrid/2/1/1.npy?algorithm=hillshade", Sample.Heights);

        Assert.Equal([2, 256, 256], block.Shape);
        Assert.Equal(Part(Values(whole), 768, 256, 256), Part(Values(block), 256, 0, 0));
    }

    [Theory]
    [InlineData("slope")] // Its values go from 0 to 90: no tile is scaled by its own.
    [InlineData("cast")]
    [InlineData("contours")]
    [InlineData("hillshade")]
    public async Task A_result_is_a_picture_without_a_rescale(string algorithm)
    {
        using HttpResponseMessage response = await functions.SendAsync($"{Tile}.png?algorithm={algorithm}", Sample.Heights);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task All_algorithms_are_listed_and_described()
    {
        JsonElement[] list = [.. (await JsonAsync("/algorithms")).GetProperty("algorithms").EnumerateArray()];

        Assert.Equal(AlgorithmCatalog.Ids, list.Select(item => item.GetProperty("id").GetString()));
        foreach (JsonElement item in list)
        {
            JsonElement link = item.GetProperty("links")[0],
                description = await JsonAsync(new Uri(link.GetProperty("href").GetString()!).AbsolutePath);
            Assert.Equal(
                ["title", "description", "inputs", "outputs", "parameters"],
                description.EnumerateObject().Select(member => member.Name)
            );
            Assert.Equal(["nbands", "dtype", "min", "max"], description.GetProperty("outputs").EnumerateObject().Select(m => m.Name));
        }
    }

    [Theory]
    [InlineData("/algorithms?f=html", "/algorithms/hillshade?f=html\">hillshade</a>")]
    [InlineData("/algorithms/hillshade?f=html", "<td class=\"code\">azimuth</td><td>45</td>")]
    [InlineData("/algorithms/terrarium?f=html", "<td class=\"code\">nodata_height</td><td>–</td>")]
    [InlineData("/algorithms/min?f=html", "It has no parameters.")]
    public async Task Both_can_be_had_as_a_page(string path, string part)
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(part, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_has_the_schema_of_every_parameter()
    {
        JsonElement hillshade = await JsonAsync("/algorithms/hillshade"),
            terrarium = await JsonAsync("/algorithms/terrarium"),
            cast = await JsonAsync("/algorithms/cast");

        Assert.Equal("""{"nbands":1}""", hillshade.GetProperty("inputs").GetRawText());
        Assert.Equal("""{"nbands":1,"dtype":"uint8","min":null,"max":null}""", hillshade.GetProperty("outputs").GetRawText());
        Assert.Equal(
            """{"default":45,"maximum":90,"minimum":-90,"type":"number","title":"Angle Altitude"}""",
            hillshade.GetProperty("parameters").GetProperty("angle_altitude").GetRawText()
        );
        Assert.Equal(
            """{"nodata_height":{"anyOf":[{"maximum":99999,"minimum":-99999,"type":"number"},{"type":"null"}]"""
                + ""","default":null,"title":"Nodata Height"}}""",
            terrarium.GetProperty("parameters").GetRawText()
        );
        Assert.Equal("""{"nbands":null,"dtype":"uint8","min":[0],"max":[255]}""", cast.GetProperty("outputs").GetRawText());

        using HttpResponseMessage unknown = await functions.Client.GetAsync("/algorithms/nope", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
    }

    private static string AreaOf(string rings) =>
        $$$"""{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":{{{rings}}} } }""";

    private async Task<JsonElement> JsonAsync(string path) =>
        JsonDocument.Parse(await functions.Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).RootElement;

    private async Task<JsonElement> StatisticsAsync(string algorithm, string area)
    {
        using HttpResponseMessage response = await SendAsync($"/cog/statistics?coord_crs=native&algorithm={algorithm}", area);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("properties").GetProperty("statistics").GetProperty("b1");
    }

    private async Task<NumPyResponse> PostAsync(string algorithm, string area)
    {
        using HttpResponseMessage response = await SendAsync($"/cog/feature.npy?coord_crs=native&algorithm={algorithm}", area);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private Task<HttpResponseMessage> SendAsync(string path, string body) =>
        functions.Client.PostAsync(
            $"{path}&url={Uri.EscapeDataString(Sample.Heights)}",
            new StringContent(body, Encoding.UTF8, "application/geo+json"),
            TestContext.Current.CancellationToken
        );

    private static double[] Values(NumPyResponse array) =>
        array.Type == "<f4" ? Array.ConvertAll(array.As<float>().ToArray(), v => (double)v) : [.. array.Data.Select(v => (double)v)];

    // 256 × 256 values of the first band.
    private static double[] Part(double[] values, int width, int column, int row) =>
        [.. Enumerable.Range(row, 256).SelectMany(y => values.AsSpan((y * width) + column, 256).ToArray())];
}
