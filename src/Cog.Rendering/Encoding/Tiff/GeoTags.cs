using Cog.Rendering.Projection;

namespace Cog.Rendering.Encoding.Tiff;

/// <summary>A georeference as GeoTIFF tags (GeoTIFF 1.1, OGC 19-008r4 section 7).</summary>
internal static class GeoTags
{
    // Keys and values: OGC 19-008r4 sections 7.4 and 7.5, annex B.
    private const ushort ModelTypeKey = 1024,
        Projected = 1,
        Geographic = 2;
    private const ushort RasterTypeKey = 1025,
        PixelIsArea = 1;
    private const ushort GeodeticCrsKey = 2048,
        ProjectedCrsKey = 3072;

    /// <summary>Adds scale and tie point — a full matrix when the grid is rotated or counts upwards — and the keys.</summary>
    public static void Add(TiffDirectory directory, Georeference georeference)
    {
        GeoTransform t = georeference.Transform;
        if (t.IsAxisAligned && t.A > 0 && t.E < 0)
        {
            directory.Double(TagId.ModelPixelScale, t.A, -t.E, 0);
            directory.Double(TagId.ModelTiepoint, 0, 0, 0, t.C, t.F, 0);
        }
        else
        {
            directory.Double(TagId.ModelTransformation, t.A, t.B, 0, t.C, t.D, t.E, 0, t.F, 0, 0, 0, 0, 0, 0, 0, 1);
        }

        // The directory's head: version 1, revision 1.0, number of keys; then key, 0 for "the value stands here", 1 value, value.
        if (georeference.EpsgCode is not { } code || code is < 1 or > 32766)
        {
            directory.Short(TagId.GeoKeyDirectory, 1, 1, 0, 1, RasterTypeKey, 0, 1, PixelIsArea);
            return;
        }

        bool isGeographic = georeference.IsGeographic ?? IsGeographic(code, t);
        directory.Short(
            TagId.GeoKeyDirectory,
            1,
            1,
            0,
            3,
            ModelTypeKey,
            0,
            1,
            isGeographic ? Geographic : Projected,
            RasterTypeKey,
            0,
            1,
            PixelIsArea,
            isGeographic ? GeodeticCrsKey : ProjectedCrsKey,
            0,
            1,
            (ushort)code
        );
    }

    // A CRS that cannot be computed with still has a code worth keeping; then only the size of its coordinates tells degrees from metres.
    private static bool IsGeographic(int code, GeoTransform transform)
    {
        try
        {
            return Crs.FromEpsg(code).IsGeographic;
        }
        catch (UnsupportedCrsException)
        {
            return Math.Abs(transform.C) <= 540 && Math.Abs(transform.F) <= 90.5;
        }
    }
}
