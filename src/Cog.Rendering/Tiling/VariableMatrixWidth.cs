namespace Cog.Rendering.Tiling;

/// <summary>
/// Rows of a tile matrix, nearer to a pole, whose tiles are wider (OGC 17-083r4 section 6.2.3). Columns keep their numbers: those of one
/// wide tile all name it.
/// </summary>
/// <param name="Coalesce">How many columns a tile is wide.</param>
/// <param name="MinTileRow">The first such row.</param>
/// <param name="MaxTileRow">The last one.</param>
internal readonly record struct VariableMatrixWidth(long Coalesce, long MinTileRow, long MaxTileRow);
