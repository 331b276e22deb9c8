using Cog.Rendering.Encoding.Png;
using Cog.Testing;

namespace Cog.Rendering.Tests.Encoding.Png;

public class PngFiltersTests
{
    [Fact]
    public void Vectors_and_scalars_agree_at_every_length()
    {
        Random random = Seeds.Random(1);
        for (int length = 0; length <= 100; length++)
        {
            byte[] row = Bytes(length),
                left = Bytes(length),
                above = Bytes(length),
                aboveLeft = Bytes(length);
            byte[] expected = new byte[length],
                actual = new byte[length];

            PngFilters.SubtractScalar(row, above, expected);
            PngFilters.Subtract(row, above, actual);
            Assert.Equal(expected, actual);

            Assert.Equal(PngFilters.CostScalar(actual), PngFilters.Cost(actual));

            PngFilters.SubtractPaethScalar(row, left, above, aboveLeft, expected);
            PngFilters.SubtractPaeth(row, left, above, aboveLeft, actual);
            Assert.Equal(expected, actual);
        }

        byte[] Bytes(int length)
        {
            // Few values, far apart: ties and extremes come up often.
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++)
            {
                bytes[i] = (byte)(
                    random.Next(2) == 0
                        ? random.Next(256)
                        : random.Next(4) switch
                        {
                            0 => 0,
                            1 => 255,
                            2 => 128,
                            _ => 127,
                        }
                );
            }

            return bytes;
        }
    }

    [Theory]
    [InlineData(10, 20, 30, 10)] // p = 0: left is nearest
    [InlineData(20, 10, 30, 10)] // p = 0: above is nearest
    [InlineData(50, 60, 55, 55)] // p = 55: above left
    [InlineData(9, 9, 9, 9)] // all tie
    [InlineData(0, 255, 0, 255)] // p = 255
    public void Paeth_predicts_the_nearest_neighbour(byte left, byte above, byte aboveLeft, byte prediction)
    {
        byte[] filtered = new byte[1];

        PngFilters.SubtractPaeth([200], [left], [above], [aboveLeft], filtered);

        Assert.Equal((byte)(200 - prediction), filtered[0]);
    }

    [Fact]
    public void The_cost_of_a_long_row_does_not_overflow()
    {
        byte[] row = new byte[100_000];
        row.AsSpan().Fill(0x80);

        Assert.Equal(12_800_000, PngFilters.Cost(row));
    }
}
