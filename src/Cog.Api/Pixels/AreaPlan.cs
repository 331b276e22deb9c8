using Cog.Geo;
using Cog.Rendering.Shapes;

namespace Cog.Api.Pixels;

/// <summary>What the statistics of an area are counted on.</summary>
/// <param name="Area">Its box, in whole pixels, and their CRS.</param>
/// <param name="Shape">It, in that CRS.</param>
/// <param name="Size">The box in pixels.</param>
internal sealed record AreaPlan(PictureArea Area, Shape Shape, RasterSize Size)
{
    /// <summary>Finds the pixels; reads nothing.</summary>
    /// <param name="asked">The area, as the caller gave it.</param>
    /// <param name="crs">From its CRS to that of the pixels.</param>
    /// <param name="bands">What is counted.</param>
    /// <param name="request">How large.</param>
    /// <param name="data">Of what.</param>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">It lies nowhere, or is too large.</exception>
    public static AreaPlan Of(Shape asked, Reprojection crs, BandPlan bands, StatisticsRequest request, IDataset data)
    {
        CogHeader header = data.Lead.Header;
        (PictureArea area, Shape shape) = crs.Transform(asked, header);
        if (
            (crs.To?.IsGeographic ?? header.GeoKeys.IsGeographic)
            && WorldAxis.Longitude.ShiftOnto(area.Bounds, PictureReader.All(header, crs.To).Bounds) is not 0 and var turns
        )
        {
            // To the side of ±180° where the pixels are that it is aligned to.
            area = area with { Bounds = area.Bounds with { MinX = area.Bounds.MinX + turns, MaxX = area.Bounds.MaxX + turns } };
            shape = shape.Move(turns);
        }

        area = area with { Bounds = Align(area.Bounds, header, crs.To) };
        RasterSize size = PictureReader.SizeOf(request.Size, header, area);
        try
        {
            StatisticsEndpoint.ThrowIfTooLarge(size, bands, data);
        }
        catch (BadHttpRequestException) when (PictureReader.IsBeside(area, header))
        {
            throw PictureArea.Outside(); // However small it were asked for.
        }

        return new(area, shape, size);
    }

    /// <summary>The box enlarged to whole pixels: of the file, or of the grid that it has in another CRS.</summary>
    private static BoundingBox Align(BoundingBox bounds, CogHeader header, Crs? crs)
    {
        GeoTransform grid = header.GeoTransform;
        if (crs is not null)
        {
            SuggestedWarpOutput natural = SuggestedWarpOutput.Of(header, crs);
            grid = new(natural.Resolution, 0, natural.Bounds.MinX, 0, -natural.Resolution, natural.Bounds.MaxY);
        }

        if (!grid.IsAxisAligned)
        {
            return bounds;
        }

        (double left, double right) = Whole(bounds.MinX, bounds.MaxX, grid.C, Math.Abs(grid.A));
        (double bottom, double top) = Whole(bounds.MinY, bounds.MaxY, grid.F, Math.Abs(grid.E));
        return new(left, bottom, right, top);

        static (double Low, double High) Whole(double low, double high, double origin, double pixel)
        {
            // An edge on a pixel's own stays there, although numbers are rounded.
            const double Rounding = 1e-6;
            return (
                origin + (Math.Floor(((low - origin) / pixel) + Rounding) * pixel),
                origin + (Math.Ceiling(((high - origin) / pixel) - Rounding) * pixel)
            );
        }
    }
}
