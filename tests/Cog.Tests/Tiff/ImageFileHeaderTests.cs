using Cog.Tiff;

namespace Cog.Tests.Tiff;

public class ImageFileHeaderTests
{
    [Theory]
    [InlineData("49492A00 08000000", false, false, 8)]
    [InlineData("4D4D002A 00000008", true, false, 8)]
    [InlineData("49492A00 FFFFFFFF", false, false, 0xFFFFFFFFL)]
    [InlineData("49492B00 08000000 1000000000000000", false, true, 16)]
    [InlineData("4D4D002B 00080000 0000000100000010", true, true, 0x1_0000_0010)]
    public void Parses(string hex, bool isBigEndian, bool isBig, long firstIfdOffset)
    {
        var header = ImageFileHeader.Parse(Hex(hex));

        Assert.Equal(new(isBigEndian, isBig ? TiffLayout.Big : TiffLayout.Classic, firstIfdOffset), header);
    }

    [Theory]
    [InlineData("")]
    [InlineData("49")]
    [InlineData("4949 2A")]
    [InlineData("494D2A00 08000000")] // mixed byte order mark
    [InlineData("4D4D2A00 08000000")] // the mark lies
    [InlineData("49492900 08000000")] // version 41
    [InlineData("49492A00 00000000")] // no directory
    [InlineData("49492A00 0800")] // cut
    [InlineData("49492B00 07000000 1000000000000000")] // offsets of 7 bytes
    [InlineData("49492B00 08000100 1000000000000000")] // reserved word
    [InlineData("49492B00 08000000 10000000000000")] // cut
    [InlineData("49492B00 08000000 FFFFFFFFFFFFFFFF")] // beyond any file
    [InlineData("89504E47 0D0A1A0A")] // a PNG
    public void Rejects_what_is_no_TIFF(string hex) => Assert.Throws<InvalidTiffException>(() => ImageFileHeader.Parse(Hex(hex)));

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
