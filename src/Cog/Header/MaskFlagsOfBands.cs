namespace Cog.Header;

/// <summary>GDAL's rule (GTiffRasterBand::GetMaskFlags, GDALRasterBand::GetMaskBand).</summary>
internal static class MaskFlagsOfBands
{
    public static MaskFlags[] Of(CogHeader header)
    {
        int bands = header.Image.SamplesPerPixel;
        var flags = new MaskFlags[bands];

        // GDAL knows alpha as the last of two or of four bands, of one or two bytes.
        bool hasAlpha =
            bands is 2 or 4
            && header.ColorInterpretation[bands - 1] == ColorInterpretation.Alpha
            && header.Image.SampleType is SampleType.UInt8 or SampleType.UInt16;
        for (int band = 0; band < bands; band++)
        {
            flags[band] =
                header.IsMasked ? MaskFlags.PerDataset
                : header.NoData is not null ? MaskFlags.NoData
                : hasAlpha && band < bands - 1 ? MaskFlags.Alpha | MaskFlags.PerDataset
                : MaskFlags.AllValid;
        }

        return flags;
    }
}
