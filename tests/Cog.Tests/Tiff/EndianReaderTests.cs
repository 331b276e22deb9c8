using Cog.Tiff;

namespace Cog.Tests.Tiff;

public class EndianReaderTests
{
    private static readonly byte[] s_bytes = [1, 2, 3, 4, 5, 6, 7, 8];

    [Fact]
    public void Reads_either_byte_order()
    {
        var little = new EndianReader(s_bytes, isBigEndian: false);
        var big = new EndianReader(s_bytes, isBigEndian: true);

        Assert.Equal(0x0201, little.ReadUInt16(0));
        Assert.Equal(0x0102, big.ReadUInt16(0));
        Assert.Equal(0x05040302u, little.ReadUInt32(1));
        Assert.Equal(0x02030405u, big.ReadUInt32(1));
        Assert.Equal(0x0807060504030201u, little.ReadUInt64(0));
        Assert.Equal(0x0102030405060708u, big.ReadUInt64(0));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void Rejects_a_number_past_the_end(int offset) =>
        Assert.Throws<InvalidTiffException>(() => new EndianReader(s_bytes, isBigEndian: false).ReadUInt16(offset));

    [Fact]
    public void Says_what_it_needs_and_what_it_has() =>
        Assert.Equal(
            "Need 4 bytes at 5, have 3.",
            Assert.Throws<InvalidTiffException>(() => new EndianReader(s_bytes, isBigEndian: true).ReadUInt32(5)).Message
        );
}
