using System.Text.Json;
using Cog.Rendering.Mosaics;
using Cog.Testing;

namespace Cog.Rendering.Tests.Mosaics;

/// <summary>Against rio-tiler's definitions in NumPy: see tests/data/mosaics/README.md.</summary>
public class PixelSelectionTests
{
    private static readonly JsonElement[] All =
    [
        .. JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("mosaics/selections.json"))).RootElement.EnumerateArray(),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (int i = 0; i < All.Length; i++)
            {
                foreach (string name in PixelSelections.Names)
                {
                    cases.Add(i, name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Selects_as_rio_tiler_does(int number, string name)
    {
        JsonElement test = All[number],
            expected = test.GetProperty("expected").GetProperty(name);
        using var pool = new CountingMemoryPool();
        CogReaderOptions options = CogReaderOptions.Default with { Pool = pool };
        using (PixelSelector selector = PixelSelections.Parse(name)!.Value.Create(options))
        {
            foreach (JsonElement raster in test.GetProperty("rasters").EnumerateArray())
            {
                selector.Feed(RasterOf(test, raster, options));
            }

            using Raster found = selector.Finish()!;

            Assert.Equal(expected.GetProperty("type").GetString(), found.SampleType.NumPyName());
            JsonElement[] bands = [.. expected.GetProperty("values").EnumerateArray()];
            Assert.Equal(bands.Length, found.Bands);
            Assert.Equal(bands.Length, PixelSelections.Parse(name)!.Value.BandsOf(2));
            for (int band = 0; band < bands.Length; band++)
            {
                double[] values = found.ToArray<double>(band, masked: double.NaN);
                double[] wanted =
                [
                    .. bands[band].EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble()),
                ];
                for (int i = 0; i < wanted.Length; i++)
                {
                    // NumPy averages float32 in float32.
                    double tolerance = found.SampleType == SampleType.Float32 ? 1e-6 * (1 + Math.Abs(wanted[i])) : 1e-10;
                    Assert.True(
                        double.IsNaN(wanted[i]) ? double.IsNaN(values[i]) : Math.Abs(wanted[i] - values[i]) <= tolerance,
                        $"{name}, band {band}, pixel {i}: {values[i]} is not {wanted[i]}"
                    );
                }
            }
        }

        Assert.Equal(0, pool.Rented);
    }

    [Fact]
    public void First_is_filled_by_the_raster_that_covers_the_last_gap()
    {
        using PixelSelector selector = PixelSelection.First.Create(CogReaderOptions.Default);

        Assert.False(selector.IsFilled);
        selector.Feed(Flat(1, valid: 30));
        Assert.False(selector.IsFilled);
        selector.Feed(Flat(2, valid: 50));

        Assert.True(selector.IsFilled);
        using Raster result = selector.Finish()!;
        Assert.Equal([.. Enumerable.Repeat<byte>(1, 30), .. Enumerable.Repeat<byte>(2, 20)], result.Band<byte>(0).ToArray());
    }

    [Fact]
    public void Pixels_that_a_shape_cuts_off_need_not_be_filled()
    {
        byte[] wanted = [.. Enumerable.Repeat<byte>(255, 30), .. new byte[20]];
        using PixelSelector selector = Wanted(wanted);

        selector.Feed(Flat(1, valid: 29));
        Assert.False(selector.IsFilled);
        selector.Feed(Flat(1, valid: 30));
        Assert.True(selector.IsFilled);

        static PixelSelector Wanted(byte[] wanted) => new PickedPixels(CogReaderOptions.Default, PixelSelection.First) { Wanted = wanted };
    }

    [Theory]
    [InlineData("highest")]
    [InlineData("lowest")]
    [InlineData("mean")]
    [InlineData("median")]
    [InlineData("stdev")]
    [InlineData("count")]
    public void What_needs_all_files_is_never_filled(string name)
    {
        using PixelSelector selector = PixelSelections.Parse(name)!.Value.Create(CogReaderOptions.Default);

        selector.Feed(Flat(1, valid: 50));

        Assert.False(selector.IsFilled);
    }

    [Fact]
    public void A_partly_transparent_pixel_keeps_its_alpha()
    {
        using PixelSelector selector = PixelSelection.First.Create(CogReaderOptions.Default);
        Raster first = Flat(1, valid: 2);
        first.Mask[1] = 128;
        selector.Feed(first);
        selector.Feed(Flat(2, valid: 3));

        using Raster result = selector.Finish()!;

        Assert.Equal([255, 128, 255, 0], result.Mask[..4].ToArray());
        Assert.Equal([1, 1, 2], result.Band<byte>(0)[..3].ToArray());
    }

    [Fact]
    public void Another_number_of_bands_is_refused_and_let_go_of()
    {
        using var pool = new CountingMemoryPool();
        CogReaderOptions options = CogReaderOptions.Default with { Pool = pool };
        using (PixelSelector selector = PixelSelection.Mean.Create(options))
        {
            selector.Feed(Raster.Rent(SampleType.UInt8, 3, new(5, 5), new() { Limits = options.Limits, Pool = pool }));
            Raster other = Raster.Rent(SampleType.UInt8, 4, new(5, 5), new() { Limits = options.Limits, Pool = pool });
            other.Mask.Fill(255);

            string message = Assert.Throws<UnsupportedTiffException>(() => selector.Feed(other)).Message;

            Assert.Contains("4 bands", message, StringComparison.Ordinal);
            Assert.Equal(1, selector.Fed);
        }

        Assert.Equal(0, pool.Rented);
    }

    [Fact]
    public void A_median_of_more_than_fits_names_the_limit()
    {
        CogReaderOptions options = CogReaderOptions.Default with { Limits = CogLimits.Default with { MaxRasterBytes = 250 } };
        using PixelSelector selector = PixelSelection.Median.Create(options);
        selector.Feed(Flat(1, valid: 50));
        selector.Feed(Flat(1, valid: 50));

        var error = Assert.Throws<LimitExceededException>(() => selector.Feed(Flat(1, valid: 50)));

        Assert.Equal(nameof(CogLimits.MaxRasterBytes), error.Limit);
    }

    [Fact]
    public void The_last_band_alone_shows_nothing()
    {
        using PixelSelector selector = PixelSelection.LastBandHigh.Create(CogReaderOptions.Default);

        Assert.Throws<UnsupportedTiffException>(() => selector.Feed(Flat(1, valid: 50)));
    }

    [Theory]
    [InlineData("highest")]
    [InlineData("mean")]
    [InlineData("median")]
    public void Complex_numbers_have_no_order(string name)
    {
        using PixelSelector selector = PixelSelections.Parse(name)!.Value.Create(CogReaderOptions.Default);

        Assert.Throws<UnsupportedTiffException>(() =>
            selector.Feed(Raster.Rent(SampleType.ComplexFloat32, 1, new(5, 5), CogReaderOptions.Default))
        );
    }

    [Fact]
    public void More_than_255_files_are_counted_in_64_bits()
    {
        using PixelSelector selector = PixelSelection.Count.Create(CogReaderOptions.Default);
        for (int i = 0; i < 300; i++)
        {
            selector.Feed(Flat(1, valid: i % 2 == 0 ? 50 : 10));
        }

        using Raster result = selector.Finish()!;

        Assert.Equal((300, 150), (result.Band<long>(0)[0], result.Band<long>(0)[49]));
    }

    private static Raster Flat(byte value, int valid)
    {
        Raster raster = Raster.Rent(SampleType.UInt8, 1, new(10, 5), CogReaderOptions.Default);
        raster.Band<byte>(0).Fill(value);
        raster.Mask[..valid].Fill(255);
        return raster;
    }

    private static Raster RasterOf(JsonElement test, JsonElement stored, CogReaderOptions options)
    {
        string name = stored.GetProperty("type").GetString()!;
        SampleType type = Enum.GetValues<SampleType>().First(t => t.NumPyName() == name);
        Raster raster = Raster.Rent(
            type,
            test.GetProperty("bands").GetInt32(),
            new(test.GetProperty("width").GetInt32(), test.GetProperty("height").GetInt32()),
            options
        );
        Convert.FromHexString(stored.GetProperty("bytes").GetString()!).CopyTo(raster.Samples);
        byte[] mask = Convert.FromHexString(stored.GetProperty("mask").GetString()!);
        for (int i = 0; i < mask.Length; i++)
        {
            raster.Mask[i] = mask[i] != 0 ? byte.MaxValue : (byte)0;
        }

        return raster;
    }
}
