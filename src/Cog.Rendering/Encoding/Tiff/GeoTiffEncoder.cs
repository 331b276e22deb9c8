using System.Buffers;
using Cog.Tiff;

namespace Cog.Rendering.Encoding.Tiff;

/// <summary>A classic TIFF of Deflate strips, band after band (planar), with GeoTIFF keys; any sample type, any number of bands.</summary>
/// <remarks>
/// Validity is kept as GDAL reads it best: as the file's nodata value, which masked pixels take; without one as an internal mask, of one
/// bit, or of eight when a pixel is partly transparent. With <see cref="EncodeOptions.MaskIsBand"/>, it is one more band instead, as
/// TiTiler writes it: GDAL takes a band of floats for visible wherever it is not 0, also where it says masked. All directories precede the
/// strips, so a client reads the head in one range.
/// </remarks>
internal sealed class GeoTiffEncoder : IImageEncoder
{
    private const int StripBytes = 64 << 10; // Uncompressed, about.

    /// <inheritdoc/>
    public byte[] Encode(Raster raster, EncodeOptions options)
    {
        if (raster.Bands > ushort.MaxValue)
        {
            throw new FormatException($"A TIFF has at most {ushort.MaxValue} bands, these are {raster.Bands}.");
        }

        if (options is { MaskIsBand: true, ReturnMask: true })
        {
            using Raster banded = WithMaskBand(raster);
            return Encode(
                banded,
                options with
                {
                    MaskIsBand = false,
                    NoData = null,
                    ColorInterpretation = [.. MeaningsOf(raster, options), ColorInterpretation.Alpha],
                }
            );
        }

        byte[]? noData = options.NoData is { } value ? NoDataFill.SampleOf(value, raster.SampleType) : null;
        var image = new TiffDirectory();
        Describe(image, raster, options);
        if (options.Georeference is { } georeference)
        {
            GeoTags.Add(image, georeference);
        }

        if (noData is not null && options.NoData is { } kept)
        {
            image.Ascii(TagId.GdalNoData, kept.Text);
        }

        AddSamples(image, raster, noData);
        bool hasMask = noData is null && options.ReturnMask && PictureRules.IsMasked(raster);
        return TiffFile.Write(hasMask ? [image, Mask(raster)] : [image]);
    }

    private static Raster WithMaskBand(Raster raster)
    {
        Raster banded = Raster.Rent(raster.SampleType, raster.Bands + 1, new(raster.Width, raster.Height), CogReaderOptions.Default);
        raster.Samples.CopyTo(banded.Samples);
        MaskBand.Write(raster.Mask, raster.SampleType, banded.BandBytes(raster.Bands));
        banded.Mask.Fill(255);
        return banded;
    }

    private static IReadOnlyList<ColorInterpretation> MeaningsOf(Raster raster, EncodeOptions options) =>
        options.ColorInterpretation?.Count == raster.Bands ? options.ColorInterpretation
        : TiffColors.PhotometricOf(raster, options) == PhotometricInterpretation.Rgb
            ? [ColorInterpretation.Red, ColorInterpretation.Green, ColorInterpretation.Blue]
        : [ColorInterpretation.Gray, .. Enumerable.Repeat(ColorInterpretation.Undefined, raster.Bands - 1)];

    private static void Describe(TiffDirectory image, Raster raster, EncodeOptions options)
    {
        (SampleFormat format, int bits) = (FormatOf(raster.SampleType), raster.SampleType.ByteSize() * 8);
        AddSize(image, raster, raster.SampleType.ByteSize());
        image.Short(TagId.BitsPerSample, Repeat((ushort)bits, raster.Bands));
        image.Short(TagId.SampleFormat, Repeat((ushort)format, raster.Bands));
        image.Short(TagId.SamplesPerPixel, (ushort)raster.Bands);
        image.Short(TagId.PlanarConfiguration, (ushort)(raster.Bands == 1 ? 1 : 2));

        PhotometricInterpretation photometric = TiffColors.PhotometricOf(raster, options);
        image.Short(TagId.PhotometricInterpretation, (ushort)photometric);
        int extra = raster.Bands - (photometric == PhotometricInterpretation.Rgb ? 3 : 1);
        if (extra > 0)
        {
            image.Short(TagId.ExtraSamples, TiffColors.ExtraSamples(options.ColorInterpretation, raster.Bands, extra));
        }
    }

    private static void AddSize(TiffDirectory directory, Raster raster, int sampleBytes)
    {
        directory.Long(TagId.ImageWidth, (uint)raster.Width);
        directory.Long(TagId.ImageLength, (uint)raster.Height);
        directory.Short(TagId.Compression, (ushort)Compression.AdobeDeflate);
        directory.Long(TagId.RowsPerStrip, (uint)RowsPerStrip(raster, sampleBytes));
    }

    private static int RowsPerStrip(Raster raster, int sampleBytes) =>
        (int)Math.Clamp(StripBytes / Math.Max(1, (long)raster.Width * sampleBytes), 1, raster.Height);

    private static void AddSamples(TiffDirectory image, Raster raster, byte[]? noData)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Max(1, noData is null ? 0 : raster.BandBytes(0).Length));
        for (int band = 0; band < raster.Bands; band++)
        {
            ReadOnlySpan<byte> samples = raster.BandBytes(band);
            if (noData is not null)
            {
                NoDataFill.Apply(raster, band, noData, rented);
                samples = rented.AsSpan(0, samples.Length);
            }

            AddStrips(image, samples, raster.Width * raster.SampleType.ByteSize() * RowsPerStrip(raster, raster.SampleType.ByteSize()));
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    private static void AddStrips(TiffDirectory directory, ReadOnlySpan<byte> rows, int stripBytes)
    {
        for (; !rows.IsEmpty; rows = rows[Math.Min(stripBytes, rows.Length)..])
        {
            directory.AddStrip(rows[..Math.Min(stripBytes, rows.Length)]);
        }
    }

    // TIFF 6.0 section 8, NewSubfileType bit 2 and PhotometricInterpretation 4: 1 is visible. GDAL reads eight bits there as well (RFC 15).
    private static TiffDirectory Mask(Raster raster)
    {
        bool isBinary = !raster.Mask.ContainsAnyExcept((byte)0, (byte)255);
        var mask = new TiffDirectory();
        AddSize(mask, raster, sampleBytes: 1);
        mask.Long(TagId.NewSubfileType, 4);
        mask.Short(TagId.BitsPerSample, (ushort)(isBinary ? 1 : 8));
        mask.Short(TagId.SamplesPerPixel, 1);
        mask.Short(TagId.PlanarConfiguration, 1);
        mask.Short(TagId.PhotometricInterpretation, (ushort)PhotometricInterpretation.TransparencyMask);
        int rows = RowsPerStrip(raster, sampleBytes: 1);
        if (isBinary)
        {
            AddStrips(mask, Pack(raster), (raster.Width + 7) / 8 * rows);
        }
        else
        {
            AddStrips(mask, raster.Mask, raster.Width * rows);
        }

        return mask;
    }

    private static byte[] Pack(Raster raster)
    {
        int rowBytes = (raster.Width + 7) / 8;
        byte[] bits = new byte[rowBytes * raster.Height];
        ReadOnlySpan<byte> mask = raster.Mask;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                (int y, int x) = Math.DivRem(i, raster.Width);
                bits[(y * rowBytes) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
            }
        }

        return bits;
    }

    private static ushort[] Repeat(ushort value, int count)
    {
        ushort[] values = new ushort[count];
        values.AsSpan().Fill(value);
        return values;
    }

    private static SampleFormat FormatOf(SampleType type) =>
        type switch
        {
            SampleType.UInt8 or SampleType.UInt16 or SampleType.UInt32 or SampleType.UInt64 => SampleFormat.UnsignedInteger,
            SampleType.Int8 or SampleType.Int16 or SampleType.Int32 or SampleType.Int64 => SampleFormat.SignedInteger,
            SampleType.Float32 or SampleType.Float64 => SampleFormat.FloatingPoint,
            SampleType.ComplexInt16 or SampleType.ComplexInt32 => SampleFormat.ComplexInteger,
            _ => SampleFormat.ComplexFloatingPoint,
        };
}
