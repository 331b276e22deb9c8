namespace Cog.Rendering.Mosaics;

/// <summary>From samples of two types to one that holds both: NumPy's promotion (numpy.result_type).</summary>
internal static class SampleWidening
{
    /// <summary>The type that holds the samples of two files of a mosaic.</summary>
    /// <exception cref="UnsupportedTiffException">There is none: see <see cref="TryOf"/>.</exception>
    public static SampleType Of(SampleType a, SampleType b) =>
        TryOf(a, b)
        ?? throw new UnsupportedTiffException(
            $"Samples of {a.NumPyName()} and of {b.NumPyName()} do not make one mosaic: complex numbers go with their own type alone."
        );

    /// <summary>The type that holds both; null when one is complex, and the other is another type.</summary>
    public static SampleType? TryOf(SampleType a, SampleType b)
    {
        if (a == b)
        {
            return a;
        }

        if (a.IsComplex() || b.IsComplex())
        {
            return null;
        }

        if (a.IsFloatingPoint() || b.IsFloatingPoint())
        {
            // float32 holds whole numbers of 16 bits and no more.
            return Narrow(a) && Narrow(b) ? SampleType.Float32 : SampleType.Float64;
        }

        bool isSigned = IsSigned(a) || IsSigned(b);
        int bits = Math.Max(BitsIn(a, isSigned), BitsIn(b, isSigned));
        return (bits, isSigned) switch
        {
            (8, false) => SampleType.UInt8,
            (8, true) => SampleType.Int8,
            (16, false) => SampleType.UInt16,
            (16, true) => SampleType.Int16,
            (32, false) => SampleType.UInt32,
            (32, true) => SampleType.Int32,
            (64, false) => SampleType.UInt64,
            (64, true) => SampleType.Int64,
            _ => SampleType.Float64, // uint64 beside a signed type.
        };
    }

    /// <summary>The same samples in a type that holds them.</summary>
    /// <param name="raster">Handed over: it is the result, or is disposed.</param>
    /// <param name="type">The type.</param>
    /// <param name="options">Limits and pool.</param>
    public static Raster Widen(Raster raster, SampleType type, CogReaderOptions options)
    {
        if (raster.SampleType == type)
        {
            return raster;
        }

        Raster wide = Raster.Rent(type, raster.Bands, new(raster.Width, raster.Height), options);
        for (int band = 0; band < raster.Bands; band++)
        {
            SampleConversion.Convert(raster.SampleType, raster.BandBytes(band), type, wide.BandBytes(band));
        }

        raster.Mask.CopyTo(wide.Mask);
        raster.Dispose();
        return wide;
    }

    private static bool Narrow(SampleType type) =>
        type is SampleType.UInt8 or SampleType.Int8 or SampleType.UInt16 or SampleType.Int16 or SampleType.Float32;

    private static bool IsSigned(SampleType type) => type is SampleType.Int8 or SampleType.Int16 or SampleType.Int32 or SampleType.Int64;

    // Beside a signed type, an unsigned one needs a bit more.
    private static int BitsIn(SampleType type, bool signed) => 8 * type.ByteSize() * (signed && !IsSigned(type) ? 2 : 1);
}
