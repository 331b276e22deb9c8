using System.Buffers;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>Decodes one VP8 key frame at a time (RFC 6386); small buffers are kept for the next.</summary>
internal sealed unsafe class LossyDecoder
{
    private const int MaxPartitions = 8;

    private readonly FrameHeader _header = new();
    private readonly byte[] _probabilities = new byte[CoefficientProbabilities.Kinds * CoefficientProbabilities.KindBytes];
    private readonly short[] _coefficients = new short[Residuals.Coefficients];
    private readonly BoolReader[] _partitions = new BoolReader[MaxPartitions];
    private readonly MacroblockRows _rows = new();

    /// <summary>Decodes a frame.</summary>
    /// <param name="stream">From the frame's first byte on.</param>
    /// <param name="destination">Receives pixels of three or four bytes, or of as many rows as it holds; alpha is 255.</param>
    /// <param name="samples">Three or four.</param>
    /// <param name="interruption">Asked from time to time.</param>
    public void Decode(ReadOnlySpan<byte> stream, Span<byte> destination, int samples, Interruption interruption)
    {
        FrameTag tag = FrameTag.Read(stream, (uint)stream.Length);
        if (tag.FirstPartitionBytes > stream.Length - FrameTag.Bytes)
        {
            throw new InvalidTiffException(
                $"The VP8 frame's first partition of {tag.FirstPartitionBytes} bytes is cut off: {stream.Length - FrameTag.Bytes} are left."
            );
        }

        var picture = new FrameShape(tag.Width, tag.Height, destination.Length / (tag.Width * samples), samples);
        byte[] planes = ArrayPool<byte>.Shared.Rent(picture.PlaneBytes);
        try
        {
            _rows.Rent(picture.Columns);
            fixed (
                byte* start = stream,
                    memory = planes,
                    probabilities = _probabilities
            )
            fixed (short* coefficients = _coefficients)
            {
                var modes = new BoolReader(start + FrameTag.Bytes, tag.FirstPartitionBytes);
                _header.Read(ref modes, _probabilities);
                FindPartitions(start + FrameTag.Bytes + tag.FirstPartitionBytes, start + stream.Length);
                _coefficients.AsSpan().Clear();
                var frame = new FrameDecoder(_header, _rows, picture, planes, memory)
                {
                    Partitions = _partitions.AsSpan(0, 1 << _header.PartitionBits),
                    Probabilities = probabilities,
                    Coefficients = coefficients,
                    Destination = destination,
                };
                frame.Decode(ref modes, interruption);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(planes);
            _rows.Return();
        }
    }

    // RFC 6386 section 9.5: the lengths of all but the last partition, in three bytes each, then the partitions.
    private void FindPartitions(byte* start, byte* end)
    {
        int count = 1 << _header.PartitionBits;
        byte* partition = start + (3 * (count - 1));
        for (int i = 0; i < count - 1 && partition < end; i++, start += 3)
        {
            // A partition that is cut off is so for whoever reads to its end.
            int length = (int)Math.Min(start[0] | (start[1] << 8) | (start[2] << 16), end - partition);
            _partitions[i] = new(partition, length);
            partition += length;
        }

        if (partition >= end)
        {
            throw new InvalidTiffException($"The VP8 frame ends before the last of its {count} partitions of coefficients.");
        }

        _partitions[count - 1] = new(partition, (int)(end - partition));
    }
}
