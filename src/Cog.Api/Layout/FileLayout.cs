namespace Cog.Api.Layout;

/// <summary>What stands where in a file.</summary>
/// <param name="Bytes">Its length; null when its server does not say.</param>
/// <param name="Areas">The header, then one for each directory with blocks of its own; they may lie in each other.</param>
/// <param name="Levels">The image and its overviews, largest first.</param>
internal sealed record FileLayout(long? Bytes, IReadOnlyList<FileArea> Areas, IReadOnlyList<LevelLayout> Levels);

/// <summary>From the first byte of a directory's blocks to the last.</summary>
/// <param name="Kind"><c>header</c>, <c>image</c> (an overview as well), <c>mask</c>, or <c>page</c>: any other.</param>
/// <param name="Level">0 the image itself, 1 the largest overview; null for the header and for other pages.</param>
/// <param name="Ifd">The directory's place in the chain; null for the header.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record FileArea(string Kind, int? Level, int? Ifd, long Offset, long Length)
{
    /// <summary>How many blocks the directory's index has.</summary>
    public long? Blocks { get; init; }

    /// <summary>Bytes of the blocks themselves; null when the index is too long to be read for this.</summary>
    public decimal? BlockBytes { get; init; }

    /// <summary>Blocks that were never written; null like <see cref="BlockBytes"/>.</summary>
    public long? EmptyBlocks { get; init; }
}

/// <summary>How a level is cut.</summary>
/// <param name="Level">0 the image itself, 1 the largest overview.</param>
/// <param name="Ifd">The directory's place in the chain of its file.</param>
/// <param name="MaskIfd">That of its mask; null when it has none.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Height">Rows of pixels.</param>
internal sealed record LevelLayout(int Level, int Ifd, int? MaskIfd, int Width, int Height)
{
    /// <summary>False for strips.</summary>
    public required bool IsTiled { get; init; }

    /// <summary>Columns of a block.</summary>
    public required int BlockWidth { get; init; }

    /// <summary>Rows of a block.</summary>
    public required int BlockHeight { get; init; }

    /// <summary>Sets of blocks: one for each band where samples are stored band by band.</summary>
    public required int Planes { get; init; }

    /// <summary>By TIFF's number and name.</summary>
    public required string Compression { get; init; }

    /// <summary>True for an overview in the .ovr file.</summary>
    public required bool IsExternal { get; init; }

    /// <summary>Describes a level.</summary>
    public static LevelLayout Of(CogReader reader, ImageLevel level) =>
        new(level.Number, level.Image.Index, level.Mask?.Index, level.Width, level.Height)
        {
            IsTiled = level.Image.IsTiled,
            BlockWidth = level.Image.BlockWidth,
            BlockHeight = level.Image.BlockHeight,
            Planes = level.Image.PlaneCount,
            Compression = level.Image.Compression.ToString(),
            IsExternal = !reader.Owns(level.Image),
        };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(FileLayout))]
[JsonSerializable(typeof(BlockCollection))]
internal sealed partial class LayoutJson : JsonSerializerContext;
