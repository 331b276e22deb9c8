using System.Buffers;
using Cog.Codecs.Lerc;

namespace Cog.Codecs;

/// <summary>
/// LERC, Compression = 34887 (libtiff): a Lerc2 blob in a block, perhaps inside Deflate or ZSTD (tag 50674, LercParameters).
/// </summary>
/// <remarks>
/// Written from Esri's specification of the format. What libtiff makes of it: not-a-number in a float image is a pixel that the blob's mask
/// leaves out; so is the colour under a fully transparent pixel when alpha is only 0 and 255, and then alpha is not stored. In an 'MM' file
/// the blob holds numbers with their bytes swapped: the swap that follows every codec puts them right.
/// </remarks>
internal sealed class LercCodec : IBlockCodec
{
    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        uint wrapper = layout.LercParameters.Length > 1 ? layout.LercParameters.Span[1] : 0;
        if (wrapper == 0)
        {
            DecodeBlob(source, destination, layout);
            return;
        }

        if (wrapper > 2)
        {
            throw new UnsupportedTiffException(
                $"LERC inside compression {wrapper} is not supported; 0 (none), 1 (Deflate) and 2 (ZSTD) are."
            );
        }

        // A blob is at worst its values as they are, a byte for each tile, a mask and a header; and no more than its bytes can hold.
        long most = Math.Min(
            (destination.Length * 3L / 2) + 4096,
            BlockMemory.Most(source.Length, wrapper == 1 ? Compression.Deflate : Compression.Zstd) ?? long.MaxValue
        );
        byte[] rented = ArrayPool<byte>.Shared.Rent((int)Math.Min(most, Array.MaxLength));
        try
        {
            int length =
                wrapper == 1
                    ? DeflateCodec.Inflate(source, rented, layout.Interruption)
                    : ZstdCodec.Decompress(source, rented, layout.Interruption, rented.Length);
            DecodeBlob(rented.AsSpan(0, length), destination, layout);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <inheritdoc/>
    public void Check(ReadOnlySpan<byte> source, BlockLayout layout)
    {
        if (layout.LercParameters.Length <= 1 || layout.LercParameters.Span[1] == 0)
        {
            ReadHeader(source, layout, out _, out _);
        }
    }

    private static LercHeader ReadHeader(ReadOnlySpan<byte> source, BlockLayout layout, out LercReader reader, out bool hasMaskForAlpha)
    {
        LercHeader header = LercHeader.Read(source, layout.Interruption, out reader);
        hasMaskForAlpha = header.Depth == layout.SamplesPerPixel - 1 && header.DataType == LercDataType.UInt8;

        if (header.Columns != layout.Width || header.Rows != layout.Height || (header.Depth != layout.SamplesPerPixel && !hasMaskForAlpha))
        {
            throw new InvalidTiffException(
                $"The LERC blob has {header.Columns} × {header.Rows} × {header.Depth} values, the block {layout.Width} × "
                    + $"{layout.Height} × {layout.SamplesPerPixel}."
            );
        }

        if (header.DataType != DataTypeOf(layout))
        {
            throw new InvalidTiffException(
                $"The LERC blob has {header.DataType} values, the image {layout.BitsPerSample}-bit {layout.SampleFormat}."
            );
        }

        return header with
        {
            NeededRows = layout.NeededRows ?? header.Rows,
        };
    }

    private static void DecodeBlob(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        LercHeader header = ReadHeader(source, layout, out LercReader reader, out bool hasMaskForAlpha);
        byte[] maskBits = ArrayPool<byte>.Shared.Rent((header.Rows * header.Columns / 8) + 1);
        try
        {
            LercMask mask = LercMask.Read(ref reader, header, maskBits);
            DecoderOf(header.DataType)(ref reader, header, mask, destination);

            if (hasMaskForAlpha)
            {
                AddAlpha(destination, header, mask);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(maskBits);
        }
    }

    private delegate void ValueDecoder(ref LercReader reader, LercHeader header, LercMask mask, Span<byte> destination);

    private static ValueDecoder DecoderOf(LercDataType type) =>
        type switch
        {
            LercDataType.Int8 => DecodeValues<sbyte>,
            LercDataType.UInt8 => DecodeValues<byte>,
            LercDataType.Int16 => DecodeValues<short>,
            LercDataType.UInt16 => DecodeValues<ushort>,
            LercDataType.Int32 => DecodeValues<int>,
            LercDataType.UInt32 => DecodeValues<uint>,
            LercDataType.Float32 => DecodeFloats<float>,
            _ => DecodeFloats<double>,
        };

    private static void DecodeFloats<T>(ref LercReader reader, LercHeader header, LercMask mask, Span<byte> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        DecodeValues<T>(ref reader, header, mask, destination);
        SetMasked(MemoryMarshal.Cast<byte, T>(destination), T.NaN, header.Depth, mask);
    }

    private static void DecodeValues<T>(ref LercReader reader, LercHeader header, LercMask mask, Span<byte> destination)
        where T : unmanaged, INumber<T>
    {
        Span<T> values = MemoryMarshal.Cast<byte, T>(destination)[..(header.Rows * header.Columns * header.Depth)];
        if (header.ValidPixels == 0)
        {
            return;
        }

        T[] ranges = ArrayPool<T>.Shared.Rent(2 * header.Depth);
        try
        {
            Span<T> minima = ranges.AsSpan(0, header.Depth),
                maxima = ranges.AsSpan(header.Depth, header.Depth);
            minima.Fill(T.CreateTruncating(header.Minimum));
            bool isConstant = header.Minimum == header.Maximum;
            bool hasRanges = header.Version >= 4 && !isConstant;

            if (hasRanges)
            {
                Take(ref reader, minima);
                Take(ref reader, maxima);
                isConstant = minima.SequenceEqual(maxima);
            }

            if (isConstant)
            {
                Fill(values, minima, mask);
            }
            else if (reader.Byte() != 0)
            {
                ReadAsTheyAre(ref reader, header, mask, values);
            }
            else
            {
                ReadCoded(ref reader, header, mask, hasRanges && header.Depth > 1 ? maxima : [], values);
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(ranges);
        }
    }

    private static void ReadCoded<T>(ref LercReader reader, LercHeader header, LercMask mask, ReadOnlySpan<T> maxima, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        // Lossless 8-bit blobs say whether they have tiles (0), coded differences (1), or, from version 4 on, coded values (2).
        bool mayBeHuffman = header.DataType is LercDataType.Int8 or LercDataType.UInt8 && header.MaxError == 0.5;
        int mode = mayBeHuffman ? reader.Byte() : 0;
        if (mode > 2 || (mode == 2 && header.Version < 4))
        {
            throw new InvalidTiffException($"LERC encoding {mode} is not known in version {header.Version}.");
        }

        if (mode == 0)
        {
            LercTiles.Read(ref reader, header, mask, maxima, values);
        }
        else
        {
            LercHuffman.Read(ref reader, header, mask, isDelta: mode == 1, values);
        }
    }

    private static void ReadAsTheyAre<T>(ref LercReader reader, LercHeader header, LercMask mask, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        if (mask.IsAllValid)
        {
            Take(ref reader, values);
            return;
        }

        for (int pixel = 0; pixel < values.Length / header.Depth; pixel++)
        {
            if (mask.IsValid(pixel))
            {
                Take(ref reader, values.Slice(pixel * header.Depth, header.Depth));
            }
        }
    }

    private static void Take<T>(ref LercReader reader, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        while (!values.IsEmpty)
        {
            reader.Interruption.ThrowIfRequested();
            int count = Math.Min(values.Length, Interruption.Interval / Unsafe.SizeOf<T>());
            foreach (ref T value in values[..count])
            {
                value = reader.Value<T>();
            }

            values = values[count..];
        }
    }

    private static void Fill<T>(Span<T> values, ReadOnlySpan<T> pixel, LercMask mask)
    {
        for (int i = 0; i < values.Length / pixel.Length; i++)
        {
            if (mask.IsValid(i))
            {
                pixel.CopyTo(values[(i * pixel.Length)..]);
            }
        }
    }

    private static void SetMasked<T>(Span<T> values, T value, int depth, LercMask mask)
    {
        for (int pixel = 0; !mask.IsAllValid && pixel < values.Length / depth; pixel++)
        {
            if (!mask.IsValid(pixel))
            {
                values.Slice(pixel * depth, depth).Fill(value);
            }
        }
    }

    /// <summary>Moves pixels apart, the last one first, to set alpha between them.</summary>
    private static void AddAlpha(Span<byte> values, LercHeader header, LercMask mask)
    {
        int depth = header.Depth;
        for (int pixel = (header.Rows * header.Columns) - 1; pixel >= 0; pixel--)
        {
            Span<byte> colours = values.Slice(pixel * depth, depth);
            Span<byte> to = values.Slice(pixel * (depth + 1), depth + 1);
            colours.CopyTo(to);
            to[depth] = mask.IsValid(pixel) ? (byte)255 : (byte)0;
        }
    }

    private static LercDataType? DataTypeOf(BlockLayout layout) =>
        (layout.SampleFormat, layout.BitsPerSample) switch
        {
            (SampleFormat.SignedInteger, 8) => LercDataType.Int8,
            (SampleFormat.SignedInteger, 16) => LercDataType.Int16,
            (SampleFormat.SignedInteger, 32) => LercDataType.Int32,
            (SampleFormat.FloatingPoint, 32) => LercDataType.Float32,
            (SampleFormat.FloatingPoint, 64) => LercDataType.Float64,
            (SampleFormat.UnsignedInteger or SampleFormat.Undefined, 8) => LercDataType.UInt8,
            (SampleFormat.UnsignedInteger or SampleFormat.Undefined, 16) => LercDataType.UInt16,
            (SampleFormat.UnsignedInteger or SampleFormat.Undefined, 32) => LercDataType.UInt32,
            _ => null,
        };
}
