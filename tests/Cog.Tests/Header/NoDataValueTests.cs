namespace Cog.Tests.Header;

public class NoDataValueTests
{
    [Theory]
    [InlineData("255", 255)]
    [InlineData("-9999", -9999)]
    [InlineData(" -20 ", -20)]
    [InlineData("1e20", 1e20)]
    [InlineData("nan", double.NaN)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-nan", double.NaN)]
    [InlineData("-1.#IND", double.NaN)]
    [InlineData("1.#QNAN", double.NaN)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("-1.#INF", double.NegativeInfinity)]
    public void Reads_GDALs_spellings(string text, double expected) => Assert.Equal(expected, NoDataValue.Parse(text)?.Value);

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    public void Is_null_for_what_is_no_number(string text) => Assert.Null(NoDataValue.Parse(text));

    [Fact]
    public void Keeps_the_text_of_64_bit_integers() =>
        Assert.Equal("18446744073709551615", NoDataValue.Parse("18446744073709551615")?.For(SampleType.UInt64)?.Text);

    [Theory]
    [InlineData("-9999", SampleType.UInt8, null)] // out of range
    [InlineData("256", SampleType.UInt8, null)]
    [InlineData("nan", SampleType.Int16, null)]
    [InlineData("-1.5", SampleType.Int16, -1.5)] // GDAL keeps a fraction
    [InlineData("1e20", SampleType.Float32, 100000002004087734272.0)] // as a float stores it
    [InlineData("-3.4028235e+38", SampleType.Float32, -3.4028234663852886e+38)]
    [InlineData("-1.7976931348623157e+308", SampleType.Float32, double.NegativeInfinity)] // rasterio, too
    [InlineData("3.5e38", SampleType.Float32, double.PositiveInfinity)]
    [InlineData("-1.7976931348623157e+308", SampleType.Float64, -1.7976931348623157e+308)]
    [InlineData("nan", SampleType.Float32, double.NaN)]
    [InlineData("-inf", SampleType.Float32, double.NegativeInfinity)]
    public void Is_what_a_sample_can_hold(string text, SampleType type, double? expected) =>
        Assert.Equal(expected, NoDataValue.Parse(text)?.For(type)?.Value);
}
