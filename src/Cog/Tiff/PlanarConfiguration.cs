namespace Cog.Tiff;

/// <summary>Tag 284, PlanarConfiguration: TIFF 6.0 section 8.</summary>
internal enum PlanarConfiguration : ushort
{
    /// <summary>Samples of a pixel stand together (GDAL: INTERLEAVE=PIXEL).</summary>
    Chunky = 1,

    /// <summary>Each sample has blocks of its own (GDAL: INTERLEAVE=BAND).</summary>
    Planar = 2,
}
