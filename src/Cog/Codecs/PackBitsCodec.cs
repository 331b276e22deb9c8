namespace Cog.Codecs;

/// <summary>PackBits run-length coding, Compression = 32773 (TIFF 6.0 section 9, p. 42).</summary>
internal sealed class PackBitsCodec : IBlockCodec
{
    // Of at most 128 bytes each: the interval that others keep, and no-ops are none of the output.
    private const int RunsBetweenQuestions = Interruption.Interval / 128;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        while (!destination.IsEmpty)
        {
            layout.Interruption.ThrowIfRequested();
            DecodeRuns(ref source, ref destination);
        }
    }

    private static void DecodeRuns(ref ReadOnlySpan<byte> from, ref Span<byte> to)
    {
        ReadOnlySpan<byte> source = from;
        Span<byte> destination = to;
        for (int runs = 0; runs < RunsBetweenQuestions && !destination.IsEmpty; runs++)
        {
            if (source.IsEmpty)
            {
                throw new InvalidTiffException($"PackBits data ends {destination.Length} bytes early.");
            }

            int header = (sbyte)source[0];
            source = source[1..];

            if (header == -128)
            {
                continue; // No-op, written by some encoders as padding.
            }

            // n >= 0: the next n + 1 bytes, literally. n < 0: the next byte, 1 - n times.
            // A last run that is longer than the block is cut, as in libtiff.
            int runLength = Math.Min(header >= 0 ? header + 1 : 1 - header, destination.Length);
            int storedLength = header >= 0 ? runLength : 1;

            if (storedLength > source.Length)
            {
                throw new InvalidTiffException(
                    $"PackBits run of {runLength} bytes needs {storedLength} bytes of data, have {source.Length}."
                );
            }

            if (header >= 0)
            {
                source[..runLength].CopyTo(destination);
            }
            else
            {
                destination[..runLength].Fill(source[0]);
            }

            source = source[storedLength..];
            destination = destination[runLength..];
        }

        from = source;
        to = destination;
    }
}
