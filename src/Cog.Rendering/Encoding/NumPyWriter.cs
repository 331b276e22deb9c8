using System.Text;

namespace Cog.Rendering.Encoding;

/// <summary>NumPy's array file, version 1.0: samples with a header that says their type and shape.</summary>
/// <remarks>
/// Layout (NumPy, "A simple file format for NumPy arrays", NEP 1): <c>93 'NUMPY' 01 00</c>, the header's length in 2 bytes little endian,
/// the header
/// — a Python dictionary in ASCII, padded by spaces and ended by a newline so that the samples start on a multiple of 64 — and the samples
/// in C order.
/// </remarks>
internal static class NumPyWriter
{
    /// <summary>Writes one array.</summary>
    /// <param name="data">Samples in C order, native byte order. Complex integers become complex64, for NumPy has none.</param>
    /// <param name="type">Their type.</param>
    /// <param name="shape">Its product is the number of samples: bands, rows, columns; or rows, columns.</param>
    /// <exception cref="ArgumentException">Shape and data disagree.</exception>
    public static byte[] Write(ReadOnlySpan<byte> data, SampleType type, ReadOnlySpan<int> shape) => Write(data, default, type, shape);

    /// <summary>Writes one array whose data stands in two places, one behind the other.</summary>
    internal static byte[] Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, SampleType type, ReadOnlySpan<int> shape)
    {
        long samples = 1;
        foreach (int length in shape)
        {
            samples = checked(samples * length);
        }

        if (samples * type.ByteSize() != (long)first.Length + second.Length)
        {
            throw new ArgumentException(
                $"{first.Length + (long)second.Length} bytes are not {samples} samples of {type.NumPyName()}.",
                nameof(shape)
            );
        }

        byte[] head = Head(Descriptor(type), shape);
        byte[] file = new byte[checked((int)(head.Length + (samples * WrittenSize(type))))];
        head.CopyTo(file, 0);

        Span<byte> body = file.AsSpan(head.Length);
        int middle = first.Length / type.ByteSize() * WrittenSize(type);
        CopySamples(first, type, body[..middle]);
        CopySamples(second, type, body[middle..]);
        return file;
    }

    private static byte[] Head(string descriptor, ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("{'descr': '").Append(descriptor).Append("', 'fortran_order': False, 'shape': (");
        for (int i = 0; i < shape.Length; i++)
        {
            // A tuple of one needs its comma.
            text.Append(shape[i].ToString(CultureInfo.InvariantCulture))
                .Append(
                    i == shape.Length - 1 && i > 0 ? ""
                    : i == 0 && shape.Length == 1 ? ","
                    : ", "
                );
        }

        text.Append("), }");

        const int Prefix = 10;
        int length = Prefix + text.Length + 1;
        text.Append(' ', (64 - (length % 64)) % 64).Append('\n');

        byte[] head = new byte[Prefix + text.Length];
        ReadOnlySpan<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(head);
        head[8] = (byte)text.Length;
        head[9] = (byte)(text.Length >> 8);
        System.Text.Encoding.ASCII.GetBytes(text.ToString(), head.AsSpan(Prefix));
        return head;
    }

    private static void CopySamples(ReadOnlySpan<byte> samples, SampleType type, Span<byte> destination)
    {
        Span<float> floats = MemoryMarshal.Cast<byte, float>(destination);
        if (type == SampleType.ComplexInt16)
        {
            ReadOnlySpan<short> parts = MemoryMarshal.Cast<byte, short>(samples);
            for (int i = 0; i < parts.Length; i++)
            {
                floats[i] = parts[i];
            }
        }
        else if (type == SampleType.ComplexInt32)
        {
            ReadOnlySpan<int> parts = MemoryMarshal.Cast<byte, int>(samples);
            for (int i = 0; i < parts.Length; i++)
            {
                floats[i] = parts[i];
            }
        }
        else
        {
            // Little endian, as the descriptor says: .NET runs on nothing else that this is published for.
            samples.CopyTo(destination);
        }
    }

    private static int WrittenSize(SampleType type) => type == SampleType.ComplexInt16 ? 8 : type.ByteSize();

    private static string Descriptor(SampleType type) =>
        type switch
        {
            SampleType.UInt8 => "|u1",
            SampleType.Int8 => "|i1",
            SampleType.UInt16 => "<u2",
            SampleType.Int16 => "<i2",
            SampleType.UInt32 => "<u4",
            SampleType.Int32 => "<i4",
            SampleType.UInt64 => "<u8",
            SampleType.Int64 => "<i8",
            SampleType.Float32 => "<f4",
            SampleType.Float64 => "<f8",
            SampleType.ComplexFloat64 => "<c16",
            _ => "<c8",
        };
}
