using System.Text.Json;
using Cog.Rendering.Styling.Colors;
using Cog.Rendering.Tests.Encoding;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling.Colors;

public class ColorFormulaTests
{
    private static readonly JsonDocument s_goldens = JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("colors/formulas.json")));

    public static TheoryData<string, string> Cases =>
        [
            .. s_goldens
                .RootElement.GetProperty("cases")
                .EnumerateArray()
                .Select(c => new TheoryDataRow<string, string>(c.GetProperty("type").GetString()!, c.GetProperty("formula").GetString()!)),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_within_1_of_what_rio_tiler_makes(string type, string formula)
    {
        JsonElement golden = s_goldens
            .RootElement.GetProperty("cases")
            .EnumerateArray()
            .Single(c => c.GetProperty("type").GetString() == type && c.GetProperty("formula").GetString() == formula);
        int[] values =
        [
            .. s_goldens
                .RootElement.GetProperty("values")
                .GetProperty(type)
                .EnumerateArray()
                .SelectMany(band => band.EnumerateArray().Select(v => v.GetInt32())),
        ];
        int width = values.Length / 3;
        using Raster raster = type switch
        {
            "uint8" => TestRasters.Of<byte>(SampleType.UInt8, 3, width, [.. values.Select(v => (byte)v)]),
            "uint16" => TestRasters.Of<ushort>(SampleType.UInt16, 3, width, [.. values.Select(v => (ushort)v)]),
            _ => TestRasters.Of<short>(SampleType.Int16, 3, width, [.. values.Select(v => (short)v)]),
        };
        raster.Mask[0] = 0;

        using Raster formed = ColorFormula.Parse(formula).Apply(raster, 3);

        byte[] expected = Convert.FromHexString(golden.GetProperty("result").GetString()!),
            found = formed.Samples.ToArray();
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second - pair.First, -1, 1));
        Assert.InRange(expected.Zip(found).Count(pair => pair.First != pair.Second), 0, expected.Length / 50);
        Assert.Equal(raster.Mask, formed.Mask);
    }

    // Round the loop of every colour: sRGB to light and back gives the byte again.
    [Fact]
    public void Light_and_bytes_are_inverse()
    {
        Assert.All(Enumerable.Range(0, 256), value => Assert.Equal(value, SrgbCurve.ToByte(SrgbCurve.ToLinear((byte)value))));
        Assert.All(Enumerable.Range(1, 255), value =>
            Assert.Equal(value - 1, SrgbCurve.ToByte(Math.BitDecrement(SrgbCurve.ToLinear((byte)value))))
        );
        Assert.Equal(0, SrgbCurve.ToByte(double.NaN));
        Assert.Equal(0, SrgbCurve.ToByte(-1));
        Assert.Equal(255, SrgbCurve.ToByte(2));
    }

    [Theory]
    [InlineData("gamma r 2")]
    [InlineData("GAMMA R 2")]
    [InlineData("  gamma   1  2,")]
    [InlineData("gamma rr 2.0")]
    public void Has_many_spellings(string text)
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 1, 2, 64, 255);
        using Raster formed = ColorFormula.Parse(text).Apply(raster, 1);

        Assert.Equal([127, 255], formed.Samples.ToArray()); // √(64 / 255) × 255 = 127.7
    }

    [Theory]
    [InlineData(1, "gamma rgb 2", "it changes more than r, the picture has 1 band: choose three with bidx, or r alone")]
    [InlineData(2, "gamma b 2", "it changes b, the picture has 2 bands: choose three with bidx, or r and g alone")]
    [InlineData(1, "saturation 2", "the picture has 1 band")]
    [InlineData(2, "gamma r 2 saturation 2", "the picture has 2 bands")]
    public void Wants_the_bands_that_it_changes(int bands, string text, string message)
    {
        using Raster raster = TestRasters.Noise(SampleType.UInt8, bands, 4, 4);

        string said = Assert.Throws<FormatException>(() => ColorFormula.Parse(text).Apply(raster, bands)).Message;

        Assert.StartsWith($"color_formula is '{text}': ", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Bands_beyond_blue_are_made_bytes_and_no_more()
    {
        using Raster raster = TestRasters.Of<ushort>(SampleType.UInt16, 4, 1, 65535, 0, 0, 32768);
        using Raster formed = ColorFormula.Parse("saturation 0 gamma rgb 1").Apply(raster, 4);

        Assert.Equal(127, formed.BandBytes(3)[0]);
        Assert.Equal(formed.BandBytes(0)[0], formed.BandBytes(2)[0]);
    }

    [Fact]
    public void Floating_point_has_no_range_of_its_own()
    {
        using Raster raster = TestRasters.Of(SampleType.Float32, 1, 1, 0.5f);

        string said = Assert.Throws<FormatException>(() => ColorFormula.Parse("gamma r 2").Apply(raster, 1)).Message;

        Assert.EndsWith("these samples are float32, which have no range by themselves; choose a rescale.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" ", "it has 0 operations")]
    [InlineData("Nope RGB 1", "'nope' is no operation")]
    [InlineData("gamma", "'gamma' has 0 values")]
    [InlineData("gamma rgb", "'gamma' has 1 values")]
    [InlineData("gamma rgb x", "'x' is no number")]
    [InlineData("gamma rgb 0", "gamma is '0'")]
    [InlineData("gamma rgb -1", "gamma is '-1'")]
    [InlineData("gamma rgb nan", "'nan' is no number")]
    [InlineData("gamma rgb 1,5", "'5' is no operation")]
    [InlineData("gamma rgbn 1", "'rgbn' are no bands")]
    [InlineData("gamma 4 1", "'4' are no bands")]
    [InlineData("sigmoidal rgb 3", "'sigmoidal' has 2 values")]
    [InlineData("sigmoidal rgb 3 1.5", "sigmoidal's bias is '1.5'")]
    [InlineData("sigmoidal rgb 3 -0.5", "sigmoidal's bias is '-0.5'")]
    [InlineData("saturation", "'saturation' has 0 values")]
    [InlineData("saturation rgb 2", "'rgb' is no number")]
    public void Says_what_is_wrong(string text, string message)
    {
        string said = Assert.Throws<FormatException>(() => ColorFormula.Parse(text)).Message;

        Assert.StartsWith($"color_formula is '{text}': {message}", said, StringComparison.Ordinal);
        Assert.EndsWith("saturation 1.2.", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_longest_text_and_a_most_operations()
    {
        Assert.Throws<FormatException>(() => ColorFormula.Parse("saturation 1".PadRight(1001)));
        Assert.NotNull(ColorFormula.Parse(string.Join(' ', Enumerable.Repeat("saturation 1", 32))));
        Assert.Contains(
            "it has 33 operations",
            Assert.Throws<FormatException>(() => ColorFormula.Parse(string.Join(' ', Enumerable.Repeat("saturation 1", 33)))).Message
        );
    }
}
