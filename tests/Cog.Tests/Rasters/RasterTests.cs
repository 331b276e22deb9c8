namespace Cog.Tests.Rasters;

public class RasterTests
{
    private static readonly short[] s_heights = [-5, 300, 7, 8, 9, 10];

    [Fact]
    public void A_band_is_shown_as_its_own_type_and_as_no_other()
    {
        using Raster raster = Heights();

        Assert.Equal(s_heights, raster.Band<short>(0).ToArray());
        var error = Assert.Throws<ArgumentException>(() => raster.Band<float>(0).Length);
        Assert.Contains("int16", error.Message, StringComparison.Ordinal);
        Assert.Contains("Single", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => raster.Row<ushort>(0, 0).Length);
    }

    [Fact]
    public void A_copy_has_any_type_and_the_callers_value_where_masked()
    {
        using Raster raster = Heights();
        raster.Mask[1] = 0;

        Assert.Equal([-5, float.NaN, 7, 8, 9, 10], raster.ToArray<float>(0, masked: float.NaN));
        Assert.Equal([-5f, 300, 7, 8, 9, 10], raster.ToArray<float>(0));
        Assert.Equal([0, 99, 7, 8, 9, 10], raster.ToArray<byte>(0, masked: 99)); // -5 is held to 0.
    }

    [Fact]
    public void Numbers_are_converted_exactly_where_the_type_holds_them()
    {
        using Raster raster = Raster.Rent(SampleType.Int64, 1, new(2, 1), CogReaderOptions.Default);
        raster.Band<long>(0)[0] = long.MaxValue;
        raster.Band<long>(0)[1] = long.MinValue + 1;

        Assert.Equal([long.MaxValue, long.MinValue + 1], raster.ToArray<long>(0));
        Assert.Equal([ulong.MaxValue / 2, 0], raster.ToArray<ulong>(0));
        Assert.Equal([int.MaxValue, int.MinValue], raster.ToArray<int>(0));
    }

    [Fact]
    public void Of_complex_samples_the_real_part_is_copied()
    {
        using Raster raster = Raster.Rent(SampleType.ComplexFloat32, 1, new(2, 1), CogReaderOptions.Default);
        new float[] { 1.5f, -1, 2.5f, -2 }.CopyTo(raster.Band<float>(0));

        Assert.Equal([1.5, 2.5], raster.ToArray<double>(0));
    }

    [Fact]
    public void Rows_are_those_of_the_band_and_of_the_mask()
    {
        using Raster raster = Heights();
        raster.Mask[4] = 17;

        Assert.Equal([8, 9, 10], raster.Row<short>(0, 1).ToArray());
        Assert.Equal([255, 17, 255], raster.MaskRow(1).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Row<short>(0, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Row<short>(1, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.MaskRow(-1).Length);
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused()
    {
        using Raster raster = Heights();

        Assert.Throws<ArgumentException>(() => raster.CopyTo(0, new float[5]));
    }

    private static Raster Heights()
    {
        Raster raster = Raster.Rent(SampleType.Int16, 1, new(3, 2), CogReaderOptions.Default);
        s_heights.CopyTo(raster.Band<short>(0));
        raster.Mask.Fill(255);
        return raster;
    }
}
