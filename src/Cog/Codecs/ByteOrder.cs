namespace Cog.Codecs;

/// <summary>Turns the file's order of bytes, and of bits, into the machine's.</summary>
internal static class ByteOrder
{
    /// <summary>
    /// Swaps the samples of an 'MM' file in place: words of 16, 24, 32 and 64 bits; other depths are bit strings and have no byte order.
    /// </summary>
    /// <param name="block">Decoded samples, most significant byte first.</param>
    /// <param name="layout">Their depth and format.</param>
    /// <param name="predictor">What will be undone next: libtiff takes differences, and so swaps, over the two halves of a complex sample
    /// as one word.</param>
    public static void Swap(Span<byte> block, BlockLayout layout, Predictor predictor)
    {
        bool isComplex = layout.SampleFormat is SampleFormat.ComplexInteger or SampleFormat.ComplexFloatingPoint;
        int wordBits =
            isComplex && predictor == Predictor.None && layout.BitsPerSample >= 32 ? layout.BitsPerSample / 2 : layout.BitsPerSample;

        switch (wordBits)
        {
            case 16:
                Span<ushort> words16 = MemoryMarshal.Cast<byte, ushort>(block);
                BinaryPrimitives.ReverseEndianness(words16, words16);
                break;
            case 24:
                for (; block.Length >= 3; block = block[3..])
                {
                    (block[0], block[2]) = (block[2], block[0]);
                }

                break;
            case 32:
                Span<uint> words32 = MemoryMarshal.Cast<byte, uint>(block);
                BinaryPrimitives.ReverseEndianness(words32, words32);
                break;
            case 64:
                Span<ulong> words64 = MemoryMarshal.Cast<byte, ulong>(block);
                BinaryPrimitives.ReverseEndianness(words64, words64);
                break;
        }
    }

    /// <summary>Copies bytes with the bits of each reversed; <paramref name="destination"/> may be <paramref name="source"/>.</summary>
    public static void ReverseBits(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        for (int i = 0; i < source.Length; i++)
        {
            uint b = source[i];
            b = ((b & 0x55) << 1) | ((b >> 1) & 0x55);
            b = ((b & 0x33) << 2) | ((b >> 2) & 0x33);
            destination[i] = (byte)((b << 4) | (b >> 4));
        }
    }
}
