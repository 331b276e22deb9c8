using System.Buffers;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>Decodes one VP8L stream at a time (WebP lossless specification); small buffers are kept for the next.</summary>
internal sealed class LosslessDecoder
{
    private const int RowsAtOnce = 16;

    private readonly PixelTransforms _transforms = new();
    private readonly PixelReader _reader = new();
    private readonly PixelReader _transformReader = new();

    /// <summary>Decodes a picture.</summary>
    /// <param name="stream">The stream, from <see cref="LosslessHeader"/> on.</param>
    /// <param name="destination">Receives pixels of three or four bytes, or of as many rows as it holds.</param>
    /// <param name="samples">Three or four.</param>
    /// <param name="interruption">Asked from time to time.</param>
    public void Decode(ReadOnlySpan<byte> stream, Span<byte> destination, int samples, Interruption interruption)
    {
        LosslessHeader header = LosslessHeader.Read(stream);
        var picture = new LosslessPicture(header.Width, header.Height, samples);
        Decode(stream[LosslessHeader.Bytes..], destination, picture, interruption);
    }

    /// <summary>Decodes a picture without a header.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="destination">Receives rows, or as many of them as it holds.</param>
    /// <param name="picture">Its shape.</param>
    /// <param name="interruption">Asked from time to time.</param>
    public void Decode(ReadOnlySpan<byte> stream, Span<byte> destination, LosslessPicture picture, Interruption interruption)
    {
        uint[] coded = [],
            undone = [];
        int width = picture.Width,
            rowBytes = width * picture.Samples,
            rows = Math.Min(picture.Height, destination.Length / rowBytes);
        try
        {
            var bits = new LosslessBits(stream, interruption);
            int codedWidth = _transforms.Read(ref bits, _transformReader, width, picture.Height);
            _reader.Begin(ref bits, codedWidth, picture.Height, mayHaveGroups: true);
            coded = ArrayPool<uint>.Shared.Rent(codedWidth * rows);
            undone = ArrayPool<uint>.Shared.Rent(width * (RowsAtOnce + 1));
            Span<uint> pixels = coded.AsSpan(0, codedWidth * rows);
            for (int row = 0; row < rows; row += RowsAtOnce)
            {
                interruption.ThrowIfRequested();
                int count = Math.Min(RowsAtOnce, rows - row);
                _reader.Read(ref bits, pixels, (row + count) * codedWidth);
                pixels.Slice(row * codedWidth, count * codedWidth).CopyTo(undone.AsSpan(width));
                _transforms.Undo(undone, width, row, count);
                picture.Store(undone.AsSpan(width, count * width), destination.Slice(row * rowBytes, count * rowBytes));
            }

            bits.ThrowIfPastEnd();
        }
        finally
        {
            _transforms.Release();
            _reader.Release();
            Return(coded);
            Return(undone);
        }
    }

    private static void Return(uint[] rented)
    {
        if (rented.Length > 0)
        {
            ArrayPool<uint>.Shared.Return(rented);
        }
    }
}
