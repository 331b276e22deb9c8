using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Resamplers;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

public class WarperTests
{
    private static readonly Lazy<Dictionary<string, (int[] Shape, double[] Values)>> s_kernels = new(() =>
        Npz.Read(TestData.PathOf("warp/kernels.npz"))
    );

    public static TheoryData<string, string, Resampling> Magnifications()
    {
        var data = new TheoryData<string, string, Resampling>();
        foreach (Resampling resampling in ResamplingNames.OfWarps)
        {
            data.Add("utm33", "magnified", resampling);
            data.Add("utm33", "even", resampling);
            data.Add("wgs84-int16-gap", "magnified", resampling);
            data.Add("wgs84-int16-gap", "even", resampling);
        }

        return data;
    }

    /// <summary>The numbers of <c>gdalwarp -et 0</c>: see tests/data/warp/README.md.</summary>
    [Theory]
    [MemberData(nameof(Magnifications))]
    public async Task Warps_as_gdalwarp_does(string name, string what, Resampling resampling)
    {
        BoundingBox bounds = name == "utm33" ? new(1670100, 6081300, 1670700, 6081900) : new(1116500, 6097500, 1123500, 6104500);
        (int[] shape, double[] expected) = s_kernels.Value[$"{name}.{what}.{ResamplingNames.NameOf(resampling)}"];
        CogReader reader = await Pictures.OpenAsync(name);
        var request = new PlanRequest(bounds, Crs.WebMercator, new(shape[2], shape[1]), Resampling.Nearest) { WarpResampling = resampling };

        using Raster picture = await Pictures.RenderAsync(reader, request);

        if (resampling == Resampling.Mode)
        {
            // GDAL takes a mode of -1 for none.
            foreach (int pixel in Enumerable.Range(0, picture.PixelCount).Where(i => Pictures.Sample(picture, i) == -1))
            {
                picture.Mask[pixel] = 0;
            }
        }

        WarpDifference found = WarpDifference.Of(picture, expected);
        TestContext.Current.TestOutputHelper?.WriteLine(found.ToString());

        // gdalwarp was exact here; the grid may be an eighth of a pixel off, and is a few hundredths off in these boxes. Hills of 60 a
        // pixel are steep.
        bool isRanked =
            !KernelFunction.IsConvolution(resampling) && resampling is not (Resampling.Average or Resampling.Rms or Resampling.Sum);
        Assert.Equal(0, found.Masks);
        Assert.True(found.Samples <= picture.PixelCount * (isRanked ? 0.01 : 0.05), found.ToString());
        Assert.True(isRanked || found.Worst <= 1, found.ToString());
    }

    public static TheoryData<Resampling, Resampling> Reductions()
    {
        var data = new TheoryData<Resampling, Resampling>
        {
            { Resampling.Bilinear, Resampling.Gauss },
            { Resampling.Max, Resampling.Average },
        };
        foreach (Resampling resampling in ResamplingNames.OfWarps.Where(r => r != Resampling.Lanczos))
        {
            // GDAL 3.6 forgets the fraction of the position in a Lanczos kernel that it widens: the picture is off by up to half a pixel.
            data.Add(resampling, ResamplingNames.OfReads.Contains(resampling) ? resampling : Resampling.Nearest);
        }

        return data;
    }

    /// <summary>The way of rio-tiler, warped exactly: see tests/data/warp/README.md.</summary>
    [Theory]
    [MemberData(nameof(Reductions))]
    public async Task Shrinks_as_a_read_of_a_virtual_warped_file_does(Resampling warp, Resampling read)
    {
        (_, double[] expected) = s_kernels.Value[$"shrunk.{ResamplingNames.NameOf(warp)}.{ResamplingNames.NameOf(read)}"];
        CogReader reader = await Pictures.OpenAsync("wgs84-int16-gap");
        var request = new PlanRequest(new(1113600, 6086800, 1130600, 6103800), Crs.WebMercator, new(72, 72), read)
        {
            WarpResampling = warp,
        };

        using Raster picture = await Pictures.RenderAsync(reader, request);

        // The virtual file ends with the box, ours reaches beyond: the border is not compared.
        for (int i = 0; i < picture.PixelCount; i++)
        {
            if (Math.Min(Math.Min(i % 72, 71 - (i % 72)), Math.Min(i / 72, 71 - (i / 72))) < 5)
            {
                (picture.Mask[i], expected[picture.PixelCount + i]) = (0, 0);
            }
        }

        WarpDifference found = WarpDifference.Of(picture, expected);
        TestContext.Current.TestOutputHelper?.WriteLine(found.ToString());
        Assert.True(found.Masks <= picture.PixelCount / 500, found.ToString());

        // GDAL takes a kernel's widening from the size of the source window, which is a pixel more or less.
        Assert.True(found.Samples <= picture.PixelCount / 20 || (found.Worst <= 1 && found.Mean <= 0.15), found.ToString());
    }

    [Fact]
    public async Task An_image_across_the_antimeridian_shows_on_both_sides()
    {
        CogReader reader = await Pictures.OpenAsync("dateline"); // 179.92° to 180.08°
        double half = Math.PI * 6378137,
            degree = half / 180,
            y = -1_689_200 - 3000;

        using Raster west = await Pictures.RenderAsync(
            reader,
            new(half - (0.064 * degree), y - (0.064 * degree), half, y),
            new(64, 64),
            Resampling.Nearest
        );
        using Raster east = await Pictures.RenderAsync(
            reader,
            new(-half, y - (0.064 * degree), (0.064 * degree) - half, y),
            new(64, 64),
            Resampling.Nearest
        );

        Assert.False(west.Mask.ContainsAnyExcept((byte)255));
        Assert.False(east.Mask.ContainsAnyExcept((byte)255));

        // Column 79 is the last one west of 180°, column 80 the first one east of it.
        Assert.Equal(1, Matches(reader, west, 63, 79) * Matches(reader, east, 0, 80));
    }

    [Fact]
    public async Task A_file_without_a_CRS_says_so()
    {
        byte[] file = new TiffBuilder().Add(new IfdBuilder(16, 16).Striped(16).WithBlocks(new byte[256])).Build();
        CogReader reader = await CogReader.OpenAsync(
            new Cog.Sources.MemoryRangeSource(file),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );

        var error = Assert.Throws<UnsupportedTiffException>(() =>
            RenderPlan.Create(
                reader.Header,
                new(new(0, 0, 1, 1), Crs.WebMercator, new(256, 256), Resampling.Nearest),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Contains("not georeferenced", error.Message, StringComparison.Ordinal);
    }

    private static int Matches(CogReader reader, Raster picture, int column, int imageColumn)
    {
        // The rows of the picture are some rows of the image: the column's values must all occur in the image's column.
        using Raster image = reader
            .ReadWindowAsync(reader.Header.Levels[0], new(imageColumn, 0, 1, 120), cancellationToken: CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        float[] values = image.Band<float>(0).ToArray();
        return Enumerable
            .Range(0, picture.Height)
            .All(row => values.Contains((float)Pictures.Sample(picture, (row * picture.Width) + column)))
            ? 1
            : 0;
    }
}
