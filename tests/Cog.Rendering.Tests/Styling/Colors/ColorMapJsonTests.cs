using System.Globalization;
using System.Text.Json;
using Cog.Rendering.Styling;
using Cog.Rendering.Styling.Colors;
using Cog.Rendering.Tests.Encoding;
using Cog.Testing;

namespace Cog.Rendering.Tests.Styling.Colors;

public class ColorMapJsonTests
{
    private static readonly JsonDocument s_goldens = JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("colors/maps.json")));

    public static TheoryData<string, string> Cases =>
        [
            .. s_goldens
                .RootElement.GetProperty("cases")
                .EnumerateArray()
                .Select(c => new TheoryDataRow<string, string>(c.GetProperty("type").GetString()!, c.GetProperty("map").GetString()!)),
        ];

    private static string[] Paint(string json, Raster values)
    {
        using (values)
        {
            using Raster painted = Colorizer.Apply(
                values,
                BandColors.None,
                new() { ColorMap = ColorMapJson.Parse(json), Format = ImageFormat.NumPy },
                keep16Bits: false
            );
            return
            [
                .. Enumerable
                    .Range(0, painted.Width)
                    .Select(x =>
                        $"{painted.BandBytes(0)[x]:x2}{painted.BandBytes(1)[x]:x2}{painted.BandBytes(2)[x]:x2}{painted.Mask[x]:x2}"
                    ),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Colours_what_rio_tiler_colours(string type, string map)
    {
        JsonElement golden = s_goldens
            .RootElement.GetProperty("cases")
            .EnumerateArray()
            .Single(c => c.GetProperty("type").GetString() == type && c.GetProperty("map").GetString() == map);
        double[] values =
        [
            .. golden
                .GetProperty("values")
                .EnumerateArray()
                .Select(v => v.GetString() is "nan" ? double.NaN : double.Parse(v.GetString()!, CultureInfo.InvariantCulture)),
        ];

        string[] found = Paint(s_goldens.RootElement.GetProperty("maps").GetProperty(map).GetString()!, RasterOf(type, values));

        Assert.Equal(golden.GetProperty("rgba").EnumerateArray().Select(c => c.GetString()), found);
    }

    [Fact]
    public void A_later_colour_of_the_same_value_counts() =>
        Assert.Equal(["000000ff", "00000000"], Paint("""{"1":"#fff"," 1":"#000"}""", TestRasters.Of<byte>(SampleType.UInt8, 1, 2, 1, 0)));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData(" { } ")]
    public void An_empty_one_is_none(string json) => Assert.Null(ColorMapJson.Parse(json));

    [Theory]
    [InlineData("", "colormap is ''")]
    [InlineData("viridis", "colormap is 'viridis'")]
    [InlineData("{'1': [58, 102]}", "colormap is '{'1'")]
    [InlineData("5", "colormap is '5'")]
    [InlineData("null", "colormap is 'null'")]
    [InlineData("\"#fff\"", "colormap is")]
    [InlineData("[1,2]", "has '1': expected an interval")]
    [InlineData("[[1,\"#fff\"]]", "expected an interval")]
    [InlineData("[[[1],\"#fff\"]]", "expected an interval")]
    [InlineData("[[[1,2,3],\"#fff\"]]", "expected an interval")]
    [InlineData("[[[1,\"2\"],\"#fff\"]]", "expected an interval")]
    [InlineData("[[[1,2]]]", "expected an interval")]
    [InlineData("[[[NaN,2],\"#fff\"]]", "colormap is")]
    [InlineData("{\"a\":\"#fff\"}", "has the value 'a': expected a whole number")]
    [InlineData("{\"1.5\":\"#fff\"}", "has the value '1.5'")]
    [InlineData("{\"99999999999999999999\":\"#fff\"}", "has the value '9999")]
    [InlineData("{\"1\":\"fff\"}", "has the colour \"fff\"")]
    [InlineData("{\"1\":\"#ff\"}", "has the colour \"#ff\"")]
    [InlineData("{\"1\":\"#fffff\"}", "has the colour")]
    [InlineData("{\"1\":\"#ggg\"}", "has the colour")]
    [InlineData("{\"1\":\"#+ff\"}", "has the colour")]
    [InlineData("{\"1\":[58,102]}", "has the colour [58,102]")]
    [InlineData("{\"1\":[1,2,3,4,5]}", "has the colour")]
    [InlineData("{\"1\":[1,2,256]}", "has the colour")]
    [InlineData("{\"1\":[1,2,-1]}", "has the colour")]
    [InlineData("{\"1\":[1,2,\"3\"]}", "has the colour")]
    [InlineData("{\"1\":[1,2,[3]]}", "has the colour")]
    [InlineData("{\"1\":[[[[[]]]]]}", "colormap is")]
    [InlineData("{\"1\":null}", "has the colour null")]
    [InlineData("{\"1\":\"#fff\"}}", "colormap is")]
    public void Says_what_is_wrong_in_titilers_words(string json, string message)
    {
        string said = Assert.Throws<FormatException>(() => ColorMapJson.Parse(json)).Message;

        Assert.StartsWith("Could not parse the colormap value. ", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.InRange(said.Length, 40, 400);
    }

    [Fact]
    public void What_is_cut_off_anywhere_is_refused()
    {
        const string Json = """[[[-1e3,2.5],[1,2,3,4]],[[3,Infinity],"#0f08"]]""";
        Assert.NotNull(ColorMapJson.Parse(Json));
        for (int length = 0; length < Json.Length; length++)
        {
            Assert.Throws<FormatException>(() => ColorMapJson.Parse(Json[..length]));
        }
    }

    [Fact]
    public void There_are_at_most_1024_colours_and_65536_characters()
    {
        Assert.NotNull(ColorMapJson.Parse(Classes(1024)));
        Assert.Contains("more than 1024", Assert.Throws<FormatException>(() => ColorMapJson.Parse(Classes(1025))).Message);
        Assert.Contains(
            "65537 characters",
            Assert.Throws<FormatException>(() => ColorMapJson.Parse("{\"1\":\"#fff\"}".PadRight(65537))).Message
        );

        static string Classes(int count) => $"{{{string.Join(",", Enumerable.Range(0, count).Select(i => $"\"{i}\":\"#fff\""))}}}";
    }

    private static Raster RasterOf(string type, double[] values) =>
        type switch
        {
            "uint8" => Of(SampleType.UInt8, values, v => (byte)v),
            "int8" => Of(SampleType.Int8, values, v => (sbyte)v),
            "uint16" => Of(SampleType.UInt16, values, v => (ushort)v),
            "int16" => Of(SampleType.Int16, values, v => (short)v),
            "int32" => Of(SampleType.Int32, values, v => (int)v),
            "float32" => Of(SampleType.Float32, values, v => (float)v),
            "float64" => Of(SampleType.Float64, values, v => v),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type in the file."),
        };

    private static Raster Of<T>(SampleType type, double[] values, Func<double, T> convert)
        where T : unmanaged => TestRasters.Of<T>(type, 1, values.Length, [.. values.Select(convert)]);
}
