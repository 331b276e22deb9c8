using System.Globalization;
using Cog.Header;

namespace Cog.Tests.Header;

/// <summary>What GDAL 3.6.2 says (<c>GetNoDataValue()</c>) of files whose tag 42113 was replaced by the text.</summary>
public class NoDataTextTests
{
    [Theory]
    [InlineData("abc", 0)]
    [InlineData("none", 0)]
    [InlineData("-", 0)]
    [InlineData("- 5", 0)]
    [InlineData("--5", 0)]
    [InlineData("1.5.2", 1.5)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1e", 1)]
    [InlineData("1e2x", 100)]
    [InlineData("1.5e", 1.5)]
    [InlineData("0x10", 16)]
    [InlineData("-0x10", -16)]
    [InlineData("0x", 0)]
    [InlineData("1 000", 1)]
    [InlineData("1,5", 1.5)]
    [InlineData("1,234.5", 1.234)]
    [InlineData("100 m", 100)]
    [InlineData("  7", 7)]
    [InlineData("+5", 5)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("1e-400", 0)]
    [InlineData("nan(1)", double.NaN)]
    [InlineData("nanx", double.NaN)]
    [InlineData("NAN(123)", double.NaN)]
    [InlineData("1.#QNANx", double.NaN)]
    [InlineData("-1.#IND", double.NaN)]
    [InlineData("infx", double.PositiveInfinity)]
    [InlineData("-infinity", double.NegativeInfinity)]
    [InlineData("9007199254740993", 9007199254740992)]
    public void Is_a_number_as_far_as_it_goes(string text, double expected) =>
        Assert.Equal(expected, NoDataText.Parse(text, SampleType.Float64)?.Value);

    [Theory]
    [InlineData("abc", "0", "0")]
    [InlineData("0x10", "0", "0")]
    [InlineData("1e3", "1", "1")]
    [InlineData("255.0", "255", "255")]
    [InlineData("-1", "18446744073709551615", "-1")]
    [InlineData("-9223372036854775808", "9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551615", "18446744073709551615", "9223372036854775807")]
    [InlineData("99999999999999999999", "18446744073709551615", "9223372036854775807")]
    [InlineData("-99999999999999999999", "18446744073709551615", "-9223372036854775808")]
    [InlineData("-3.4028235e+38", "18446744073709551613", "-3")]
    [InlineData("9007199254740993", "9007199254740993", "9007199254740993")]
    public void Is_a_whole_number_of_64_bits(string text, string unsigned, string signed)
    {
        NoDataValue? of64 = NoDataText.Parse(text, SampleType.UInt64);

        Assert.Equal((unsigned, signed), (of64?.Text, NoDataText.Parse(text, SampleType.Int64)?.Text));
        Assert.Equal(double.Parse(unsigned, CultureInfo.InvariantCulture), of64?.Value);
    }

    [Fact]
    public void Is_none_when_it_is_empty() => Assert.Null(NoDataText.Parse("", SampleType.UInt8));

    [Fact]
    public void Is_short_work_however_long()
    {
        string digits = new('9', 1 << 20);

        Assert.Equal(ulong.MaxValue.ToString(CultureInfo.InvariantCulture), NoDataText.Parse(digits, SampleType.UInt64)?.Text);
        Assert.Equal(double.PositiveInfinity, NoDataText.Parse(digits + "x", SampleType.Float32)?.Value);
    }
}
