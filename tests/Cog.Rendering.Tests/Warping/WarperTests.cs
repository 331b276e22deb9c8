using Cog.Geo;
using Cog.Reading;
using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Testing;
using Cog.Tiff;

namespace Cog.Rendering.Tests.Warping;

public class WarperTests
{
    /// <summary>The numbers of <c>gdalwarp -et 0</c>: see tests/data/warp/README.md.</summary>
    [Theory]
    [InlineData("utm33", Resampling.Nearest)]
    [InlineData("utm33", Resampling.Bilinear)]
    [InlineData("utm33", Resampling.Cubic)]
    [InlineData("wgs84-int16-gap", Resampling.Nearest)]
    [InlineData("wgs84-int16-gap", Resampling.Bilinear)]
    [InlineData("wgs84-int16-gap", Resampling.Cubic)]
    public async Task Magnifies_as_gdalwarp_does(string name, Resampling resampling)
    {
        BoundingBox bounds = name == "utm33" ? new(1670100, 6081300, 1670700, 6081900) : new(1116500, 6097500, 1123500, 6104500);
        (_, double[] expected) = Npz.Read(TestData.PathOf("warp/gdalwarp.npz"))[$"{name}.{resampling.ToString().ToLowerInvariant()}"];

        using Raster picture = await Pictures.RenderAsync(await Pictures.OpenAsync(name), bounds, new(96, 96), resampling);

        int pixels = picture.PixelCount, different = 0;
        for (int i = 0; i < pixels; i++)
        {
            Assert.Equal(expected[pixels + i] > 0, picture.Mask[i] > 0);
            if (picture.Mask[i] > 0)
            {
                double difference = Math.Abs(Pictures.Sample(picture, i) - expected[i]);
                different += difference > 0 ? 1 : 0;

                // gdalwarp was exact here; the grid may be an eighth of a pixel off, and is a few hundredths off in these boxes.
                Assert.True(resampling == Resampling.Nearest || difference <= 1, $"Pixel {i}: {Pictures.Sample(picture, i)}, gdalwarp has {expected[i]}.");
            }
        }

        Assert.True(different <= pixels * (resampling == Resampling.Nearest ? 0.01 : 0.05), $"{different} of {pixels} pixels differ.");
    }

    [Theory]
    [InlineData("utm33", 0.6)]
    [InlineData("utm33", 1.25)] // shrunk: the grid has 320 pixels a tile
    [InlineData("mercator", 0.7)]
    [InlineData("mercator", 1.3)]
    [InlineData("mercator", 2.9)]
    public async Task Two_neighbouring_tiles_are_the_double_tile(string name, double scale)
    {
        CogReader reader = await Pictures.OpenAsync(name);
        CrsTransform toPicture = CrsTransform.Create(Crs.Of(reader.Header), Crs.WebMercator);
        BoundingBox image = toPicture.TransformBounds(reader.Header.Bounds);
        double natural = name == "mercator" ? 10 : NaturalGrid.Of(reader.Header.Bounds, 160, 120, toPicture).Resolution;
        double edge = 256 * natural * scale, seam = (image.MinX + image.MaxX) / 2, top = ((image.MinY + image.MaxY) / 2) + (edge / 2);

        foreach (Resampling resampling in Enum.GetValues<Resampling>())
        {
            using Raster left = await Pictures.RenderAsync(reader, new(seam - edge, top - edge, seam, top), new(256, 256), resampling);
            using Raster right = await Pictures.RenderAsync(reader, new(seam, top - edge, seam + edge, top), new(256, 256), resampling);
            using Raster both = await Pictures.RenderAsync(reader, new(seam - edge, top - edge, seam + edge, top), new(512, 256), resampling);

            int valid = 0;
            for (int i = 0; i < both.PixelCount; i++)
            {
                (int x, int y) = (i % 512, i / 512);
                Raster one = x < 256 ? left : right;
                int pixel = (y * 256) + (x % 256);
                Assert.True(
                    both.Mask[i] == one.Mask[pixel] && Pictures.Sample(both, i) == Pictures.Sample(one, pixel),
                    $"{resampling} at {x}, {y}: {Pictures.Sample(both, i)} ({both.Mask[i]}), in one tile {Pictures.Sample(one, pixel)} ({one.Mask[pixel]}).");
                valid += both.Mask[i] == 0 ? 0 : 1;
            }

            Assert.True(valid > 1000);
        }
    }

    [Fact]
    public async Task An_image_across_the_antimeridian_shows_on_both_sides()
    {
        CogReader reader = await Pictures.OpenAsync("dateline"); // 179.92° to 180.08°
        double half = Math.PI * 6378137, degree = half / 180, y = -1_689_200 - 3000;

        using Raster west = await Pictures.RenderAsync(reader, new(half - (0.064 * degree), y - (0.064 * degree), half, y), new(64, 64), Resampling.Nearest);
        using Raster east = await Pictures.RenderAsync(reader, new(-half, y - (0.064 * degree), (0.064 * degree) - half, y), new(64, 64), Resampling.Nearest);

        Assert.False(west.Mask.ContainsAnyExcept((byte)255));
        Assert.False(east.Mask.ContainsAnyExcept((byte)255));

        // Column 79 is the last one west of 180°, column 80 the first one east of it.
        Assert.Equal(1, Matches(reader, west, 63, 79) * Matches(reader, east, 0, 80));
    }

    /// <summary>By hand: a row of four pixels, the second masked, magnified twice.</summary>
    [Fact]
    public void Masked_pixels_have_no_weight()
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, 4, 1, CogLimits.Default);
        new byte[] { 10, 200, 30, 40 }.CopyTo(window.Samples);
        new byte[] { 255, 0, 255, 255 }.CopyTo(window.Mask);

        using Raster picture = Resizer.Resize(window, Straight(new(0, 0, 0.5, 1), new(8, 1), Resampling.Bilinear), PartialCoverage.Valid, CogReaderOptions.Default);

        // Positions 0.25, 0.75, 1.25 …: weights 1 | 3/4 of the first, 1/4 masked | …
        Assert.Equal([10, 10, 10, 30, 30, 33, 38, 40], picture.Samples.ToArray()); // 32.5 and 37.5 round half away from zero
        Assert.Equal([255, 255, 255, 255, 255, 255, 255, 255], picture.Mask.ToArray());
    }

    /// <summary>At zoom 0 an image of centimetres has kernels of millions of pixels: only those that exist are counted.</summary>
    [Theory]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Cubic)]
    [InlineData(Resampling.Average)]
    public void A_kernel_far_wider_than_the_image_costs_no_more_than_the_image(Resampling resampling)
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, 8, 8, CogLimits.Default);
        window.Samples.Fill(77);
        window.Mask.Fill(255);

        using Raster picture = Resizer.Resize(window, Straight(new(-5e8, -5e8, 1e9, 1e9), new(4, 4), resampling), PartialCoverage.Valid, CogReaderOptions.Default);

        Assert.Equal(77, picture.Samples[0]);
    }

    [Fact]
    public void Alpha_is_mixed_and_weighs_samples()
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, 2, 1, CogLimits.Default);
        new byte[] { 100, 200 }.CopyTo(window.Samples);
        new byte[] { 51, 204 }.CopyTo(window.Mask);

        using Raster picture = Resizer.Resize(window, Straight(new(0, 0, 2, 1), new(1, 1), Resampling.Average), PartialCoverage.Alpha, CogReaderOptions.Default);

        Assert.Equal(180, picture.Samples[0]); // (0.2 × 100 + 0.8 × 200) / 1
        Assert.Equal(128, picture.Mask[0]);    // (51 + 204) / 2, rounded
    }

    [Theory]
    [InlineData(SampleType.UInt8, 255)]
    [InlineData(SampleType.Int8, 127)]
    [InlineData(SampleType.UInt16, 65535)]
    [InlineData(SampleType.Int16, 32767)]
    [InlineData(SampleType.UInt32, 4294967295)]
    [InlineData(SampleType.Int32, 2147483647)]
    public void Overshoot_of_a_cubic_kernel_is_clamped(SampleType type, double maximum)
    {
        // A step between two values: the cubic kernel overshoots beside it, on both sides.
        using Raster window = Raster.Rent(type, 1, 8, 1, CogLimits.Default);
        window.Mask.Fill(255);
        for (int i = 4; i < 8; i++)
        {
            Put(window, i, maximum);
        }

        using Raster picture = Resizer.Resize(window, Straight(new(0, 0, 0.25, 1), new(32, 1), Resampling.Cubic), PartialCoverage.Valid, CogReaderOptions.Default);

        double[] values = [.. Enumerable.Range(0, 32).Select(i => Get(picture, i))];
        Assert.Equal(maximum, values.Max());
        Assert.True(values[18] == maximum && values[31] == maximum); // 4.625: the kernel's sum is above 1
        Assert.True(type is SampleType.Int8 or SampleType.Int16 or SampleType.Int32 ? values.Min() < 0 : values.Min() == 0);
    }

    [Fact]
    public async Task A_file_without_a_CRS_says_so()
    {
        byte[] file = new TiffBuilder().Add(new IfdBuilder(16, 16).Striped(16).WithBlocks(new byte[256])).Build();
        CogReader reader = await CogReader.OpenAsync(new Cog.Sources.MemoryRangeSource(file), CogReaderOptions.Default, TestContext.Current.CancellationToken);

        var error = Assert.Throws<UnsupportedTiffException>(() =>
            TilePlan.Create(reader.Header, new(new(0, 0, 1, 1), Crs.WebMercator, new(256, 256), Resampling.Nearest)));
        Assert.Contains("not georeferenced", error.Message, StringComparison.Ordinal);
    }

    private static TilePlan Straight(PixelScan scan, RasterSize size, Resampling resampling) =>
        new(null!, default, size, default, Crs.WebMercator, null, (1, 1), scan, resampling);

    private static int Matches(CogReader reader, Raster picture, int column, int imageColumn)
    {
        // The rows of the picture are some rows of the image: the column's values must all occur in the image's column.
        using Raster image = reader.ReadWindowAsync(reader.Header.Levels[0], new(imageColumn, 0, 1, 120), null, null, CancellationToken.None).GetAwaiter().GetResult();
        float[] values = image.Band<float>(0).ToArray();
        return Enumerable.Range(0, picture.Height).All(row => values.Contains((float)Pictures.Sample(picture, (row * picture.Width) + column))) ? 1 : 0;
    }

    private static void Put(Raster raster, int pixel, double value)
    {
        switch (raster.SampleType)
        {
            case SampleType.UInt8: raster.Band<byte>(0)[pixel] = (byte)value; break;
            case SampleType.Int8: raster.Band<sbyte>(0)[pixel] = (sbyte)value; break;
            case SampleType.UInt16: raster.Band<ushort>(0)[pixel] = (ushort)value; break;
            case SampleType.Int16: raster.Band<short>(0)[pixel] = (short)value; break;
            case SampleType.UInt32: raster.Band<uint>(0)[pixel] = (uint)value; break;
            default: raster.Band<int>(0)[pixel] = (int)value; break;
        }
    }

    private static double Get(Raster raster, int pixel) => raster.SampleType switch
    {
        SampleType.UInt8 => raster.Band<byte>(0)[pixel],
        SampleType.Int8 => raster.Band<sbyte>(0)[pixel],
        SampleType.UInt16 => raster.Band<ushort>(0)[pixel],
        SampleType.Int16 => raster.Band<short>(0)[pixel],
        SampleType.UInt32 => raster.Band<uint>(0)[pixel],
        _ => raster.Band<int>(0)[pixel],
    };
}
