namespace Cog;

/// <summary>Columns and rows of a raster, in that order.</summary>
public readonly record struct RasterSize(int Width, int Height);
