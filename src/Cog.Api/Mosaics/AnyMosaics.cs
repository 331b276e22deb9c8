using Cog.Api.Items;
using Cog.Aws;
using Cog.Hosting.Aws;
using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;

namespace Cog.Api.Mosaics;

/// <summary>
/// Mosaics of anything else than a MosaicJSON: several <c>url</c>; a folder of a bucket, <c>url=s3://bucket/folder/</c>, whose uploads
/// have been validated; or a GeoJSON FeatureCollection of STAC items.
/// </summary>
/// <param name="files">Where files are.</param>
/// <param name="places">Where uploads are entered; null when they are not.</param>
internal sealed class AnyMosaics(CogFiles files, PlaceTable? places) : IMosaics
{
    private readonly ItemMosaics _items = new(files);

    /// <inheritdoc/>
    public RequestQuery QueryOf(HttpRequest request)
    {
        var query = new RequestQuery(request)
        {
            Subject = "a GeoJSON of STAC items, of a folder of uploads, s3://bucket/folder/, or of a GeoTIFF, once for each",
        };
        request.HttpContext.Features.Set(AssetQuery.Read(query));
        return query;
    }

    /// <inheritdoc/>
    public Task<IMosaic> OpenAsync(HttpContext context, RequestQuery query)
    {
        PlaceOrder order = OrderOf(query);
        IReadOnlyList<string> urls = query.All("url");
        string first = query.Url;
        if (urls.Count > 1 || IsGeoTiff(first))
        {
            return Task.FromResult<IMosaic>(FilesOf(context, query, urls));
        }

        return first.StartsWith("s3://", StringComparison.OrdinalIgnoreCase) && first.EndsWith('/')
            ? Task.FromResult<IMosaic>(FolderOf(context, query, first, order))
            : _items.OpenAsync(context, query);
    }

    private static bool IsGeoTiff(string url)
    {
        string path = url.Split('?', '#')[0];
        return path.EndsWith(".tif", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tiff", StringComparison.OrdinalIgnoreCase);
    }

    private UrlMosaic FilesOf(HttpContext context, RequestQuery query, IReadOnlyList<string> urls)
    {
        MosaicMember[] members = [.. urls.Select(url => MemberOf(url, () => files.Locate(context, query, url)))];
        RequestLog log = RequestLog.Of(context);
        files.Begin(files.Locate(context, query, urls[0]), log);
        return new UrlMosaic(members, files.Options.Mosaics.MaxFiles);
    }

    private FolderMosaic FolderOf(HttpContext context, RequestQuery query, string url, PlaceOrder order)
    {
        if (places is null)
        {
            throw new BadHttpRequestException(
                "url names a folder; this deployment does not know what lies there, for COG_MOSAIC_TABLE names no table.",
                StatusCodes.Status501NotImplemented
            );
        }

        // A folder may be read when a file in it may.
        FileLocation any = files.Locate(context, query, url + "-");
        S3Address address = S3Address.Parse(any.Key.Object);
        files.Begin(any, RequestLog.Of(context));
        return new FolderMosaic(places, address.Bucket, address.Key[..^1], order, placed =>
        {
            string name = new S3Address(placed.Bucket, placed.Key, null).ToString();
            return MemberOf(name, () => files.Locate(context, query, name));
        });
    }

    private static MosaicMember MemberOf(string name, Func<FileLocation> locate)
    {
        try
        {
            return new CogMember(name, locate());
        }
        catch (Exception error) when (error is CogException or BadHttpRequestException)
        {
            return new RefusedMember(name, error);
        }
    }

    private static PlaceOrder OrderOf(RequestQuery query) =>
        query.Text("order") is not { } name ? PlaceOrder.All[0]
        : PlaceOrder.All.FirstOrDefault(order => order.Name == name) is { } order ? order
        : query.Wrong(
            "order",
            $"order is '{name}': expected one of {string.Join(", ", PlaceOrder.All.Select(o => o.Name))}.",
            PlaceOrder.All[0]
        );
}
