namespace Cog.Codecs.Lerc;

/// <summary>The body of a lossless blob of 8-bit values: Huffman codes, of the values or of what they are more than a neighbour.</summary>
/// <remarks>
/// int32 version, table size, first and last-plus-one entry that has a code (the range may wrap around the table's end); stuffed code
/// lengths; the codes; the values' codes. Codes are a stream of bits, the high bit of each little-endian 32-bit word first, and start at a
/// word.
/// </remarks>
internal static class LercHuffman
{
    private const int LookupBits = 10;
    private const int MaxSymbols = 256;

    /// <summary>Reads the table and all values.</summary>
    /// <param name="reader">At the table.</param>
    /// <param name="header">The blob's header; its values have 8 bits.</param>
    /// <param name="mask">Which pixels have values.</param>
    /// <param name="isDelta">True when codes stand for differences.</param>
    /// <param name="values">Pixel after pixel.</param>
    public static void Read<T>(ref LercReader reader, LercHeader header, LercMask mask, bool isDelta, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        Span<uint> codes = stackalloc uint[MaxSymbols];
        Span<byte> lengths = stackalloc byte[MaxSymbols];
        Span<ushort> lookup = stackalloc ushort[1 << LookupBits];
        ReadTable(ref reader, header.Version, codes, lengths);
        MakeLookup(codes, lengths, lookup);

        var stream = new CodeStream(reader.Rest, codes, lengths, lookup);
        int depth = header.Depth,
            pixels = header.Rows * header.Columns;

        int atOnce = isDelta ? Interruption.Interval : Math.Max(1, Interruption.Interval / depth);
        for (int z = 0; z < (isDelta ? depth : 1); z++)
        {
            T previous = T.Zero;
            int last = isDelta && z < depth - 1 ? pixels : header.NeededRows * header.Columns;
            for (int start = 0; start < last; start += atOnce)
            {
                reader.Interruption.ThrowIfRequested(); // Not inside the loops that run for each pixel.
                int end = (int)Math.Min((long)start + atOnce, last);
                if (isDelta)
                {
                    previous = ReadDifferences(ref stream, header, mask, (start, end, z), previous, values);
                }
                else
                {
                    ReadValues(ref stream, header, mask, (start, end), values);
                }
            }
        }
    }

    private static void ReadValues<T>(ref CodeStream codes, LercHeader header, LercMask mask, (int Start, int End) pixels, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        CodeStream stream = codes; // A copy stays in registers.
        int offset = OffsetOf(header),
            depth = header.Depth;
        for (int pixel = pixels.Start; pixel < pixels.End; pixel++)
        {
            for (int z = 0; z < depth && mask.IsValid(pixel); z++)
            {
                values[(pixel * depth) + z] = T.CreateTruncating(stream.Next() - offset);
            }
        }

        codes = stream;
    }

    private static T ReadDifferences<T>(
        ref CodeStream codes,
        LercHeader header,
        LercMask mask,
        (int Start, int End, int Z) pixels,
        T previous,
        Span<T> values
    )
        where T : unmanaged, INumber<T>
    {
        CodeStream stream = codes;
        int offset = OffsetOf(header),
            depth = header.Depth,
            columns = header.Columns;
        for (int pixel = pixels.Start, column = pixel % columns; pixel < pixels.End; pixel++)
        {
            if (mask.IsValid(pixel))
            {
                // The neighbour: left, else above, else the last value there was.
                bool isAbove = !(column > 0 && mask.IsValid(pixel - 1)) && pixel >= columns && mask.IsValid(pixel - columns);
                int neighbour = int.CreateTruncating(isAbove ? values[((pixel - columns) * depth) + pixels.Z] : previous);
                previous = T.CreateTruncating(stream.Next() - offset + neighbour);
                values[(pixel * depth) + pixels.Z] = previous;
            }

            column = column + 1 == columns ? 0 : column + 1;
        }

        codes = stream;
        return previous;
    }

    private static int OffsetOf(LercHeader header) => header.DataType == LercDataType.Int8 ? 128 : 0;

    private static void ReadTable(ref LercReader reader, int blobVersion, scoped Span<uint> codes, scoped Span<byte> lengths)
    {
        codes.Clear();
        lengths.Clear();
        int version = reader.Int32(),
            size = reader.Int32(),
            first = reader.Int32(),
            end = reader.Int32();
        if (version < 2 || size is < 1 or > MaxSymbols || first < 0 || first >= end || end - first > size || first >= 2 * size)
        {
            throw new InvalidTiffException(
                $"A LERC code table of version {version}, size {size}, entries {first} to {end} makes no sense."
            );
        }

        Span<uint> stuffed = stackalloc uint[MaxSymbols];
        stuffed = stuffed[..(end - first)];
        int count = StuffedIntegers.Read(ref reader, blobVersion, stuffed);
        if (count != stuffed.Length)
        {
            throw new InvalidTiffException($"A LERC code table has {count} lengths, expected {stuffed.Length}.");
        }

        long bit = 0;
        ReadOnlySpan<byte> words = reader.Rest;
        for (int i = 0; i < stuffed.Length; i++)
        {
            uint length = stuffed[i];
            int symbol = (first + i) % size;
            if (length > 32 || bit + length > words.Length / 4 * 32L)
            {
                throw new InvalidTiffException($"A LERC code of {length} bits at bit {bit} of {words.Length / 4 * 32L}.");
            }

            lengths[symbol] = (byte)length;
            codes[symbol] = length == 0 ? 0 : (uint)(CodeStream.Window(words, bit) >> 32) >> (32 - (int)length);
            bit += length;
        }

        reader.Take((bit + 31) / 32 * 4);
    }

    /// <summary>
    /// For every string of bits the symbol whose code starts it and, above it, the code's length; zero where the code is longer.
    /// </summary>
    private static void MakeLookup(ReadOnlySpan<uint> codes, ReadOnlySpan<byte> lengths, Span<ushort> lookup)
    {
        lookup.Clear();
        for (int symbol = 0; symbol < codes.Length; symbol++)
        {
            if (lengths[symbol] is > 0 and <= LookupBits)
            {
                int free = LookupBits - lengths[symbol];
                lookup.Slice((int)codes[symbol] << free, 1 << free).Fill((ushort)((lengths[symbol] << 8) | symbol));
            }
        }
    }

    private ref struct CodeStream(
        ReadOnlySpan<byte> words,
        ReadOnlySpan<uint> codes,
        ReadOnlySpan<byte> lengths,
        ReadOnlySpan<ushort> lookup
    )
    {
        private readonly ReadOnlySpan<byte> _words = words;
        private readonly ReadOnlySpan<uint> _codes = codes;
        private readonly ReadOnlySpan<byte> _lengths = lengths;
        private readonly ReadOnlySpan<ushort> _lookup = lookup;
        private readonly long _end = words.Length / 4 * 32L;
        private ulong _bits;
        private int _count;
        private long _position;

        /// <summary>The symbol of the next code.</summary>
        public int Next()
        {
            if (_count < 32)
            {
                _bits = Window(_words, _position);
                _count = 64 - (int)(_position & 31);
            }

            int entry = _lookup[(int)(_bits >> (64 - LookupBits))];
            (int symbol, int length) = entry != 0 ? (entry & 0xFF, entry >> 8) : Search();

            _bits <<= length;
            _count -= length;
            _position += length;
            return _position <= _end ? symbol : throw new InvalidTiffException("LERC codes end before the pixels do.");
        }

        /// <summary>The 64 bits less <c>bit % 32</c> from a bit on; zero past the end.</summary>
        public static ulong Window(ReadOnlySpan<byte> words, long bit)
        {
            int at = (int)(bit >> 5) * 4;
            ulong high = words.Length - at >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(words[at..]) : 0;
            ulong low = words.Length - at >= 8 ? BinaryPrimitives.ReadUInt32LittleEndian(words[(at + 4)..]) : 0;
            return ((high << 32) | low) << (int)(bit & 31);
        }

        private readonly (int Symbol, int Length) Search()
        {
            uint bits = (uint)(_bits >> 32);
            for (int symbol = 0; symbol < _codes.Length; symbol++)
            {
                int length = _lengths[symbol];
                if (length > LookupBits && bits >> (32 - length) == _codes[symbol])
                {
                    return (symbol, length);
                }
            }

            throw new InvalidTiffException($"LERC: no code starts the bits {bits:X8}.");
        }
    }
}
