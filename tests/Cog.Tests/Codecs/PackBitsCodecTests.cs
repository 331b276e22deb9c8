using Cog.Codecs;

namespace Cog.Tests.Codecs;

public class PackBitsCodecTests
{
    [Theory]
    [InlineData("00 2A", "2A")] // literal of one
    [InlineData("FE 2A", "2A 2A 2A")] // run of three
    [InlineData("80 00 2A", "2A")] // no-op first
    [InlineData("", "")]
    // Apple TN1023, the specification's source
    [InlineData("FE AA 02 80 00 2A FD AA 03 80 00 2A 22 F7 AA", "AA AA AA 80 00 2A AA AA AA AA 80 00 2A 22 AA AA AA AA AA AA AA AA AA AA")]
    [InlineData("FE 2A", "2A 2A")] // a run longer than the block is cut, as libtiff does
    [InlineData("02 2A 2B 2C", "2A 2B")] // a literal too
    [InlineData("00 2A 00 2B", "2A")] // bytes after the block are left alone
    public void Decodes(string encoded, string expected)
    {
        byte[] destination = new byte[Bytes.FromHex(expected).Length];

        new PackBitsCodec().Decode(Bytes.FromHex(encoded), destination, Bytes.Layout(destination.Length));

        Assert.Equal(Bytes.FromHex(expected), destination);
    }

    [Theory]
    [InlineData("", 1)] // nothing at all
    [InlineData("80", 1)] // a no-op and nothing
    [InlineData("01 15", 2)] // literal cut short
    [InlineData("FE", 3)] // run without its byte
    [InlineData("00 2A", 2)] // a byte too few
    public void Rejects_malformed_data(string encoded, int decodedLength)
    {
        byte[] destination = new byte[decodedLength];

        Assert.Throws<InvalidTiffException>(() =>
            new PackBitsCodec().Decode(Bytes.FromHex(encoded), destination, Bytes.Layout(decodedLength))
        );
    }
}
