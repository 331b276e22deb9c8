using System.Text.Json;
using Cog.Rendering.Warping;
using Cog.Resamplers;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>One picture in many CRSs, beside what <c>gdalwarp -et 0</c> makes of it: tests/data/warp/make_crs.py.</summary>
public class CrsTableTests
{
    private static readonly Lazy<Dictionary<string, (int[] Shape, double[] Values)>> s_answers = new(() =>
        Npz.Read(TestData.PathOf("warp/crs.npz"))
    );

    public static IEnumerable<TheoryDataRow<string, Resampling>> Cases()
    {
        foreach ((string key, JsonElement one) in SyntheticPicture.Cases)
        {
            foreach (Resampling resampling in (Resampling[])[Resampling.Nearest, Resampling.Bilinear, Resampling.Cubic])
            {
                yield return new(key, resampling)
                {
                    TestDisplayName = $"{one.GetProperty("crs").GetString()} {one.GetProperty("what").GetString()} {resampling}",
                };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Lies_where_gdalwarp_puts_it(string key, Resampling resampling)
    {
        JsonElement one = SyntheticPicture.Cases[key];
        (int[] shape, double[] expected) = s_answers.Value[$"{key}.{ResamplingNames.NameOf(resampling)}"];
        double[] box = Numbers(one, "box");
        CogReader reader = await SyntheticPicture.OpenAsync(one);

        using Raster picture = await Pictures.RenderAsync(
            reader,
            new BoundingBox(box[0], box[1], box[2], box[3]),
            new(shape[2], shape[1]),
            resampling
        );

        WarpDifference found = WarpDifference.Of(picture, expected);
        TestContext.Current.TestOutputHelper?.WriteLine(found.ToString());
        double equal = 1 - ((double)found.Samples / found.Valid);
        Assert.True(found.Masks == 0 && found.Valid == picture.PixelCount, found.ToString());

        // An eighth of a pixel explains that a quarter of the nearest pixels is another one, and a mean difference of an eighth of the
        // steps between pixels. It is less than half of that.
        Assert.True(
            resampling == Resampling.Nearest ? equal >= 0.95 : found.Mean <= WarpGrid.Tolerance * SyntheticPicture.Steepness / 2,
            found.ToString()
        );
    }

    private static double[] Numbers(JsonElement one, string name) => [.. one.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
}
