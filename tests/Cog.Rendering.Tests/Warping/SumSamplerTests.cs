using Cog.Reading;
using Cog.Rendering.Projection;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>Sums beside those of <c>gdalwarp -et 0 -r sum</c>: tests/data/warp/make_sum.py.</summary>
public class SumSamplerTests
{
    private static readonly Lazy<Dictionary<string, (int[] Shape, double[] Values)>> s_answers = new(() => Npz.Read(TestData.PathOf("warp/sum.npz")));

    public static TheoryData<string, int, string> Pictures_of_turned_files()
    {
        var data = new TheoryData<string, int, string>();
        foreach ((string name, int crs) in (ReadOnlySpan<(string, int)>)[("wgs84", 3857), ("utm33", 3857), ("laea", 3857), ("polar", 3857), ("mercator", 3413)])
        {
            foreach (string kind in (ReadOnlySpan<string>)["whole", "gap"])
            {
                data.Add($"{name}-{kind}", crs, "even");
                data.Add($"{name}-{kind}", crs, "magnified");
            }
        }

        data.Add("utm33-alpha", 3857, "even");
        data.Add("utm33-alpha", 3857, "magnified");
        return data;
    }

    [Theory]
    [MemberData(nameof(Pictures_of_turned_files))]
    public async Task Sums_as_gdalwarp_does(string file, int crs, string what)
    {
        string key = $"{file.Replace('-', '.')}.{what}";
        (int[] shape, double[] expected) = s_answers.Value[key];
        double[] box = s_answers.Value[$"{key}.box"].Values;
        CogReader reader = await Pictures.OpenAsync($"sum-{file}");
        var request = new PlanRequest(new(box[0], box[1], box[2], box[3]), Crs.FromEpsg(crs), new(shape[2], shape[1]), Resampling.Nearest) { WarpResampling = Resampling.Sum };

        using Raster picture = await Pictures.RenderAsync(reader, request);

        WarpDifference found = WarpDifference.Of(picture, expected);
        double largest = expected.Take(picture.PixelCount).Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"{found}, largest {largest}, masks {Masks(picture, expected)}");
        Assert.Equal(0, found.Masks);
        Assert.True(found.Worst <= (picture.SampleType == Cog.Tiff.SampleType.Float32 ? 1e-5 * largest : 1), found.ToString());
        Assert.True(Masks(picture, expected) <= 1);
        Assert.Equal(Total(expected, picture.PixelCount), Total(picture), 1e-5 * Total(picture));
    }

    private static double Total(Raster picture) => Enumerable.Range(0, picture.PixelCount).Where(i => picture.Mask[i] > 0).Sum(i => Pictures.Sample(picture, i));

    private static double Total(double[] expected, int pixels) => Enumerable.Range(0, pixels).Where(i => expected[pixels + i] > 0).Sum(i => expected[i]);

    /// <summary>How far the alphas are apart.</summary>
    private static double Masks(Raster picture, double[] expected) => Enumerable.Range(0, picture.PixelCount).Max(i => Math.Abs(picture.Mask[i] - expected[picture.PixelCount + i]));
}
