using Cog.Hosting.Telemetry;
using Cog.Rendering.Encoding;
using Cog.Rendering.Encoding.Stored;
using Cog.Rendering.Encoding.Tiff;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Api.Tiles;

/// <summary>
/// <c>GET /cog/tiles/{tileMatrixSet}/{z}/{x}/{y}[@{scale}x][.{format}]?url=…</c>: one map tile; of <c>CogGrid</c>, one block as it is
/// stored.
/// </summary>
internal static class TileEndpoint
{
    public static async Task HandleAsync(HttpContext context, IDatasets datasets, TileMatrixSets sets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        TileRequest request = TileRequest.Parse(query, sets);
        AskedPlace? place = request.Area is { } where ? new(where.Bounds, where.Set.Crs) { Tile = (where.Set, request.Tile) } : null;
        try
        {
            await datasets.ReadAsync(context, query, place, data =>
                request.Area is { } area ? RenderAsync(request, area, data) : RenderNativeAsync(request, data)
            );
        }
        catch (TileOutsideException) when (request.IsEmptyOutside)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            RequestLog.Of(context).WriteTo(context.Response.Headers);
        }
    }

    private static async Task<BufferedResponse> RenderAsync(TileRequest request, MapArea area, IDataset data)
    {
        CogFile file = data.Lead;
        RasterSize size = request.SizeOf(area.Size);
        BandPlan bands = RenderQuery.BandsOf(request.Parameters, data);
        ThrowIfTooLarge(request, size, data, bands);
        PlannedRead plan = data.Plan(area, size, request.Parameters, bands) ?? throw TileRequest.OutsideBounds(request.Tile);
        RenderQuery.RequirePicture(request.Parameters, bands, data, request.Format);
        if (await PassThrough.AnswerAsync(request, data, bands, plan.Stored) is { } stored)
        {
            return stored with { Bounds = plan.Bounds, Crs = plan.Crs.Uri };
        }

        using IDisposable place = await data.EnterAsync(plan.Size, bands);
        DatasetSamples samples = await file.Log.ReadAsync(plan.ReadAsync);
        using DatasetSamples computed = samples.Compute(bands, plan.Bounds, file);
        BoundingBox bounds = bands.BoundsOf(plan.Bounds, plan.Size);
        Georeference georeference = Georeferences.Of(bounds, bands.SizeOf(plan.Size), plan.Crs.EpsgCode);
        BufferedResponse answer = await EncodeAsync(request, data, computed.Raster, bands, georeference);
        return answer with { Bounds = bounds, Crs = plan.Crs.Uri };
    }

    /// <summary>The file's own grid: what is asked for in the size of a block is the block, not resampled.</summary>
    private static async Task<BufferedResponse> RenderNativeAsync(TileRequest request, IDataset data)
    {
        if (!data.IsOneFile)
        {
            throw RequestedTileMatrixSet.NoNativeGrid();
        }

        CogFile file = data.Lead;
        BandPlan bands = RenderQuery.BandsOf(request.Parameters, data);
        if (request.Parameters.Buffer != 0)
        {
            throw new BadHttpRequestException(
                $"buffer is {request.Parameters.Buffer}: a tile of a file's own grid is a block, and has none."
            );
        }

        NativeGridTile tile = NativeGridTile.Find(file.Header, request.Tile) ?? throw TileRequest.OutsideBounds(request.Tile);
        RasterSize size = request.SizeOf(tile.Size);
        RenderQuery.RequirePicture(request.Parameters, bands, data, request.Format);
        ThrowIfTooLarge(request, size, data, bands);
        if (size == tile.Size && await PassThrough.AnswerAsync(request, data, bands, StoredTile.Of(tile)) is { } stored)
        {
            return stored with { Bounds = tile.Bounds, Crs = CrsNames.UriOf(EpsgSearch.CodeOf(file.Header.GeoKeys)) };
        }

        // What an algorithm cuts off is read from the blocks around.
        double x = bands.Cut * tile.Bounds.Width / size.Width,
            y = bands.Cut * tile.Bounds.Height / size.Height;
        BoundingBox box = new(tile.Bounds.MinX - x, tile.Bounds.MinY - y, tile.Bounds.MaxX + x, tile.Bounds.MaxY + y);
        RasterSize boxSize = new(size.Width + (2 * bands.Cut), size.Height + (2 * bands.Cut));
        using IDisposable place = await data.EnterAsync(size, bands);
        Raster samples = await file.Log.ReadAsync(() =>
            boxSize == tile.Size
                ? tile.ReadAsync(file.Reader, bands.Samples, request.Parameters.NoData, file.CancellationToken)
                : ResampleAsync(request, box, boxSize, file, bands)
        );
        DatasetSamples read = new(samples, BandNoData.Of(file.Header, request.Parameters.NoData));
        using DatasetSamples computed = read.Compute(bands, box, file);
        Georeference? georeference = file.Header.IsGeoreferenced
            ? Georeferences.Of(tile.Bounds, size, EpsgSearch.CodeOf(file.Header.GeoKeys))
            : null;
        BufferedResponse answer = await EncodeAsync(request, data, computed.Raster, bands, georeference);
        return answer with { Bounds = tile.Bounds, Crs = CrsNames.UriOf(EpsgSearch.CodeOf(file.Header.GeoKeys)) };
    }

    private static async Task<Raster> ResampleAsync(TileRequest request, BoundingBox bounds, RasterSize size, CogFile file, BandPlan bands)
    {
        GeoTransform transform = file.Header.GeoTransform;
        if (file.Header.IsGeoreferenced && !(transform.IsAxisAligned && transform.A > 0 && transform.E < 0))
        {
            throw new UnsupportedTiffException(
                "The image is turned, mirrored or placed by control points: tiles of its own grid come in the size of its blocks alone."
            );
        }

        ReadOptions options = new()
        {
            Resampling = request.Parameters.For(file.Header).Resampling,
            Bands = bands.Samples,
            NoData = request.Parameters.NoData,
        };
        return await file.Reader.ReadAsync(bounds, size, options, file.CancellationToken) ?? throw TileRequest.OutsideBounds(request.Tile);
    }

    private static void ThrowIfTooLarge(TileRequest request, RasterSize size, IDataset data, BandPlan bands)
    {
        int margin = (int)Math.Ceiling(2 * request.Margin);
        ResponseSize.ThrowIfTooLarge(
            new(size.Width + margin, size.Height + margin),
            bands.BytesPerPixel(data.SampleType),
            data.Lead.Reader.Options.Limits,
            request.Scale > 1 ? "@1x and tilesize" : "tilesize"
        );
        WebPBudget.ThrowIfTooLarge(size, request.Format, data.Lead.MaxWebPPixels);
    }

    private static async Task<BufferedResponse> EncodeAsync(
        TileRequest request,
        IDataset data,
        Raster raster,
        BandPlan bands,
        Georeference? georeference
    )
    {
        RenderStyle style = await AutoRescale.StyleOfAsync(request.Parameters, request.Format, bands, raster.SampleType, data);
        using (data.Lead.Log.Measure("encode"))
        {
            EncodedImage image = BadRequest.OnFormatError(() =>
                PictureEncoder.Encode(raster, data.ColorsOf(bands), style, georeference, data.Lead.CancellationToken)
            );
            return PictureResponse.Of(image);
        }
    }
}
