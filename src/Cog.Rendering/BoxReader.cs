using Cog.Geo;
using Cog.Rendering.Projection;
using Cog.Rendering.Warping;

namespace Cog.Rendering;

/// <summary>
/// Reads a box of a file: plainly in the file's own CRS, warped in any other; in longitude and latitude on whichever side of ±180° the file
/// stores it.
/// </summary>
internal static class BoxReader
{
    /// <summary>Reads a box of a file as a raster.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null when the box misses the image.</returns>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel, and another is wanted.</exception>
    public static async Task<Raster?> ReadAsync(
        CogReader reader,
        BoxRequest request,
        IReadOnlyList<int>? bands,
        NoDataValue? noData,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<WorldStrip> strips = StripsOf(reader.Header, request);
        Raster? picture = strips is [var single]
            ? await ReadStripAsync(reader, request, single, bands, noData, cancellationToken)
            : await StripMosaic.ReadAsync(
                reader,
                request.Size,
                strips.Select(strip =>
                    (strip.Column, (Func<Task<Raster?>>)(() => ReadStripAsync(reader, request, strip, bands, noData, cancellationToken)))
                )
            );
        if (picture is not null)
        {
            HiddenSamples.Put(picture, PixelValidity.Of(reader.Header, reader.Header.Levels[0], noData), isWarped: request.Crs is not null);
        }

        return picture;
    }

    // A whole world has its ends somewhere: a picture across them has a part from either.
    private static IReadOnlyList<WorldStrip> StripsOf(CogHeader header, BoxRequest request)
    {
        BoundingBox bounds = request.Bounds;
        bool isPlain = request is { Crs: null, Repeats: false } && bounds.IsValid && bounds.Overlaps(header.Bounds);
        if (isPlain || AxisOf(header, request.Crs) is not { } axis)
        {
            return [new(0, request.Size.Width, bounds)];
        }

        bounds = axis.Unwrap(bounds);
        Crs? file = request.Crs is null ? null : Crs.Of(header);
        BoundingBox image =
            request.Crs is { } crs && file is not null ? CrsTransform.Create(file, crs).TransformArea(header.Bounds) : header.Bounds;
        if (request.Repeats && image.IsValid)
        {
            return axis.Strips(bounds, request.Size.Width, image);
        }

        double shift = image.IsValid ? axis.ShiftOnto(bounds, image) : 0;
        return [new(0, request.Size.Width, bounds with { MinX = bounds.MinX + shift, MaxX = bounds.MaxX + shift })];
    }

    // Both must run round the earth: elsewhere, a warp finds whatever there is.
    private static WorldAxis? AxisOf(CogHeader header, Crs? crs)
    {
        if (crs is not null)
        {
            return header.IsGeoreferenced && Crs.Of(header).WorldAxis is not null ? crs.WorldAxis : null;
        }

        if (header.GeoKeys.IsGeographic)
        {
            return WorldAxis.Longitude;
        }

        try
        {
            return header.IsGeoreferenced ? Crs.Of(header).WorldAxis : null;
        }
        catch (CogException)
        {
            return null; // Read by its own numbers, it need not be supported.
        }
    }

    private static async Task<Raster?> ReadStripAsync(
        CogReader reader,
        BoxRequest request,
        WorldStrip strip,
        IReadOnlyList<int>? bands,
        NoDataValue? noData,
        CancellationToken cancellationToken
    )
    {
        RasterSize size = request.Size with { Width = strip.Width };
        if (request.Crs is not { } crs)
        {
            return await reader.ReadAsync(
                strip.Bounds,
                size,
                new()
                {
                    Resampling = request.Resampling,
                    Bands = bands,
                    NoData = noData,
                },
                cancellationToken
            );
        }

        var wanted = new PlanRequest(strip.Bounds, crs, size, request.Resampling, reader.Options.ZoomLevelStrategy)
        {
            WarpResampling = request.WarpResampling,
            MaxGridPixels = reader.Options.Limits.MaxRasterBytes,
        };
        return RenderPlan.Create(reader.Header, wanted, cancellationToken) is { } plan
            ? await TileRenderer.ReadAsync(reader, plan, bands, noData, cancellationToken)
            : null;
    }
}

/// <summary>A box of a file, as wanted.</summary>
/// <param name="Bounds">In <paramref name="Crs"/>; where that is of longitude and latitude, <c>MinX &gt; MaxX</c> is a box across
/// ±180°.</param>
/// <param name="Crs">Null for the file's own, which then need not be a supported one.</param>
/// <param name="Size">Columns and rows.</param>
/// <param name="Resampling">How pixels are read and shrunk.</param>
/// <param name="WarpResampling">How they are warped.</param>
/// <param name="Repeats">
/// True: longitudes repeat, and a picture across the ends of a whole world shows both. False: beyond its ends nothing is, as for GDAL,
/// unless all of the box is there.
/// </param>
internal sealed record BoxRequest(
    BoundingBox Bounds,
    Crs? Crs,
    RasterSize Size,
    Resampling Resampling,
    Resampling WarpResampling,
    bool Repeats
);
