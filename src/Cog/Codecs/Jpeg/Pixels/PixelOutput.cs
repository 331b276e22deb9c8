using System.Buffers;

namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>Planes of samples to rows of pixels: upsampling, colour, interleaving, packing.</summary>
/// <param name="frame">The geometry.</param>
/// <param name="planes">The samples.</param>
/// <param name="layout">What the block must be.</param>
internal readonly ref struct PixelOutput(Frame frame, Span<byte> planes, BlockLayout layout)
{
    // Of 65,535 pixels at most, of at most four samples.
    private const int RowsBetweenQuestions = 16;

    private readonly ReadOnlySpan<byte> _planes = planes;

    /// <summary>
    /// Writes what the image covers of the rows that are wanted; the rest of each row, where the image is smaller, and other rows are left
    /// alone.
    /// </summary>
    public void Write(Span<byte> destination)
    {
        if (frame.Precision == 8)
        {
            WriteRows<byte>(destination);
        }
        else
        {
            WriteRows<ushort>(destination);
        }
    }

    private void WriteRows<T>(Span<byte> destination)
        where T : unmanaged, IBinaryInteger<T>
    {
        // Scratch for a row of each component at the image's size, a row of pixels, and the sums of one component.
        int count = frame.Components.Length;
        int rowLength = 0;
        foreach (FrameComponent component in frame.Components)
        {
            rowLength = Math.Max(rowLength, component.Width * component.HorizontalRepeat);
        }

        int pixels = frame.Width * count;
        byte[] rented = ArrayPool<byte>.Shared.Rent(
            checked(
                (((rowLength + frame.Width) * count) * Unsafe.SizeOf<T>())
                + (Upsampler.SumsFor(rowLength) * sizeof(ushort))
                + sizeof(ushort)
            )
        );
        try
        {
            Span<ushort> sums = MemoryMarshal.Cast<byte, ushort>(rented.AsSpan())[..Upsampler.SumsFor(rowLength)];
            Span<T> scratch = MemoryMarshal.Cast<byte, T>(rented.AsSpan(sums.Length * sizeof(ushort)));
            Span<T> pixelRow = scratch.Slice(rowLength * count, pixels);

            int rows = frame.RowsOf(layout);
            int rowBytes = (int)layout.RowBytes;
            for (int row = frame.FirstRowOf(layout); row < rows; row++)
            {
                if (row % RowsBetweenQuestions == 0)
                {
                    layout.Interruption.ThrowIfRequested();
                }

                Span<byte> output = destination.Slice(row * rowBytes, rowBytes);
                if (typeof(T) == typeof(byte))
                {
                    WriteRow(row, scratch, sums, rowLength, MemoryMarshal.Cast<byte, T>(output)[..pixels]);
                }
                else
                {
                    WriteRow(row, scratch, sums, rowLength, pixelRow);
                    TwelveBitPacker.Pack(MemoryMarshal.Cast<T, ushort>(pixelRow), output);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void WriteRow<T>(int row, Span<T> scratch, Span<ushort> sums, int rowLength, Span<T> output)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<FrameComponent> components = frame.Components;
        if (components.Length != 3)
        {
            for (int i = 0; i < components.Length; i++)
            {
                Interleaver.Scatter(RowOf(components[i], row, scratch[..rowLength], sums), output[i..], components.Length);
            }

            return;
        }

        ReadOnlySpan<T> first = RowOf(components[0], row, scratch[..rowLength], sums);
        ReadOnlySpan<T> second = RowOf(components[1], row, scratch.Slice(rowLength, rowLength), sums);
        ReadOnlySpan<T> third = RowOf(components[2], row, scratch.Slice(2 * rowLength, rowLength), sums);
        if (layout.Photometric == PhotometricInterpretation.YCbCr)
        {
            ColorConverter.ToRgb(first, second, third, output, frame.Precision);
        }
        else
        {
            Interleaver.Three(first, second, third, output);
        }
    }

    private ReadOnlySpan<T> RowOf<T>(FrameComponent component, int row, Span<T> scratch, Span<ushort> sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> plane = MemoryMarshal.Cast<byte, T>(_planes).Slice(component.PlaneOffset, component.Stride * component.PlaneRows);
        return Upsampler.Row(component, plane, row, scratch, sums)[..frame.Width];
    }
}
