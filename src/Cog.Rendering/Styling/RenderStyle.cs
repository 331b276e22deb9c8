using Cog.Rendering.Styling.Colors;

namespace Cog.Rendering.Styling;

/// <summary>How samples become a picture.</summary>
internal sealed record RenderStyle
{
    public static RenderStyle Default { get; } = new();

    /// <summary>
    /// One range for each band; any other number: the first serves all. Empty: as the samples are, or scaled by the file's statistics when
    /// they are not bytes.
    /// </summary>
    public IReadOnlyList<Rescale> Rescale { get; init; } = [];

    /// <summary>What is done to the bytes, after they are scaled and before a colour map; null for nothing.</summary>
    public ColorFormula? Formula { get; init; }

    /// <summary>Colours for one band; null: the file's palette, else as the samples are.</summary>
    public ColorMap? ColorMap { get; init; }

    /// <summary>The nodata value that the raster was read with, to be kept in a GeoTIFF; null: the file's own.</summary>
    public NoDataValue? NoData { get; init; }

    /// <summary>True: a GeoTIFF keeps its mask as one more band, as TiTiler does; false: as GDAL reads it best.</summary>
    public bool TiffMaskIsBand { get; init; }

    /// <summary>How JPEG is compressed.</summary>
    public JpegSettings Jpeg { get; init; } = JpegSettings.Default;

    /// <summary>Null: PNG when a pixel is masked, else JPEG.</summary>
    public ImageFormat? Format { get; init; }

    /// <summary>False leaves out the alpha or mask band.</summary>
    public bool ReturnMask { get; init; } = true;
}
