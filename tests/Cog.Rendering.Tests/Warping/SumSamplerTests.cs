using System.Runtime.InteropServices;
using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>Sums beside those of <c>gdalwarp -et 0 -r sum</c>: tests/data/warp/make_sum.py.</summary>
public class SumSamplerTests
{
    private static readonly Lazy<Dictionary<string, (int[] Shape, double[] Values)>> s_answers = new(() =>
        Npz.Read(TestData.PathOf("warp/sum.npz"))
    );

    public static TheoryData<string, int, string> Pictures_of_turned_files()
    {
        var data = new TheoryData<string, int, string>();
        foreach (
            (string name, int crs) in (ReadOnlySpan<(string, int)>)
                [("wgs84", 3857), ("utm33", 3857), ("laea", 3857), ("polar", 3857), ("mercator", 3413)]
        )
        {
            foreach (string kind in (string[])["whole", "gap"])
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

        using Raster picture = await SumAsync(reader, new(box[0], box[1], box[2], box[3]), crs, new(shape[2], shape[1]));

        WarpDifference found = WarpDifference.Of(picture, expected);
        double largest = expected.Take(picture.PixelCount).Max();
        TestContext.Current.TestOutputHelper?.WriteLine($"{found}, largest {largest}, alphas {Alphas(picture, expected)}");
        Assert.Equal(0, found.Masks);
        Assert.True(found.Worst <= (picture.SampleType == SampleType.Float32 ? 1e-5 * largest : 1), found.ToString());
        Assert.True(Alphas(picture, expected) <= 1);
    }

    [Theory]
    [InlineData("wgs84", 3857)]
    [InlineData("utm33", 3857)]
    [InlineData("laea", 3857)]
    [InlineData("polar", 3857)]
    [InlineData("mercator", 3413)]
    public async Task A_picture_of_the_whole_file_has_its_total(string name, int crs)
    {
        foreach (string kind in (string[])["whole", "gap"])
        {
            CogReader reader = await Pictures.OpenAsync($"sum-{name}-{kind}");
            BoundingBox box = CrsTransform.Create(Crs.Of(reader.Header), Crs.FromEpsg(crs)).TransformBounds(reader.Header.Bounds);
            double pixel = Math.Max(box.Width, box.Height) / 200;
            using Raster picture = await SumAsync(
                reader,
                new(box.MinX - pixel, box.MaxY - (209 * pixel), box.MinX + (209 * pixel), box.MaxY + pixel),
                crs,
                new(210, 210)
            );
            using Raster file = await reader.ReadWindowAsync(
                reader.Header.Levels[0],
                new(0, 0, 60, 44),
                cancellationToken: TestContext.Current.CancellationToken
            );

            Assert.Equal(Total(file), Total(picture), 1e-6 * Total(file));
        }
    }

    /// <summary>The values of gdalwarp are no measure here: it smears such a pixel over the whole world.</summary>
    [Theory]
    [InlineData(178.75)] // The third pixel lies half in the east.
    [InlineData(179)] // The edge of one is ±180°.
    [InlineData(178.5)]
    [InlineData(-181.25)]
    public async Task A_pixel_across_the_antimeridian_is_shared_by_both_sides(double left)
    {
        const double Half = Math.PI * 6378137,
            Degree = Half / 180;
        CogReader reader = await OpenAsync(4326, left, 0.5, 0.5, [8, 16, 32, 64], 4);
        using Raster west = await SumAsync(reader, new(Half - (8 * Degree), -Degree, Half, 7 * Degree), 3857, new(64, 64));
        using Raster east = await SumAsync(reader, new(-Half, -Degree, -Half + (8 * Degree), 7 * Degree), 3857, new(64, 64));

        double inWest = Math.Abs(left) switch
        {
            178.75 or 181.25 => 8 + 16 + 16,
            179 => 24,
            _ => 56,
        };
        double[] found = [Total(west), Total(east)];
        Assert.Equal(left > 0 ? inWest : 8 + 16 + 16, found[0], 1e-3);
        Assert.Equal(120, found[0] + found[1], 1e-3);
        Assert.False(west.Mask[..(64 * 64)].ToArray().Where((mask, i) => i % 64 < 32 && mask > 0).Any());
        Assert.False(east.Mask[..(64 * 64)].ToArray().Where((mask, i) => i % 64 >= 32 && mask > 0).Any());
    }

    [Fact]
    public async Task A_polar_file_is_cut_along_the_antimeridian()
    {
        // 180° runs from the pole to the upper left, through the middle of the file.
        const double Half = Math.PI * 6378137;
        float[] ones = new float[40 * 40];
        Array.Fill(ones, 1);
        CogReader reader = await OpenAsync(3413, -1_807_000, 1_809_000, 15_000, ones, 40);

        // Finer than the file: the sum is not shrunk.
        using Raster world = await SumAsync(reader, new(-Half, 9_000_000, Half, 14_000_000), 3857, new(1200, 150));

        Assert.Equal(ones.Length, Total(world), 1e-3 * ones.Length);
        for (int i = 0; i < world.PixelCount; i++)
        {
            Assert.True(world.Mask[i] == 0 || i % 1200 is < 150 or > 1050, $"{i % 1200}, {i / 1200}");
            Assert.True(world.Mask[i] == 0 || Pictures.Sample(world, i) < 20);
        }
    }

    [Fact]
    public async Task The_pole_itself_leaves_no_trace()
    {
        // Over the pole: of the pixel that holds it, and of those beside it, most lies beyond the picture.
        const double Half = Math.PI * 6378137;
        float[] ones = new float[41 * 41];
        Array.Fill(ones, 1);
        CogReader reader = await OpenAsync(3413, -2_050_000, 2_050_000, 100_000, ones, 41);

        using Raster world = await SumAsync(reader, new(-Half, 9_000_000, Half, 50_000_000), 3857, new(400, 410));

        Assert.Equal(ones.Length, Total(world), 2); // The pixel of the pole, and hardly a part of any other, lies beyond.
        Assert.All(Enumerable.Range(0, 400), x => Assert.Contains(Enumerable.Range(300, 90), y => world.Mask[(y * 400) + x] > 0));
    }

    [Fact]
    public async Task More_sums_than_the_limit_are_refused()
    {
        CogReader reader = await Pictures.OpenAsync("sum-utm33-whole");
        RenderPlan plan = RenderPlan.Create(
            reader.Header,
            new(
                CrsTransform.Create(Crs.Of(reader.Header), Crs.WebMercator).TransformBounds(reader.Header.Bounds),
                Crs.WebMercator,
                new(300, 200),
                Resampling.Nearest
            )
            {
                WarpResampling = Resampling.Sum,
            },
            TestContext.Current.CancellationToken
        )!;
        using Raster window = await reader.ReadWindowAsync(
            plan.Level,
            plan.Window,
            cancellationToken: TestContext.Current.CancellationToken
        );
        // Of 300 × 200 × (1 + 2) × 8; the raster has 240,000.
        CogReaderOptions options = CogReaderOptions.Default with { Limits = CogLimits.Default with { MaxRasterBytes = 1_000_000 } };

        var error = Assert.Throws<LimitExceededException>(() =>
            SumSampler.Run(window, plan, options, TestContext.Current.CancellationToken)
        );
        Assert.Contains(nameof(CogLimits.MaxRasterBytes), error.Message, StringComparison.Ordinal);
    }

    private static Task<Raster> SumAsync(CogReader reader, BoundingBox box, int crs, RasterSize size) =>
        Pictures.RenderAsync(reader, new(box, Crs.FromEpsg(crs), size, Resampling.Nearest) { WarpResampling = Resampling.Sum });

    /// <summary>A file of 32-bit floats.</summary>
    private static Task<CogReader> OpenAsync(int crs, double left, double top, double pixel, float[] samples, int width)
    {
        int[] type = crs == 4326 ? [2, 2048] : [1, 3072];
        IfdBuilder ifd = new IfdBuilder(width, samples.Length / width)
            .Striped(samples.Length / width)
            .WithBlocks(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray())
            .With(TagId.BitsPerSample, FieldType.Short, 32)
            .With(TagId.SampleFormat, FieldType.Short, 3)
            .With(TagId.ModelPixelScale, FieldType.Double, pixel, pixel, 0)
            .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, left, top, 0)
            .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 3, 1024, 0, 1, type[0], 1025, 0, 1, 1, type[1], 0, 1, crs);
        return CogReader.OpenAsync(
            new MemoryRangeSource(new TiffBuilder().Add(ifd).Build()),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
    }

    private static double Total(Raster picture) =>
        Enumerable.Range(0, picture.PixelCount).Where(i => picture.Mask[i] > 0).Sum(i => Pictures.Sample(picture, i));

    /// <summary>How far the alphas are apart.</summary>
    private static double Alphas(Raster picture, double[] expected) =>
        Enumerable.Range(0, picture.PixelCount).Max(i => Math.Abs(picture.Mask[i] - expected[picture.PixelCount + i]));
}
