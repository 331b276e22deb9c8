namespace Cog.Codecs.Jpeg.Huffman;

/// <summary>Which bits of a component's coefficients the scans have brought so far.</summary>
/// <remarks>
/// Arithmetic coding has no least cost: scan after scan of a large image fits a few bytes. That every bit comes once is what bounds the
/// time.
/// </remarks>
internal sealed class CodedBits
{
    private const sbyte None = -1;
    private readonly sbyte[] _lowBits = new sbyte[ZigZag.BlockSize];

    /// <summary>A frame begins.</summary>
    public void Clear() => _lowBits.AsSpan().Fill(None);

    /// <summary>Notes a scan of a band of coefficients.</summary>
    /// <param name="first">First coefficient, in zigzag order.</param>
    /// <param name="last">Last coefficient, included.</param>
    /// <param name="highBit">Where the scan before must have ended; 0 when there must be none.</param>
    /// <param name="lowBit">The lowest bit that this scan brings.</param>
    /// <returns>False when bits are missing above these, or these were there before (ITU-T T.81 section G.1.1.1).</returns>
    public bool TryAdd(int first, int last, int highBit, int lowBit)
    {
        Span<sbyte> band = _lowBits.AsSpan(first, last - first + 1);
        if (band.ContainsAnyExcept(highBit == 0 ? None : (sbyte)highBit))
        {
            return false;
        }

        band.Fill((sbyte)lowBit);
        return true;
    }
}
