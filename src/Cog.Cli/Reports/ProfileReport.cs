using Cog.Rendering.Projection.Epsg;

namespace Cog.Cli.Reports;

/// <summary>The image at full resolution.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bands">Samples of a pixel, alpha among them.</param>
/// <param name="Dtype">Their type, by NumPy's name.</param>
/// <param name="Crs"><c>EPSG:n</c>; null when it has no code.</param>
/// <param name="Origin">x, y of the outer corner of the first pixel.</param>
/// <param name="Resolution">x, y from one pixel to the next.</param>
/// <param name="Bbox">minimum x, y, maximum x, y in the CRS.</param>
/// <param name="Compression">TIFF's name for it.</param>
/// <param name="Nodata">As written in the file; null when there is none.</param>
/// <param name="InternalMask">Whether the file has mask directories.</param>
internal sealed record ProfileReport(
    int Width,
    int Height,
    int Bands,
    string Dtype,
    string? Crs,
    double[] Origin,
    double[] Resolution,
    double[] Bbox,
    string Compression,
    string? Nodata,
    bool InternalMask
)
{
    public static ProfileReport Of(CogHeader header)
    {
        Ifd image = header.Image;
        GeoTransform transform = header.GeoTransform;
        BoundingBox box = header.Bounds;
        return new(
            image.Width,
            image.Height,
            image.SamplesPerPixel,
            image.SampleType.NumPyName(),
            EpsgSearch.CodeOf(header.GeoKeys) is { } code ? $"EPSG:{code}" : null,
            [transform.C, transform.F],
            [transform.A, transform.E],
            [box.MinX, box.MinY, box.MaxX, box.MaxY],
            image.Compression.ToString(),
            header.NoData?.Text,
            header.Levels[0].Mask is not null
        );
    }
}
