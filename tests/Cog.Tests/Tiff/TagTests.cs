namespace Cog.Tests.Tiff;

public class TagTests
{
    [Theory]
    [InlineData(FieldType.Byte, "00 FF", new[] { 0L, 255 })]
    [InlineData(FieldType.Undefined, "07", new[] { 7L })]
    [InlineData(FieldType.SByte, "80 7F", new[] { -128L, 127 })]
    [InlineData(FieldType.Short, "FF FE", new[] { 65534L })]
    [InlineData(FieldType.SShort, "FF FE", new[] { -2L })]
    [InlineData(FieldType.Long, "FF FF FF FE", new[] { 4294967294L })]
    [InlineData(FieldType.SLong, "FF FF FF FE", new[] { -2L })]
    [InlineData(FieldType.Ifd, "80 00 00 00", new[] { 2147483648L })]
    [InlineData(FieldType.Long8, "7F FF FF FF FF FF FF FF", new[] { long.MaxValue })]
    [InlineData(FieldType.SLong8, "FF FF FF FF FF FF FF FE", new[] { -2L })]
    [InlineData(FieldType.Ifd8, "00 00 00 01 00 00 00 00", new[] { 4294967296L })]
    public void Reads_integers_in_both_byte_orders(FieldType type, string hex, long[] expected)
    {
        byte[] bytes = Hex(hex);
        Assert.Equal(expected, Of(type, bytes, isBigEndian: true).AsIntegers());
        Assert.Equal(expected, Of(type, Swapped(bytes, type.ByteSize()), isBigEndian: false).AsIntegers());
        Assert.Equal(expected.Select(v => (double)v), Of(type, bytes, isBigEndian: true).AsDoubles());
    }

    [Theory]
    [InlineData(FieldType.Float, "3F C0 00 00", new[] { 1.5 })]
    [InlineData(FieldType.Double, "BF F8 00 00 00 00 00 00", new[] { -1.5 })]
    [InlineData(FieldType.Rational, "00 00 00 01 00 00 00 04", new[] { 0.25 })]
    [InlineData(FieldType.Rational, "00 00 00 00 00 00 00 00", new[] { double.NaN })]
    [InlineData(FieldType.Rational, "00 00 00 01 00 00 00 00", new[] { double.PositiveInfinity })]
    [InlineData(FieldType.SRational, "FF FF FF FF 00 00 00 04", new[] { -0.25 })]
    public void Reads_numbers_in_both_byte_orders(FieldType type, string hex, double[] expected)
    {
        int unit = type is FieldType.Double ? 8 : 4;
        byte[] bytes = Hex(hex);
        Assert.Equal(expected, Of(type, bytes, isBigEndian: true).AsDoubles());
        Assert.Equal(expected, Of(type, Swapped(bytes, unit), isBigEndian: false).AsDoubles());
        Assert.Throws<InvalidTiffException>(() => Of(type, bytes, isBigEndian: true).AsIntegers());
    }

    [Theory]
    [InlineData("32 35 35 00", "255")]
    [InlineData("32 35 35", "255")] // no closing NUL
    [InlineData("61 00 62 00", "a")]
    [InlineData("C3 A9 00", "é")] // UTF-8
    [InlineData("E9 00", "é")] // Latin-1
    [InlineData("00", "")]
    public void Reads_text(string hex, string expected) =>
        Assert.Equal(expected, Of(FieldType.Ascii, Hex(hex), isBigEndian: false).AsText());

    [Fact]
    public void Rejects_a_value_of_2_to_the_63()
    {
        Tag tag = Of(FieldType.Long8, Hex("80 00 00 00 00 00 00 00"), isBigEndian: true);

        Assert.Throws<InvalidTiffException>(tag.AsIntegers);
        Assert.Equal([9223372036854775808.0], tag.AsDoubles());
    }

    [Fact]
    public void Rejects_an_unknown_type_and_a_value_that_was_not_read()
    {
        Assert.Throws<InvalidTiffException>(() => new Tag(TagId.ImageWidth, (FieldType)99, 1, 0, default, false).AsIntegers());
        Assert.Throws<InvalidTiffException>(() => new Tag(TagId.TileOffsets, FieldType.Long, 4, 0, default, false).AsIntegers());
        Assert.Throws<InvalidTiffException>(() => new Tag(TagId.TileOffsets, FieldType.Long, 4, 0, new byte[15], false).AsIntegers());
        Assert.False(new Tag(TagId.TileOffsets, FieldType.Long, 4, 0, default, false).IsLoaded);
    }

    private static Tag Of(FieldType type, byte[] data, bool isBigEndian) =>
        new(TagId.ImageWidth, type, data.Length / type.ByteSize(), 0, data, isBigEndian);

    private static byte[] Swapped(byte[] bytes, int unit) => [.. bytes.Chunk(unit).SelectMany(c => Enumerable.Reverse(c))];

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
