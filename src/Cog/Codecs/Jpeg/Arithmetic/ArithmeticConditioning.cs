namespace Cog.Codecs.Jpeg.Arithmetic;

/// <summary>The slots of arithmetic conditioning, four of each class, filled by DAC segments (ITU-T T.81 section B.2.4.3).</summary>
internal sealed class ArithmeticConditioning
{
    /// <summary>Slots of each class.</summary>
    public const int Slots = 4;

    private readonly byte[] _dc = new byte[Slots];
    private readonly byte[] _ac = new byte[Slots];

    /// <summary>An image begins: SOI brings back what holds without a DAC (T.81 sections F.1.4.4.1.4 and F.1.4.4.2).</summary>
    public void Reset()
    {
        _dc.AsSpan().Fill(0x10);
        _ac.AsSpan().Fill(5);
    }

    /// <summary>Reads a DAC segment: any number of pairs, class and slot, then the value.</summary>
    public void Read(ReadOnlySpan<byte> payload)
    {
        for (; payload.Length >= 2; payload = payload[2..])
        {
            int tableClass = payload[0] >> 4; // 0: DC, 1: AC.
            int slot = payload[0] & 15;
            byte value = payload[1];
            if (tableClass > 1 || slot >= Slots || (tableClass == 0 && (value & 15) > value >> 4))
            {
                throw new InvalidTiffException(
                    $"JPEG arithmetic conditioning has class {tableClass}, slot {slot} and value {value:X2}; classes are 0 and 1, slots "
                        + "0-3, and DC values have their lower bound in the low half."
                );
            }

            (tableClass == 0 ? _dc : _ac)[slot] = value;
        }

        if (!payload.IsEmpty)
        {
            throw new InvalidTiffException("JPEG arithmetic conditioning has an odd number of bytes; each value takes two.");
        }
    }

    /// <summary>The bins that condition a DC difference on the one before it (T.81 section F.1.4.4.1.2).</summary>
    /// <param name="slot">The conditioning.</param>
    /// <param name="difference">The one before.</param>
    /// <returns>
    /// Where the four bins begin: 0 for none or next to none, 4 and 8 for small ones, 12 and 16 for large ones, each time positive and
    /// negative.
    /// </returns>
    public int ContextOf(int slot, int difference)
    {
        int lower = _dc[slot] & 15; // L in T.81.
        int upper = _dc[slot] >> 4; // U.
        int magnitude = Math.Abs(difference);
        int sign = difference < 0 ? 4 : 0;
        if (magnitude <= (1 << lower) >> 1)
        {
            return 0;
        }

        return (magnitude <= 1 << upper ? 4 : 12) + sign;
    }

    /// <summary>Up to which index AC coefficients count as low ones, Kx in T.81; 1-63 are legal, others are taken as they are.</summary>
    public int LastLowCoefficient(int slot) => _ac[slot];
}
