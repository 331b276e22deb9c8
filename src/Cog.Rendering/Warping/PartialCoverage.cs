using Cog.Header;

namespace Cog.Rendering.Warping;

/// <summary>What becomes of a pixel whose kernel lies partly on masked ones.</summary>
public enum PartialCoverage
{
    /// <summary>Valid, made of the valid ones: nodata, as in GDAL.</summary>
    Valid,

    /// <summary>As opaque as the valid ones are: an alpha sample.</summary>
    Alpha,

    /// <summary>Masked: a transparency mask, and the image's edge. rio-tiler 9 warps these into an alpha band, shrinks that with the samples, and counts less than opaque as masked.</summary>
    Masked,
}

/// <summary>Chooses a <see cref="PartialCoverage"/>.</summary>
internal static class PartialCoverages
{
    /// <summary>GDAL's order: a caller's nodata, the mask, the file's nodata, alpha.</summary>
    public static PartialCoverage Of(CogHeader header, ImageLevel level, NoDataValue? callersNoData) => (callersNoData, level.Mask, header.NoData, header.AlphaBand) switch
    {
        ({ }, _, _, _) => PartialCoverage.Valid,
        (_, { }, _, _) => PartialCoverage.Masked,
        (_, _, { }, _) => PartialCoverage.Valid,
        (_, _, _, { }) => PartialCoverage.Alpha,
        _ => PartialCoverage.Masked,
    };
}
