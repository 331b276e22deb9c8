using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Cog.Codecs;

/// <summary>
/// Takes one band out of a decoded block: chunky samples at the file's bit depth become a plane of <see cref="SampleType"/>.
/// </summary>
internal static partial class SampleUnpacker
{
    private const int RowsBetweenQuestions = 16;

    // 2^-78: the last bit of a 24-bit float whose exponent field is 0 (1 - 63, less 16 bits of mantissa).
    private const float Denormal24 = 1f / (1L << 39) / (1L << 39);

    /// <summary>Copies part of one sample plane.</summary>
    /// <param name="samples">The block, and which of its samples.</param>
    /// <param name="part">Which pixels of the block, counted from its first.</param>
    /// <param name="destination">From the first pixel of <paramref name="part"/> on.</param>
    /// <param name="destinationStride">Samples from one destination row to the next.</param>
    /// <remarks>
    /// Whole samples are copied; floats of 16 and 24 bits become float32; any other depth up to 32 is a string of bits, high bit first
    /// whatever the byte order, and becomes a number without a sign, also where SampleFormat says it has one: GDAL's way with NBITS.
    /// (Integers of 24 bits are such strings too; those of an 'MM' file have their bytes swapped before that, which is how GDAL writes and
    /// reads them.)
    /// </remarks>
    public static void Unpack(in BlockSamples samples, PixelWindow part, Span<byte> destination, int destinationStride)
    {
        (BlockLayout layout, int sample, SampleType type) = (samples.Layout, samples.Sample, samples.Type);
        ArgumentOutOfRangeException.ThrowIfNegative(sample, nameof(samples));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, layout.SamplesPerPixel, nameof(samples));
        if (part.X < 0 || part.Y < 0 || part.Right > layout.Width || part.Bottom > layout.Height)
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, $"Not inside a block of {layout.Width} × {layout.Height}.");
        }

        int rowBytes = checked((int)layout.RowBytes);
        int size = type.ByteSize();

        for (int y = 0; y < part.Height; y++)
        {
            if (y % RowsBetweenQuestions == 0)
            {
                layout.Interruption.ThrowIfRequested();
            }

            ReadOnlySpan<byte> row = samples.Block.Slice((part.Y + y) * rowBytes, rowBytes);
            Span<byte> to = destination.Slice(y * destinationStride * size, part.Width * size);
            UnpackRow(row, layout, part.X, sample, type, to);
        }
    }

    private static void UnpackRow(ReadOnlySpan<byte> row, BlockLayout layout, int x, int sample, SampleType type, Span<byte> to)
    {
        int size = type.ByteSize();
        int bits = layout.BitsPerSample;
        int samplesPerPixel = layout.SamplesPerPixel;

        if (bits == size * 8)
        {
            row = row[(x * samplesPerPixel * size)..];
            if (samplesPerPixel == 1)
            {
                row[..to.Length].CopyTo(to);
            }
            else if (Vector128.IsHardwareAccelerated && size <= 4 && samplesPerPixel <= 4)
            {
                DeinterleaveVectorized(row, samplesPerPixel, sample, size, to);
            }
            else
            {
                Deinterleave(row, samplesPerPixel, sample, size, to, 0);
            }

            return;
        }

        switch (layout.SampleFormat, bits, type)
        {
            case (SampleFormat.FloatingPoint, 16, SampleType.Float32):
                WidenHalves(row, x, samplesPerPixel, sample, MemoryMarshal.Cast<byte, float>(to));
                break;
            case (SampleFormat.FloatingPoint, 24, SampleType.Float32):
                WidenTriples(row, x, samplesPerPixel, sample, MemoryMarshal.Cast<byte, float>(to));
                break;
            case (_, >= 1 and < 32, _) when bits < size * 8 && !type.IsFloatingPoint() && !type.IsComplex():
                UnpackBits(row, bits, x, samplesPerPixel, sample, size, to);
                break;
            default:
                throw new UnreachableException(
                    $"{bits}-bit {layout.SampleFormat} samples do not become {type}: the header must not offer it."
                );
        }
    }

    internal static void Deinterleave(ReadOnlySpan<byte> row, int samplesPerPixel, int sample, int size, Span<byte> to, int from)
    {
        Deinterleaver deinterleave = size switch
        {
            1 => Deinterleave<byte>,
            2 => Deinterleave<ushort>,
            4 => Deinterleave<uint>,
            8 => Deinterleave<ulong>,
            _ => Deinterleave<UInt128>,
        };
        deinterleave(row, samplesPerPixel, sample, to, from);
    }

    private delegate void Deinterleaver(ReadOnlySpan<byte> row, int samplesPerPixel, int sample, Span<byte> to, int from);

    private static void Deinterleave<T>(ReadOnlySpan<byte> row, int samplesPerPixel, int sample, Span<byte> to, int from)
        where T : unmanaged
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(row);
        Span<T> plane = MemoryMarshal.Cast<byte, T>(to);
        for (int i = from, at = (from * samplesPerPixel) + sample; i < plane.Length; i++, at += samplesPerPixel)
        {
            plane[i] = samples[at];
        }
    }

    private static void WidenHalves(ReadOnlySpan<byte> row, int x, int samplesPerPixel, int sample, Span<float> to)
    {
        ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(row);
        for (int i = 0, at = (x * samplesPerPixel) + sample; i < to.Length; i++, at += samplesPerPixel)
        {
            to[i] = (float)halves[at];
        }
    }

    // 1 bit of sign, 7 of exponent (bias 63), 16 of mantissa: Adobe Photoshop TIFF Technical Note 3.
    private static void WidenTriples(ReadOnlySpan<byte> row, int x, int samplesPerPixel, int sample, Span<float> to)
    {
        for (int i = 0, at = (x * samplesPerPixel) + sample; i < to.Length; i++, at += samplesPerPixel)
        {
            uint bits = Read24(row[(at * 3)..]);
            uint sign = bits >> 23 << 31,
                exponent = (bits >> 16) & 0x7F,
                mantissa = bits & 0xFFFF;
            to[i] = exponent switch
            {
                0x7F => BitConverter.UInt32BitsToSingle(sign | 0x7F80_0000 | (mantissa << 7)),
                0 => BitConverter.UInt32BitsToSingle(sign | BitConverter.SingleToUInt32Bits(mantissa * Denormal24)),
                _ => BitConverter.UInt32BitsToSingle(sign | ((exponent + 127 - 63) << 23) | (mantissa << 7)),
            };
        }
    }

    private static uint Read24(ReadOnlySpan<byte> bytes) =>
        BitConverter.IsLittleEndian
            ? (uint)(bytes[0] | (bytes[1] << 8) | (bytes[2] << 16))
            : (uint)(bytes[2] | (bytes[1] << 8) | (bytes[0] << 16));

    // TIFF 6.0 section 8, FillOrder 1: samples follow one another from the high bit down, and may straddle bytes.
    private static void UnpackBits(ReadOnlySpan<byte> row, int bits, int x, int samplesPerPixel, int sample, int size, Span<byte> to)
    {
        long at = (((long)x * samplesPerPixel) + sample) * bits;
        long step = (long)samplesPerPixel * bits;
        ulong mask = (1UL << bits) - 1;

        for (; !to.IsEmpty; to = to[size..], at += step)
        {
            int end = (int)(((at + bits + 7) >> 3) - 1);
            ulong word = 0;
            for (int i = (int)(at >> 3); i <= end; i++)
            {
                word = (word << 8) | row[i];
            }

            ulong value = (word >> (int)(((end + 1L) * 8) - at - bits)) & mask;
            switch (size)
            {
                case 1:
                    to[0] = (byte)value;
                    break;
                case 2:
                    Unsafe.WriteUnaligned(ref to[0], (ushort)value);
                    break;
                case 4:
                    Unsafe.WriteUnaligned(ref to[0], (uint)value);
                    break;
                default:
                    Unsafe.WriteUnaligned(ref to[0], value);
                    break;
            }
        }
    }
}
