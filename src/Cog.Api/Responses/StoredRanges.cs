namespace Cog.Api.Responses;

/// <summary>The range of each band's values, as far as the file itself says it (GDAL's STATISTICS items).</summary>
internal static class StoredRanges
{
    /// <summary>Pairs of minimum and maximum; null unless every band has them.</summary>
    public static double[][]? Of(CogHeader header)
    {
        var pairs = new double[header.Image.SamplesPerPixel][];
        for (int band = 0; band < pairs.Length; band++)
        {
            if (header.Metadata.Statistics(band) is not { } range)
            {
                return null;
            }

            pairs[band] = [range.Minimum, range.Maximum];
        }

        return pairs;
    }
}
