using Cog.Rendering.Encoding;
using Cog.Rendering.Encoding.Tiff;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Api.Pixels;

/// <summary>A box of a dataset → a picture of it.</summary>
internal static class PictureReader
{
    /// <summary>Reads, styles and encodes.</summary>
    /// <param name="request">What is to be seen, and how large.</param>
    /// <param name="data">What is read.</param>
    /// <param name="area">Where it lies.</param>
    /// <param name="cut">What is done to what was read before anything is computed of it, or null.</param>
    public static async Task<BufferedResponse> MakeAsync(
        PictureRequest request,
        IDataset data,
        PictureArea area,
        Action<Raster>? cut = null
    )
    {
        CogFile file = data.Lead;
        CogHeader header = file.Header;
        BandPlan bands = RenderQuery.BandsOf(request.Parameters, data);
        RenderQuery.RequirePicture(request.Parameters, bands, data, request.Format);
        (BoundingBox bounds, Crs? crs, _) = area;
        RasterSize size = SizeOf(request.Size, header, area);
        try
        {
            ResponseSize.ThrowIfTooLarge(size, bands.BytesPerPixel(data.SampleType), file.Reader.Options.Limits, "max_size");
        }
        catch (BadHttpRequestException) when (IsBeside(area, header))
        {
            throw PictureArea.Outside(); // However small it were asked for.
        }

        WebPBudget.ThrowIfTooLarge(size, request.Format, file.MaxWebPPixels);

        using IDisposable place = await data.EnterAsync(size, bands);
        using DatasetSamples samples = await file.Log.ReadAsync(() => ReadAsync(request.Parameters, data, bands, area, size, cut))
            ?? throw PictureArea.Outside();
        Raster raster = samples.Raster;
        bounds = bands.BoundsOf(bounds, size);
        RenderStyle style = await AutoRescale.StyleOfAsync(request.Parameters, request.Format, bands, raster.SampleType, data);
        using (file.Log.Measure("encode"))
        {
            Georeference? georeference =
                crs is not null || header.IsGeoreferenced
                    ? Georeferences.Of(bounds, bands.SizeOf(size), crs?.EpsgCode ?? EpsgSearch.CodeOf(header.GeoKeys))
                    : null;
            EncodedImage image = BadRequest.OnFormatError(() =>
                PictureEncoder.Encode(raster, data.ColorsOf(bands), style, georeference, data.Lead.CancellationToken)
            );
            return PictureResponse.Of(image) with { Bounds = bounds, Crs = crs?.Uri ?? CrsNames.UriOf(EpsgSearch.CodeOf(header.GeoKeys)) };
        }
    }

    /// <summary>All of a file.</summary>
    /// <param name="header">The file.</param>
    /// <param name="crs">Null for its own CRS.</param>
    public static PictureArea All(CogHeader header, Crs? crs)
    {
        if (crs is null)
        {
            return new(header.Bounds, null);
        }

        SuggestedWarpOutput grid = SuggestedWarpOutput.Of(header, crs);
        BoundingBox box = grid.Extent;
        return new(crs.WorldAxis?.IsWhole(grid.Bounds) == true ? box with { MaxX = grid.Bounds.MaxX } : box, crs); // All round the earth.
    }

    /// <summary>Reads a box at a size and computes its bands; null when it misses the image.</summary>
    public static async Task<DatasetSamples?> ReadAsync(
        RenderParameters parameters,
        IDataset data,
        BandPlan bands,
        PictureArea area,
        RasterSize size,
        Action<Raster>? cut = null
    )
    {
        if (await data.ReadAsync(area, size, parameters, bands) is not { } samples)
        {
            return null;
        }

        try
        {
            cut?.Invoke(samples.Raster);
        }
        catch
        {
            samples.Dispose();
            throw;
        }

        return samples.Compute(bands, area.Bounds, data.Lead);
    }

    /// <summary>Whether a box has nothing of a file in it.</summary>
    public static bool IsBeside(PictureArea area, CogHeader header)
    {
        BoundingBox image = All(header, area.Crs).Bounds,
            box = area.Bounds;
        double turns = image.IsValid && area.Crs?.WorldAxis is { } axis ? axis.ShiftOnto(box, image) : 0;
        return image.IsValid && !image.Overlaps(box with { MinX = box.MinX + turns, MaxX = box.MaxX + turns });
    }

    /// <summary>How large the picture of a box becomes.</summary>
    /// <exception cref="BadHttpRequestException">The box is none (404).</exception>
    public static RasterSize SizeOf(OutputSize size, CogHeader header, PictureArea area)
    {
        (BoundingBox bounds, Crs? crs, _) = area;
        if (!bounds.IsValid || !double.IsFinite(bounds.Width) || !double.IsFinite(bounds.Height))
        {
            throw PictureArea.Outside(); // Coordinates of which the largest are beyond counting.
        }

        if (size is { Width: { } width, Height: { } height })
        {
            return new(width, height);
        }

        // A warped picture, and all of a file, are whole pixels to rio-tiler: the coordinates of a box are rounded, and would give it a row
        // more.
        if (crs is not null)
        {
            double resolution = SuggestedWarpOutput.Of(header, crs).Resolution;
            return size.Of(Math.Max(1, Math.Round(bounds.Width / resolution)), Math.Max(1, Math.Round(bounds.Height / resolution)));
        }

        if (bounds == header.Bounds && header.GeoTransform.IsAxisAligned)
        {
            return size.Of(header.Image.Width, header.Image.Height);
        }

        // A pixel's edges, so that a rotated image has a size, too.
        GeoTransform transform = header.GeoTransform;
        return size.Of(bounds.Width / double.Hypot(transform.A, transform.D), bounds.Height / double.Hypot(transform.B, transform.E));
    }
}
