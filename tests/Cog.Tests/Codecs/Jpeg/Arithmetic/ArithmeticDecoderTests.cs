using Cog.Codecs.Jpeg;
using Cog.Codecs.Jpeg.Arithmetic;
using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Tests.Codecs.Jpeg.Arithmetic;

public class ArithmeticDecoderTests
{
    // ITU-T T.81 section K.4.1: 256 decisions with one bin, and their code; FF 00 is FF with the byte stuffed.
    [Fact]
    public void Decodes_the_test_sequence_of_the_specification()
    {
        byte[] expected = Convert.FromHexString("00020051000000C00352872AAAAAAAAA82C02000FCD79EF674EAABF7697EE74C");
        byte[] code = Convert.FromHexString("655B5144F7969D517855BFFF00FC5184C7CEF93900287D46708ECBC0F6FFD9");
        var segments = new SegmentReader(code);
        BitReader reader = new EntropyBuffer().Load(ref segments);
        var decoder = new ArithmeticDecoder();
        decoder.Start(ref reader);

        byte bin = 0;
        byte[] actual = new byte[expected.Length];
        for (int i = 0; i < actual.Length * 8; i++)
        {
            actual[i / 8] |= (byte)(decoder.Decode(ref reader, ref bin) << (7 - (i % 8)));
        }

        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
    }
}
