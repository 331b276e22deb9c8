namespace Cog.Rendering.Tiling;

/// <summary>A map tile's address: zoom level, column from the left, row from the top.</summary>
internal readonly record struct TileIndex(int Z, long X, long Y);
