using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Stored;

/// <summary>Which tables a JPEG stream defines: one that names others is no picture to most decoders.</summary>
internal sealed class SeenTables
{
    private int _quantization; // A bit for each slot.
    private int _dc;
    private int _ac;

    /// <summary>Notes the tables of a segment (ITU-T T.81 sections B.2.4.1 and B.2.4.2).</summary>
    /// <exception cref="InvalidTiffException">It is shorter than its tables.</exception>
    public void Add(byte marker, ReadOnlySpan<byte> payload)
    {
        while (!payload.IsEmpty)
        {
            int slot = payload[0] & 15,
                upper = payload[0] >> 4;
            int length = marker == JpegMarker.QuantizationTables ? 1 + (ZigZag.BlockSize * (1 + upper)) : HuffmanLength(payload);
            if (length > payload.Length || slot > 3 || upper > 1)
            {
                throw new InvalidTiffException($"JPEG table {payload[0]:X2} has {payload.Length} bytes, {length} are needed.");
            }

            ref int seen = ref marker == JpegMarker.QuantizationTables ? ref _quantization : ref upper == 0 ? ref _dc : ref _ac;
            seen |= 1 << slot;
            payload = payload[length..];
        }
    }

    /// <summary>
    /// Whether all are there that a frame and its first scan name; later scans of a progressive frame may bring their own.
    /// </summary>
    /// <param name="process">The frame's marker.</param>
    /// <param name="frame">Its segment, of a length that was checked.</param>
    /// <param name="scan">The scan's segment (T.81 section B.2.3).</param>
    public bool Serve(byte process, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> scan)
    {
        for (int i = 6; i < frame.Length; i += 3)
        {
            if (!Has(_quantization, frame[i + 2]))
            {
                return false;
            }
        }

        int count = scan.IsEmpty ? 0 : scan[0];
        if (count == 0 || scan.Length != 4 + (2 * count))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            byte slots = scan[2 + (2 * i)];
            if (!Has(_dc, slots >> 4) || (process != JpegMarker.ProgressiveFrame && !Has(_ac, slots & 15)))
            {
                return false;
            }
        }

        return true;
    }

    private static int HuffmanLength(ReadOnlySpan<byte> payload)
    {
        int length = 17;
        for (int i = 1; i < Math.Min(17, payload.Length); i++)
        {
            length += payload[i];
        }

        return length;
    }

    private static bool Has(int seen, int slot) => slot < 4 && (seen & (1 << slot)) != 0;
}
