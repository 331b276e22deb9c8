using System.Buffers;
using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Png;

/// <summary>
/// Chooses the smallest of PNG's forms that loses nothing: grey, palette of at most 256 colours, RGB; alpha only where a pixel needs it.
/// </summary>
/// <remarks>
/// What is transparent is so by an alpha channel, never by tRNS: GDAL's PNG driver makes no band of that chunk, and programs that take
/// tiles through it
/// (its WMS driver, QGIS) would see them opaque.
/// </remarks>
internal static class PngLayout
{
    /// <summary>Chooses for a raster of 1 or 3 bands of bytes or 16-bit samples.</summary>
    /// <param name="raster">Read while the rows are taken: must outlive the result.</param>
    /// <param name="returnMask">Whether the mask becomes alpha.</param>
    public static PngImage Choose(Raster raster, bool returnMask)
    {
        bool hasAlpha = returnMask && PictureRules.IsMasked(raster);
        if (raster.SampleType == SampleType.UInt16)
        {
            return SixteenBits(raster, hasAlpha);
        }

        if (raster.Bands == 1 || IsGray(raster))
        {
            return Gray(raster, hasAlpha);
        }

        PngPalette? palette = PngPalette.Find(
            raster.BandBytes(0),
            raster.BandBytes(1),
            raster.BandBytes(2),
            hasAlpha ? raster.Mask : default
        );
        if (hasAlpha)
        {
            return new(PngColorType.Rgba, 8, (y, row) =>
                PixelInterleaver.Rgba(
                    raster.RowBytes(0, y),
                    raster.RowBytes(1, y),
                    raster.RowBytes(2, y),
                    raster.MaskRow(y),
                    MemoryMarshal.Cast<byte, uint>(row)
                )
            )
            {
                HasFewColors = palette is not null,
            };
        }

        return palette is not null
            ? Indexed(raster, palette)
            : new(PngColorType.Rgb, 8, (y, row) =>
                PixelInterleaver.Rgb(raster.RowBytes(0, y), raster.RowBytes(1, y), raster.RowBytes(2, y), row)
            );
    }

    private static bool IsGray(Raster raster) =>
        raster.BandBytes(0).SequenceEqual(raster.BandBytes(1)) && raster.BandBytes(0).SequenceEqual(raster.BandBytes(2));

    private static PngImage Gray(Raster raster, bool hasAlpha)
    {
        if (!hasAlpha)
        {
            return new(PngColorType.Gray, 8, (y, row) => raster.RowBytes(0, y).CopyTo(row));
        }

        return new(PngColorType.GrayAlpha, 8, (y, row) =>
        {
            ReadOnlySpan<byte> gray = raster.RowBytes(0, y),
                alpha = raster.MaskRow(y);
            for (int x = 0; x < gray.Length; x++)
            {
                (row[2 * x], row[(2 * x) + 1]) = (gray[x], alpha[x]);
            }
        });
    }

    private static PngImage Indexed(Raster raster, PngPalette palette)
    {
        int bits = palette.BitDepth;
        return new(PngColorType.Palette, bits, (y, row) =>
        {
            if (bits == 8)
            {
                palette.IndexesOf(raster.RowBytes(0, y), raster.RowBytes(1, y), raster.RowBytes(2, y), row);
                return;
            }

            byte[] rented = ArrayPool<byte>.Shared.Rent(raster.Width);
            Span<byte> indexes = rented.AsSpan(0, raster.Width);
            palette.IndexesOf(raster.RowBytes(0, y), raster.RowBytes(1, y), raster.RowBytes(2, y), indexes);
            row.Clear();
            for (int x = 0; x < indexes.Length; x++)
            {
                // The leftmost pixel is in the high bits (PNG section 7.2).
                int bit = x * bits;
                row[bit >> 3] |= (byte)(indexes[x] << (8 - bits - (bit & 7)));
            }

            ArrayPool<byte>.Shared.Return(rented);
        }) { Palette = palette.ToPlte(), HasFewColors = true };
    }

    private static PngImage SixteenBits(Raster raster, bool hasAlpha)
    {
        int channels = raster.Bands + (hasAlpha ? 1 : 0);
        PngColorType type =
            raster.Bands == 1
                ? hasAlpha
                    ? PngColorType.GrayAlpha
                    : PngColorType.Gray
                : hasAlpha
                    ? PngColorType.Rgba
                    : PngColorType.Rgb;

        return new(type, 16, (y, row) =>
        {
            for (int band = 0; band < raster.Bands; band++)
            {
                ReadOnlySpan<ushort> samples = MemoryMarshal.Cast<byte, ushort>(raster.RowBytes(band, y));
                for (int x = 0; x < samples.Length; x++)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(row[(2 * ((x * channels) + band))..], samples[x]);
                }
            }

            if (hasAlpha)
            {
                ReadOnlySpan<byte> alpha = raster.MaskRow(y);
                for (int x = 0; x < alpha.Length; x++)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(row[(2 * ((x * channels) + raster.Bands))..], (ushort)(alpha[x] * 257));
                }
            }
        });
    }
}
