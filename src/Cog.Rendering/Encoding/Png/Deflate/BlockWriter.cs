using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>Writes blocks (RFC 1951 section 3.2.3): with codes of their own, with the fixed ones, or as they are, whichever is
/// least.</summary>
internal sealed class BlockWriter(ByteSink sink)
{
    private const int Literals = HuffmanCode.MaxSymbols,
        Distances = 32,
        EndOfBlock = 256,
        FirstLength = 257,
        MaxLiteralBits = 12, // Four fit into the bit buffer between two stores.
        MaxDistanceBits = 15,
        MaxStored = 65535;

    // By length less 3: its code, and what of the length stands in extra bits.
    private static readonly (byte Code, byte ExtraBits, byte Extra)[] s_lengths = Lengths();

    private readonly int[] _literalCounts = new int[Literals];
    private readonly int[] _distanceCounts = new int[Distances];
    private readonly byte[] _literalLengths = new byte[Literals];
    private readonly byte[] _distanceLengths = new byte[Distances];
    private readonly ushort[] _literalCodes = new ushort[Literals];
    private readonly ushort[] _distanceCodes = new ushort[Distances];
    private readonly CodeLengths _codeLengths = new();
    private (ulong Bits, int Count) _pending;

    /// <summary>Writes one block, or several when they are stored.</summary>
    /// <param name="bytes">What it decodes to.</param>
    /// <param name="sequences">The same, cut.</param>
    /// <param name="isLast">Whether the stream ends here.</param>
    public void Write(ReadOnlySpan<byte> bytes, ReadOnlySpan<Sequence> sequences, bool isLast)
    {
        long extra = Count(bytes, sequences);
        HuffmanCode.Choose(_literalCounts, MaxLiteralBits, _literalLengths);
        HuffmanCode.Choose(_distanceCounts, MaxDistanceBits, _distanceLengths);
        long own =
            _codeLengths.Set(_literalLengths, _distanceLengths)
            + extra
            + Cost(_literalCounts, _literalLengths)
            + Cost(_distanceCounts, _distanceLengths);

        Span<byte> fixedLiterals = stackalloc byte[Literals],
            fixedDistances = stackalloc byte[Distances];
        SetFixed(fixedLiterals, fixedDistances);
        long withFixed = extra + Cost(_literalCounts, fixedLiterals) + Cost(_distanceCounts, fixedDistances),
            least = Math.Min(own, withFixed);
        if ((8L * bytes.Length) + (40L * ((bytes.Length / MaxStored) + 1)) < least)
        {
            WriteStored(bytes, isLast);
            return;
        }

        var to = new BitWriter(sink.Room(checked((int)(least / 8) + 32)), _pending);
        to.Add(isLast ? 1u : 0u, 1);
        to.Add(own < withFixed ? 2u : 1u, 2);
        if (own < withFixed)
        {
            _codeLengths.Write(ref to);
        }
        else
        {
            fixedLiterals.CopyTo(_literalLengths);
            fixedDistances.CopyTo(_distanceLengths);
        }

        HuffmanCode.Assign(_literalLengths, _literalCodes);
        HuffmanCode.Assign(_distanceLengths, _distanceCodes);
        WriteCodes(bytes, sequences, ref to);
        sink.Advance(to.Length);
        _pending = to.Pending;
    }

    /// <summary>Fills the last byte, behind the last block.</summary>
    public void Finish()
    {
        if (_pending.Count > 0)
        {
            sink.Write([(byte)_pending.Bits]);
            _pending = default;
        }
    }

    private void WriteCodes(ReadOnlySpan<byte> bytes, ReadOnlySpan<Sequence> sequences, ref BitWriter bits)
    {
        Span<uint> literals = stackalloc uint[256];
        for (int i = 0; i < literals.Length; i++)
        {
            literals[i] = _literalCodes[i] | ((uint)_literalLengths[i] << 16);
        }

        BitWriter to = bits; // A copy stays in registers.
        to.Flush();
        foreach (Sequence sequence in sequences)
        {
            ReadOnlySpan<byte> run = bytes[..sequence.Literals];
            bytes = bytes[(sequence.Literals + sequence.Length)..];
            for (; run.Length >= 4; run = run[4..])
            {
                Add(ref to, literals[run[0]]);
                Add(ref to, literals[run[1]]);
                Add(ref to, literals[run[2]]);
                Add(ref to, literals[run[3]]);
                to.Flush();
            }

            foreach (byte literal in run)
            {
                Add(ref to, literals[literal]);
            }

            to.Flush();
            if (sequence.Length > 0)
            {
                (byte code, byte extraBits, byte extra) = s_lengths[sequence.Length - 3];
                to.Add(_literalCodes[FirstLength + code], _literalLengths[FirstLength + code]);
                to.Add(extra, extraBits);
                int distance = sequence.Distance - 1,
                    distanceCode = DistanceCode(distance),
                    distanceBits = DistanceBits(distanceCode);
                to.Add(_distanceCodes[distanceCode], _distanceLengths[distanceCode]);
                to.Add((uint)distance & ((1u << distanceBits) - 1), distanceBits);
                to.Flush();
            }
        }

        to.Add(_literalCodes[EndOfBlock], _literalLengths[EndOfBlock]);
        to.Flush();
        bits = to;
    }

    private static void Add(ref BitWriter to, uint code) => to.Add(code & 0xFFFF, (int)(code >> 16));

    // Section 3.2.4.
    private void WriteStored(ReadOnlySpan<byte> bytes, bool isLast)
    {
        Span<byte> lengths = stackalloc byte[4];
        do
        {
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, MaxStored)];
            bytes = bytes[part.Length..];
            var to = new BitWriter(sink.Room(16), _pending);
            to.Add(isLast && bytes.IsEmpty ? 1u : 0u, 3);
            to.Add(0, -(_pending.Count + 3) & 7);
            to.Flush();
            sink.Advance(to.Length);
            _pending = default;
            BinaryPrimitives.WriteUInt16LittleEndian(lengths, (ushort)part.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(lengths[2..], (ushort)~part.Length);
            sink.Write(lengths);
            sink.Write(part);
        } while (!bytes.IsEmpty);
    }

    /// <summary>How often each code occurs.</summary>
    /// <returns>All extra bits.</returns>
    private long Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<Sequence> sequences)
    {
        // Four tables, so that equal bytes side by side do not wait for each other.
        Span<int> counts = stackalloc int[4 * 256];
        counts.Clear();
        Span<int> second = counts.Slice(256, 256),
            third = counts.Slice(512, 256),
            fourth = counts.Slice(768, 256);
        Span<int> lengths = _literalCounts.AsSpan(FirstLength);
        _literalCounts.AsSpan().Clear();
        _distanceCounts.AsSpan().Clear();
        long extra = 0;
        foreach (Sequence sequence in sequences)
        {
            ReadOnlySpan<byte> run = bytes[..sequence.Literals];
            bytes = bytes[(sequence.Literals + sequence.Length)..];
            for (; run.Length >= 4; run = run[4..])
            {
                counts[run[0]]++;
                second[run[1]]++;
                third[run[2]]++;
                fourth[run[3]]++;
            }

            foreach (byte literal in run)
            {
                counts[literal]++;
            }

            if (sequence.Length > 0)
            {
                (byte code, byte extraBits, _) = s_lengths[sequence.Length - 3];
                int distanceCode = DistanceCode(sequence.Distance - 1);
                lengths[code]++;
                _distanceCounts[distanceCode]++;
                extra += extraBits + DistanceBits(distanceCode);
            }
        }

        for (int i = 0; i < 256; i++)
        {
            _literalCounts[i] = counts[i] + second[i] + third[i] + fourth[i];
        }

        _literalCounts[EndOfBlock] = 1;
        return extra;
    }

    private static long Cost(ReadOnlySpan<int> counts, ReadOnlySpan<byte> lengths)
    {
        long bits = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            bits += (long)counts[i] * lengths[i];
        }

        return bits;
    }

    // Section 3.2.6.
    private static void SetFixed(Span<byte> literals, Span<byte> distances)
    {
        literals[..144].Fill(8);
        literals[144..256].Fill(9);
        literals[256..280].Fill(7);
        literals[280..].Fill(8);
        distances.Fill(5);
    }

    // Of a distance less 1: its highest bit and the one behind it; what is below those stands in extra bits.
    private static int DistanceCode(int distance)
    {
        if (distance < 2)
        {
            return distance;
        }

        int highest = BitOperations.Log2((uint)distance);
        return (2 * highest) + ((distance >> (highest - 1)) & 1);
    }

    private static int DistanceBits(int code) => code < 2 ? 0 : (code >> 1) - 1;

    private static (byte Code, byte ExtraBits, byte Extra)[] Lengths()
    {
        var lengths = new (byte, byte, byte)[256];
        int length = 0;
        for (int code = 0; code < 28; code++)
        {
            int extraBits = code < 8 ? 0 : (code - 4) / 4;
            for (int extra = 0; extra < 1 << extraBits && length < 256; extra++)
            {
                lengths[length++] = ((byte)code, (byte)extraBits, (byte)extra);
            }
        }

        lengths[255] = (28, 0, 0); // 258 has a code to itself.
        return lengths;
    }
}
