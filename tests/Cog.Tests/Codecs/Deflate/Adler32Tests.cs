using Cog.Codecs.Deflate;
using Cog.Testing;

namespace Cog.Tests.Codecs.Deflate;

public class Adler32Tests
{
    [Theory]
    [InlineData("", 1u)]
    [InlineData("a", 0x00620062u)]
    [InlineData("abc", 0x024D0127u)] // python3 -c "import zlib; print(hex(zlib.adler32(b'abc')))"
    [InlineData("Wikipedia", 0x11E60398u)]
    public void Sums(string text, uint expected) =>
        Assert.Equal(expected, Adler32.Append(Adler32.Initial, System.Text.Encoding.ASCII.GetBytes(text)));

    /// <summary>The largest sums there can be, which must not overflow before they are reduced.</summary>
    [Fact]
    public void Many_bytes_of_255_do_not_overflow()
    {
        byte[] bytes = new byte[1_000_003];
        bytes.AsSpan().Fill(255);

        Assert.Equal(Defined(0xFFF0FFF0, bytes), Adler32.Append(0xFFF0FFF0, bytes)); // Both sums 65520, the most.
    }

    [Fact]
    public void Every_length_and_every_way_sums_the_same()
    {
        Random random = Seeds.Random(5);
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = Bytes.Random(random, length);
            uint expected = Defined(1, bytes);

            Assert.Equal(expected, Adler32.Append(1, bytes));
            int cut = random.Next(length + 1);
            Assert.Equal(expected, Adler32.Append(Adler32.Append(1, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));

            (uint sum, uint sumOfSums) = (1, 0);
            Span<byte> whole = bytes.AsSpan(0, length & ~15);
            Adler32.AddVectors(whole, ref sum, ref sumOfSums);
            Adler32.AddScalar(bytes.AsSpan(whole.Length), ref sum, ref sumOfSums);
            Assert.Equal(expected, ((sumOfSums % 65521) << 16) | (sum % 65521));
        }
    }

    // RFC 1950 section 8.2.
    private static uint Defined(uint start, byte[] bytes)
    {
        (uint a, uint b) = (start & 0xFFFF, start >> 16);
        foreach (byte value in bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        return (b << 16) | a;
    }
}
