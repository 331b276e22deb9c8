using System.Globalization;
using System.Text.Json;
using Cog.Geo;
using Cog.Reading;
using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Rendering.Tests.Warping;

/// <summary>One picture in many CRSs, beside what <c>gdalwarp -et 0</c> makes of it: tests/data/warp/make_crs.py.</summary>
public class CrsTableTests
{
    private static readonly Lazy<Dictionary<string, (int[] Shape, double[] Values)>> s_answers = new(() => Npz.Read(TestData.PathOf("warp/crs.npz")));
    private static readonly Dictionary<string, JsonElement> s_cases = Read();

    public static IEnumerable<TheoryDataRow<string, Resampling>> Cases()
    {
        foreach ((string key, JsonElement one) in s_cases)
        {
            foreach (Resampling resampling in (Resampling[])[Resampling.Nearest, Resampling.Bilinear, Resampling.Cubic])
            {
                yield return new(key, resampling) { TestDisplayName = $"{one.GetProperty("crs").GetString()} {one.GetProperty("what").GetString()} {resampling}" };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Lies_where_gdalwarp_puts_it(string key, Resampling resampling)
    {
        JsonElement one = s_cases[key];
        (int[] shape, double[] expected) = s_answers.Value[$"{key}.{ResamplingNames.NameOf(resampling)}"];
        double[] box = Numbers(one, "box");
        CogReader reader = await OpenAsync(one);

        using Raster picture = await Pictures.RenderAsync(reader, new BoundingBox(box[0], box[1], box[2], box[3]), new(shape[2], shape[1]), resampling);

        WarpDifference found = WarpDifference.Of(picture, expected);
        TestContext.Current.TestOutputHelper?.WriteLine(found.ToString());
        double equal = 1 - ((double)found.Samples / found.Valid);
        Assert.True(found.Masks == 0 && found.Valid == picture.PixelCount, found.ToString());

        // What an eighth of a pixel explains: of the nearest pixels, a quarter may be another one; a mean differs by an eighth of the steps between pixels.
        Assert.True(resampling == Resampling.Nearest ? equal >= 0.75 : found.Mean <= WarpGrid.Tolerance * SyntheticPicture.Steepness, found.ToString());
    }

    private static async Task<CogReader> OpenAsync(JsonElement one)
    {
        string crs = one.GetProperty("crs").GetString()!;
        int code = int.Parse(crs.AsSpan(crs.IndexOf(':', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        IfdBuilder ifd = SyntheticPicture.Ifd(code, Crs.FromEpsg(code).IsGeographic);
        if (one.TryGetProperty("points", out JsonElement points))
        {
            ifd.With(TagId.ModelTiepoint, FieldType.Double, [.. points.EnumerateArray().SelectMany(p => TiePoint([.. p.EnumerateArray().Select(n => n.GetDouble())]))]);
        }
        else
        {
            double pixel = one.GetProperty("pixel").GetDouble();
            ifd.With(TagId.ModelPixelScale, FieldType.Double, pixel, pixel, 0)
                .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, one.GetProperty("left").GetDouble(), one.GetProperty("top").GetDouble(), 0);
        }

        byte[] file = new TiffBuilder().Add(ifd).Build();
        return await CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, TestContext.Current.CancellationToken);
    }

    private static double[] TiePoint(double[] point) => [point[0], point[1], 0, point[2], point[3], 0];

    private static double[] Numbers(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    private static Dictionary<string, JsonElement> Read()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("warp/crs-cases.json")));
        return json.RootElement.Clone().EnumerateArray().ToDictionary(one => one.GetProperty("key").GetString()!);
    }
}
