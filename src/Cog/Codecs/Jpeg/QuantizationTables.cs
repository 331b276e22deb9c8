namespace Cog.Codecs.Jpeg;

/// <summary>
/// The four slots of quantisation tables, filled by DQT segments (ITU-T T.81 section B.2.4.1). Steps are in zigzag order.
/// </summary>
internal sealed class QuantizationTables
{
    private const int Slots = 4;
    private readonly ushort[] _steps = new ushort[Slots * ZigZag.BlockSize];
    private readonly bool[] _isDefined = new bool[Slots];

    /// <summary>Forgets the tables of the previous block.</summary>
    public void Clear() => _isDefined.AsSpan().Clear();

    /// <summary>Reads a DQT segment: any number of tables, the later ones win.</summary>
    public void Read(ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            int precision = payload[0] >> 4; // 0: bytes, 1: two bytes.
            int slot = payload[0] & 15;
            int length = ZigZag.BlockSize << precision;
            if (slot >= Slots || precision > 1 || payload.Length - 1 < length)
            {
                throw new InvalidTiffException(
                    $"JPEG quantisation table {slot} of precision {precision} has {payload.Length - 1} bytes; slots are 0-3, precisions "
                        + "0 (64 bytes) and 1 (128)."
                );
            }

            Span<ushort> steps = _steps.AsSpan(slot * ZigZag.BlockSize, ZigZag.BlockSize);
            for (int i = 0; i < steps.Length; i++)
            {
                steps[i] = precision == 0 ? payload[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(payload[(1 + (2 * i))..]);
            }

            _isDefined[slot] = true;
            payload = payload[(1 + length)..];
        }
    }

    /// <summary>The 64 steps of a slot.</summary>
    public ReadOnlySpan<ushort> Get(int slot) =>
        _isDefined[slot]
            ? _steps.AsSpan(slot * ZigZag.BlockSize, ZigZag.BlockSize)
            : throw new InvalidTiffException($"JPEG quantisation table {slot} is used but not defined, in the block or in JPEGTables.");
}
