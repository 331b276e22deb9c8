namespace Cog.Rendering.Projection;

/// <summary>How the axes of a CRS differ from easting and northing.</summary>
[Flags]
internal enum AxisDirections : byte
{
    None = 0,

    /// <summary>x grows to the west.</summary>
    West = 1,

    /// <summary>y grows to the south.</summary>
    South = 2,

    /// <summary>x is the southing and y the westing, which GDAL does not turn round either.</summary>
    SouthFirst = 16,
}
