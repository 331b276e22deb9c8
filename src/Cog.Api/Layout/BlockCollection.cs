namespace Cog.Api.Layout;

/// <summary>Blocks of one level, as a GeoJSON FeatureCollection with members of its own.</summary>
/// <param name="Features">The blocks, row by row.</param>
/// <param name="Levels">How many levels the file has.</param>
/// <param name="Blocks">How many blocks there are: more than <paramref name="Features"/> where those are the first ones.</param>
/// <param name="Level">The level that is read.</param>
internal sealed record BlockCollection(IReadOnlyList<BlockFeature> Features, int Levels, long Blocks, LevelLayout Level)
{
    /// <summary>GeoJSON's name for it.</summary>
    public string Type { get; } = "FeatureCollection";
}

/// <summary>One block.</summary>
/// <param name="Geometry">Its outline in longitude and latitude, as far as the image reaches; beyond 180 for one across ±180°.</param>
/// <param name="Properties">Which it is, and where it stands in the file.</param>
internal sealed record BlockFeature(BlockPolygon Geometry, BlockPlace Properties)
{
    /// <summary>GeoJSON's name for it.</summary>
    public string Type { get; } = "Feature";
}

/// <summary>An outline.</summary>
/// <param name="Coordinates">One ring of longitude and latitude, closed.</param>
internal sealed record BlockPolygon(double[][][] Coordinates)
{
    /// <summary>GeoJSON's name for it.</summary>
    public string Type { get; } = "Polygon";
}

/// <summary>A block's place.</summary>
/// <param name="Column">Its column of blocks.</param>
/// <param name="Row">Its row of blocks.</param>
/// <param name="Offset">Where it stands in the file; where the first band's stands, in a file that stores band by band. 0 for a block that
/// was never written.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record BlockPlace(int Column, int Row, long Offset, long Length);
