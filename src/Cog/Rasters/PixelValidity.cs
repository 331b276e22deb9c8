namespace Cog.Rasters;

/// <summary>Where validity comes from.</summary>
internal enum ValidityKind
{
    /// <summary>Every pixel is valid.</summary>
    All,

    /// <summary>A pixel is masked when all its samples are nodata.</summary>
    NoData,

    /// <summary>A sample is the pixel's opacity.</summary>
    Alpha,

    /// <summary>A transparency mask directory.</summary>
    Mask,

    /// <summary>
    /// The raster's own mask, where what is made of less than wholly valid pixels is masked: a warped image without nodata or alpha, as
    /// rio-tiler 9 shrinks it.
    /// </summary>
    Opaque,
}

/// <summary>What makes a pixel valid: GDAL's rule (RFC 15 and GDALRasterBand::GetMaskFlags), once for a request.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="NoData">The nodata value of the samples, when <paramref name="Kind"/> is <see cref="ValidityKind.NoData"/>; null when only
/// the raster's mask still knows.</param>
/// <param name="AlphaBand">The sample, when <paramref name="Kind"/> is <see cref="ValidityKind.Alpha"/>.</param>
internal sealed record PixelValidity(ValidityKind Kind, NoDataMatcher? NoData = null, int AlphaBand = 0)
{
    /// <summary>What a block that was never written is full of: the file's nodata, whatever the caller's; null for 0.</summary>
    public NoDataMatcher? SparseFill { get; private init; }

    /// <summary>
    /// A caller's nodata goes before all; the image's mask is one for overviews that have none, too; then GDAL's order: mask, the file's
    /// nodata, alpha.
    /// </summary>
    public static PixelValidity Of(CogHeader header, ImageLevel level, NoDataValue? callersNoData)
    {
        SampleType type = level.Image.SampleType;
        NoDataMatcher? filesNoData = NoDataMatcher.Create(header.NoData, type);
        PixelValidity validity = (callersNoData, level.Mask ?? header.Levels[0].Mask, filesNoData, header.AlphaBand) switch
        {
            ({ } wanted, _, _, _) => NoDataMatcher.Create(wanted, type) is { } callers
                ? new(ValidityKind.NoData, callers)
                : new(ValidityKind.All),
            (_, { }, _, _) => new(ValidityKind.Mask),
            (_, _, { }, _) => new(ValidityKind.NoData, filesNoData),
            (_, _, _, { } alpha) when alpha < level.Image.SamplesPerPixel => new(ValidityKind.Alpha, AlphaBand: alpha),
            _ => new(ValidityKind.All),
        };
        return validity with { SparseFill = filesNoData };
    }

    /// <summary>Writes the raster's mask, when no mask directory already did.</summary>
    /// <param name="raster">Samples of the bands wanted.</param>
    /// <param name="alpha">The alpha sample, a raster of one band and the same size.</param>
    public void Apply(Raster raster, Raster? alpha)
    {
        switch (Kind)
        {
            case ValidityKind.All:
                raster.Mask.Fill(255);
                break;
            case ValidityKind.NoData:
                ApplyNoData(raster);
                break;
            case ValidityKind.Alpha:
                Opacity(alpha!.BandBytes(0), alpha.SampleType, raster.Mask);
                break;
        }
    }

    /// <summary>
    /// An alpha sample as a byte: 16 bits are scaled, what is not 0 stays so (GDALRescaledAlphaBand); with a sign, 32767 is opaque, and
    /// nothing at or below 0 is seen (GDALWarpOperation's SRC_ALPHA_MAX); of other types only 0 is transparent.
    /// </summary>
    public static void Opacity(ReadOnlySpan<byte> samples, SampleType type, Span<byte> mask)
    {
        switch (type)
        {
            case SampleType.UInt8:
                samples[..mask.Length].CopyTo(mask);
                break;
            case SampleType.UInt16:
                ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(samples);
                for (int i = 0; i < mask.Length; i++)
                {
                    mask[i] = (byte)Math.Max(words[i] == 0 ? 0 : 1, words[i] * 255 / 65_535);
                }

                break;
            case SampleType.Int16:
                ReadOnlySpan<short> signed = MemoryMarshal.Cast<byte, short>(samples);
                for (int i = 0; i < mask.Length; i++)
                {
                    mask[i] = (byte)Math.Max(signed[i] <= 0 ? 0 : 1, Math.Max((short)0, signed[i]) * 255 / 32_767);
                }

                break;
            default:
                int size = type.ByteSize();
                for (int i = 0; i < mask.Length; i++)
                {
                    mask[i] = samples.Slice(i * size, size).IndexOfAnyExcept((byte)0) < 0 ? (byte)0 : (byte)255;
                }

                break;
        }
    }

    // Valid when any band is: GDAL's dataset mask, and rio-tiler's.
    private void ApplyNoData(Raster raster)
    {
        NoData!.Mask(raster.BandBytes(0), raster.Mask);
        if (raster.Bands == 1)
        {
            return;
        }

        byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(raster.PixelCount);
        Span<byte> band = rented.AsSpan(0, raster.PixelCount);
        for (int i = 1; i < raster.Bands; i++)
        {
            NoData.Mask(raster.BandBytes(i), band);
            for (int p = 0; p < band.Length; p++)
            {
                raster.Mask[p] |= band[p];
            }
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(rented);
    }
}
