using Cog.Header;
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
    /// <summary>GDAL's <c>pixel</c>, samples of a pixel side by side, or <c>band</c>; of one band, <c>band</c>.</summary>
    public required string Interleave { get; init; }

    /// <summary>a, b, c, d, e, f: x = a column + b row + c, y = d column + e row + f; b and d turn the image.</summary>
    public required double[] Transform { get; init; }

    /// <summary>What each band means, in GDAL's words.</summary>
    public required string[] Colorinterp { get; init; }

    /// <summary>Of each band: a stored number by its scale, plus its offset, is what it stands for.</summary>
    public required double[] Scales { get; init; }

    /// <summary>Of each band: see <see cref="Scales"/>.</summary>
    public required double[] Offsets { get; init; }

    /// <summary>What the file calls each band; null where it calls it nothing.</summary>
    public required string?[] Descriptions { get; init; }

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
        )
        {
            Interleave = image.SamplesPerPixel > 1 && !image.IsPlanar ? "pixel" : "band",
            Transform = [transform.A, transform.B, transform.C, transform.D, transform.E, transform.F],
            Colorinterp = [.. header.ColorInterpretation.Select(meaning => meaning.Name())],
            Scales = [.. header.Scales],
            Offsets = [.. header.Offsets],
            Descriptions = [.. header.Descriptions],
        };
    }
}
