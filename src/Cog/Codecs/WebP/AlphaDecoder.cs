using Cog.Codecs.WebP.Lossless;

namespace Cog.Codecs.WebP;

/// <summary>
/// Decodes the alpha of a lossy picture (WebP container specification, "Alpha"): a byte of two bits each of compression, filter and
/// preprocessing, the lowest first, then the values, as they are or as the green of a VP8L stream without a header.
/// </summary>
/// <param name="lossless">Decodes such streams.</param>
internal sealed class AlphaDecoder(LosslessDecoder lossless)
{
    private const int Horizontal = 1,
        Vertical = 2,
        Gradient = 3;

    /// <summary>Decodes it.</summary>
    /// <param name="chunk">The chunk's data.</param>
    /// <param name="alpha">Receives a byte for each pixel, of as many rows as it holds.</param>
    /// <param name="picture">The picture's size, and one sample.</param>
    /// <param name="interruption">Asked from time to time.</param>
    /// <exception cref="InvalidTiffException">The chunk is malformed.</exception>
    public void Decode(ReadOnlySpan<byte> chunk, Span<byte> alpha, LosslessPicture picture, Interruption interruption)
    {
        int header = chunk.IsEmpty ? 0 : chunk[0];
        bool isCompressed = (header & 3) == 1;

        if (chunk.Length < 2 || (header & 3) > 1 || ((header >> 4) & 3) > 1 || header >> 6 != 0)
        {
            throw new InvalidTiffException($"The WebP block's alpha chunk of {chunk.Length} bytes begins with {header:X2}.");
        }

        ReadOnlySpan<byte> values = chunk[1..];
        if (isCompressed)
        {
            lossless.Decode(values, alpha, picture, interruption);
        }
        else if (values.Length >= (long)picture.Width * picture.Height)
        {
            values[..alpha.Length].CopyTo(alpha);
        }
        else
        {
            throw new InvalidTiffException(
                $"The WebP block's alpha chunk has {values.Length} values for {picture.Width} × {picture.Height} pixels."
            );
        }

        Unfilter((header >> 2) & 3, alpha, picture.Width, interruption);
    }

    private static void Unfilter(int filter, Span<byte> alpha, int width, Interruption interruption)
    {
        if (filter == 0)
        {
            return;
        }

        AddLeft(alpha[..width], 0);
        for (int start = width; start < alpha.Length; start += width)
        {
            interruption.ThrowIfRequested();
            ReadOnlySpan<byte> above = alpha.Slice(start - width, width);
            Span<byte> row = alpha.Slice(start, width);
            switch (filter)
            {
                case Horizontal:
                    AddLeft(row, above[0]);
                    break;
                case Vertical:
                    AddAbove(row, above);
                    break;
                case Gradient:
                    AddGradient(row, above);
                    break;
            }
        }
    }

    private static void AddLeft(Span<byte> row, byte left)
    {
        foreach (ref byte value in row)
        {
            value = left = (byte)(value + left);
        }
    }

    private static void AddAbove(Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (int x = 0; x < row.Length; x++)
        {
            row[x] += above[x];
        }
    }

    private static void AddGradient(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int left = above[0],
            corner = above[0];
        for (int x = 0; x < row.Length; x++)
        {
            row[x] += (byte)Math.Clamp(left + above[x] - corner, 0, 255);
            (left, corner) = (row[x], above[x]);
        }
    }
}
