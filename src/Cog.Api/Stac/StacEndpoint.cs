using Cog.Api.Pixels;
using Cog.Rendering.Projection.Epsg;
using Cog.Rendering.Statistics;

namespace Cog.Api.Stac;

/// <summary>
/// <c>GET /cog/stac?url=…</c>: an Item of STAC 1.0 that describes the file, as rio-stac makes it. Answered from the header, and from a
/// preview where statistics are wanted.
/// </summary>
internal static class StacEndpoint
{
    private const string GeoTiff = "image/tiff; application=geotiff",
        Tiff = "image/tiff";

    public static FileAnswer Answer(RequestQuery query)
    {
        StacRequest request = StacRequest.Parse(query);
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        if (request.Time is null)
        {
            query.Note("now", StacTime.Write(now)); // It may stand in the answer.
        }

        string url = query.Url;
        return async file =>
        {
            CogHeader header = file.Header;
            Crs? crs = CrsOf(header);
            Footprint footprint = crs is null ? Footprint.Everywhere : Footprint.Of(header, crs, request.Densify, request.Precision);
            Uri address = file.Location.Key.Object;
            StacRasterBand[]? bands = request.Has(StacExtension.Raster) ? await RasterBandsAsync(file, request.MaxSize) : null;
            bool hasFile = request.Has(StacExtension.File);
            var asset = new AssetDocument(
                request.Asset.Href ?? (url.Contains("://", StringComparison.Ordinal) ? url : address.AbsoluteUri),
                request.Asset.MediaType ?? (crs is null ? Tiff : GeoTiff),
                request.Asset.Roles
            )
            {
                RasterBands = bands,
                EoBands = request.Has(StacExtension.Eo) ? StacEoBand.Of(header) : null,
                FileSize = hasFile ? header.FileLength : null,
                HeaderSize = hasFile ? header.HeaderBytes : null,
                ByteOrder =
                    !hasFile ? null
                    : header.IsBigEndian ? "big-endian"
                    : "little-endian",
            };
            var item = new ItemDocument
            {
                StacExtensions = [.. request.NamedExtensions.Union(request.Extensions.Select(extension => extension.Schema))],
                Id = request.Id ?? NameOf(address),
                Geometry = footprint.Geometry,
                Bbox = footprint.Box,
                Properties = Describe(header, crs, request, now),
                Links = request.Collection is { } collection
                    ? [new("collection", request.CollectionUrl ?? collection, "application/json")]
                    : [],
                Assets = new Dictionary<string, AssetDocument> { [request.Asset.Name] = asset },
                Collection = request.Collection,
            };
            return BufferedResponse.Json(item, StacJson.Default.ItemDocument);
        };
    }

    private static StacProperties Describe(CogHeader header, Crs? crs, StacRequest request, DateTimeOffset now)
    {
        (string? moment, string? start, string? end) = (request.Time ?? new(StacTime.Of(header) ?? now, null)).Texts;
        var properties = new StacProperties
        {
            StartDatetime = start,
            EndDatetime = end,
            Datetime = moment,
            CloudCover = request.Has(StacExtension.Eo) ? StacProperties.CloudCoverOf(header) : null,
        };
        if (!request.Has(StacExtension.Projection))
        {
            return properties;
        }

        BoundingBox box = header.Bounds;
        GeoTransform transform = header.GeoTransform;
        return properties with
        {
            Epsg = new(EpsgSearch.CodeOf(header.GeoKeys) ?? (crs is null ? null : EpsgSearch.CodeOf(crs))),
            ProjectedGeometry = StacGeometry.Around(box),
            ProjectedBox = [box.MinX, box.MinY, box.MaxX, box.MaxY],
            Shape = [header.Image.Height, header.Image.Width],
            Transform = [transform.A, transform.B, transform.C, transform.D, transform.E, transform.F, 0, 0, 1],
        };
    }

    // Counted as /cog/statistics does, but of every band, alpha too.
    private static async Task<StacRasterBand[]> RasterBandsAsync(CogFile file, int maxSize)
    {
        CogHeader header = file.Header;
        int[] samples = [.. Enumerable.Range(0, header.Image.SamplesPerPixel)];
        if (header.Image.SampleType.IsComplex())
        {
            return [.. samples.Select(band => StacRasterBand.Of(header, band, null))]; // They have no order.
        }

        var bands = new BandPlan(samples, [.. samples.Select(band => BandLabel.Of(header, band))]);
        RenderParameters parameters = RenderParameters.Parse(_ => []);
        PictureArea all = PictureReader.All(header, null);
        RasterSize size = PictureReader.SizeOf(new(null, null, maxSize), header, all);
        var data = new CogDataset(file);
        StatisticsEndpoint.ThrowIfTooLarge(size, bands, data);

        using IDisposable place = await file.EnterAsync(size, bands.BytesPerPixel(header.Image.SampleType));
        using DatasetSamples preview = await file.Log.ReadAsync(() => PictureReader.ReadAsync(parameters, data, bands, all, size))
            ?? throw PictureArea.Outside();
        Raster raster = preview.Raster;
        using (file.Log.Measure("count"))
        {
            var described = new StacRasterBand[samples.Length];
            foreach (int band in samples.OrderBy(IsAllValid)) // Alpha is a value itself everywhere: the mask goes when it comes.
            {
                if (IsAllValid(band))
                {
                    raster.Mask.Fill(byte.MaxValue);
                }

                BandStatistics counted = StatisticsEndpoint.Count(raster, band, header, file.CancellationToken);
                described[band] = StacRasterBand.Of(header, band, counted);
            }

            return described;
        }

        bool IsAllValid(int band) => header.MaskFlags[band].HasFlag(MaskFlags.AllValid);
    }

    /// <summary>Null for a file that is not placed, or in no CRS: such a one may be anywhere.</summary>
    /// <exception cref="UnsupportedCrsException">It has a CRS that is not supported.</exception>
    private static Crs? CrsOf(CogHeader header)
    {
        if (!header.IsGeoreferenced)
        {
            return null;
        }

        try
        {
            return Crs.Of(header);
        }
        catch (UnsupportedCrsException) when (CrsNames.Of(header) is null)
        {
            return null;
        }
    }

    // The last part of the path: a query may be a signature.
    private static string NameOf(Uri address) =>
        Uri.UnescapeDataString(address.AbsolutePath.TrimEnd('/').Split('/')[^1]) is { Length: > 0 } name ? name : address.Host;
}
