using Cog.Api.Algorithms;
using Cog.Api.Colors;
using Cog.Api.Info;
using Cog.Api.Items;
using Cog.Api.Layout;
using Cog.Api.Pages;
using Cog.Api.Pixels;
using Cog.Api.Stac;
using Cog.Api.Tiles;
using Cog.Api.Validation;
using Cog.Api.Wmts;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api;

/// <summary>All routes of the product, each under the function that serves it: start reading an endpoint here.</summary>
/// <remarks>
/// A function's program calls its one method, so that its binary carries what it serves and nothing else; <c>cog serve</c> calls them all.
/// A test compares
/// this table with template.yaml.
/// </remarks>
internal static class Routes
{
    /// <summary>The function <c>Info</c>: what a file is, and where its tiles are; answered from the header alone.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="viewerFiles">Opens a file of the pages with a map, as Brotli; null for a name that there is not.</param>
    /// <exception cref="CogOptionsException">The deployment's own tile matrix sets cannot be used.</exception>
    public static void MapInfo(this RouteTable routes, Func<string, Stream?> viewerFiles)
    {
        CogFiles files = FilesOf(routes);
        var cogs = new CogDatasets(files);
        TileMatrixSets sets = LoadTileMatrixSets(files);

        routes.Get("/cog/info", files.Endpoint(InfoEndpoint.Answer));
        routes.Get("/cog/info.geojson", files.Endpoint(BoundsEndpoint.AnswerAsFeature));

        routes.Get("/cog/bounds", files.Endpoint(BoundsEndpoint.Answer)); // TiTiler before 0.25

        MapDocuments(routes, "/cog", cogs, sets);
        routes.Get("/cog/tilejson.json", context => TileJsonEndpoint.HandleAsync(context, cogs, sets)); // TiTiler before 0.19

        var items = new ItemDatasets(files);
        routes.Get("/stac/info", context => ItemInfoEndpoint.HandleAsync(context, items));
        routes.Get("/stac/info.geojson", context => ItemInfoEndpoint.HandleGeoJsonAsync(context, items));
        routes.Get("/stac/renders", context => ItemRendersEndpoint.HandleListAsync(context, items));
        routes.Get("/stac/renders/{renderId}", context => ItemRendersEndpoint.HandleAsync(context, items));
        routes.Get("/stac/assets", context => ItemInfoEndpoint.HandleAssetsAsync(context, items));
        MapDocuments(routes, "/stac", items, sets);

        routes.Get("/tileMatrixSets", context => TileMatrixSetsEndpoint.HandleListAsync(context, files, sets));
        routes.Get("/tileMatrixSets/{tileMatrixSet}", context => TileMatrixSetsEndpoint.HandleAsync(context, files, sets));

        routes.Get("/algorithms", context => AlgorithmsEndpoint.HandleListAsync(context, files));
        routes.Get("/algorithms/{algorithm}", context => AlgorithmsEndpoint.HandleAsync(context, files));

        var viewer = new ViewerEndpoint(files.Options, viewerFiles);
        routes.Get("/cog/{tileMatrixSet}/map", context => MapPageEndpoint.HandleAsync(context, cogs, sets)); // TiTiler before 0.22
        routes.Get("/cog/viewer", context => viewer.HandlePageAsync(context, "viewer", []));
        routes.Get("/cog/viewer/{name}", viewer.HandleFileAsync);

        MosaicRoutes.MapInfo(routes, files, sets);

        routes.Get("/", context => LandingEndpoint.HandleAsync(context, files));
        routes.Get("/conformance", context => LandingEndpoint.HandleConformanceAsync(context, files));
        routes.Get("/api", context => OpenApiEndpoint.HandleAsync(context, files, RouteDescriptions.All));
        routes.Get("/api.html", context => OpenApiEndpoint.HandlePageAsync(context, files));
        routes.Get("/healthz", HealthEndpoint.HandleAsync);
    }

    /// <summary>The function <c>Tile</c>: map tiles, and the colours that they may have.</summary>
    /// <exception cref="CogOptionsException">The deployment's own tile matrix sets cannot be used.</exception>
    public static void MapTile(this RouteTable routes)
    {
        CogFiles files = FilesOf(routes);
        var cogs = new CogDatasets(files);
        TileMatrixSets sets = LoadTileMatrixSets(files);

        routes.Get("/cog/tiles/{tileMatrixSet}/{z}/{x}/{y}", context => TileEndpoint.HandleAsync(context, cogs, sets));
        routes.Get("/cog/tiles/{z}/{x}/{y}", context => TileEndpoint.HandleAsync(context, cogs, sets)); // TiTiler before 0.19

        var items = new ItemDatasets(files);
        routes.Get("/stac/tiles/{tileMatrixSet}/{z}/{x}/{y}", context => TileEndpoint.HandleAsync(context, items, sets));
        MosaicRoutes.MapTile(routes, files, sets);

        routes.Get("/colorMaps", context => ColorMapsEndpoint.HandleListAsync(context, files));
        routes.Get("/colorMaps/{colorMapId}", context => ColorMapsEndpoint.HandleAsync(context, files));
    }

    /// <summary>The function <c>PartialRead</c>: parts of a file as pictures or arrays, points and statistics as numbers.</summary>
    /// <exception cref="CogOptionsException">The deployment's own tile matrix sets cannot be used.</exception>
    public static void MapPartialRead(this RouteTable routes)
    {
        CogFiles files = FilesOf(routes);
        var cogs = new CogDatasets(files);
        TileMatrixSets sets = LoadTileMatrixSets(files);

        routes.Get("/cog/block/{ifd}/{x}/{y}.npy", files.Endpoint(BlockEndpoint.Answer));
        routes.Get("/cog/layout", files.Endpoint(LayoutEndpoint.Answer));
        routes.Get("/cog/blocks", files.Endpoint(BlocksEndpoint.Answer));
        routes.Get("/cog/level/{level}.npy", files.Endpoint(LevelEndpoint.Samples));
        routes.Get("/cog/level/{level}/mask.npy", files.Endpoint(LevelEndpoint.Mask));

        MapParts(routes, "/cog", cogs, sets);
        routes.Get("/cog/crop/{bounds}", context => BoxEndpoint.HandleAsync(context, cogs)); // TiTiler before 0.15
        routes.Get("/cog/crop/{bounds}/{size}", context => BoxEndpoint.HandleAsync(context, cogs));

        routes.Get("/cog/stac", files.Endpoint(StacEndpoint.Answer));

        routes.Post("/cog/crop", context => FeatureEndpoint.HandleAsync(context, cogs)); // TiTiler before 0.15
        routes.Post("/cog/crop.{format}", context => FeatureEndpoint.HandleAsync(context, cogs));
        routes.Post("/cog/crop/{size}", context => FeatureEndpoint.HandleAsync(context, cogs));

        MosaicRoutes.MapPartialRead(routes, files, sets);

        routes.Get("/cog/metadata", _ => throw GoneRoutes.Metadata()); // TiTiler before 0.4

        var items = new ItemDatasets(files);
        routes.Get("/stac/asset_statistics", context => AssetStatisticsEndpoint.HandleAsync(context, items));
        MapParts(routes, "/stac", items, sets);
    }

    /// <summary>
    /// The function <c>Validate</c>: is a file a Cloud Optimized GeoTIFF, and can it be read here. It also takes S3's events.
    /// </summary>
    public static void MapValidate(this RouteTable routes)
    {
        CogFiles files = FilesOf(routes);

        routes.Get("/cog/validate", files.Endpoint(query => ValidateEndpoint.Answer(query, files.Options)));
        MosaicRoutes.MapValidate(routes, files);
    }

    // What map clients start from: the same of every kind of dataset.
    internal static void MapDocuments(RouteTable routes, string family, IDatasets datasets, TileMatrixSets sets)
    {
        routes.Get($"{family}/{{tileMatrixSet}}/tilejson.json", context => TileJsonEndpoint.HandleAsync(context, datasets, sets));
        routes.Get($"{family}/{{tileMatrixSet}}/map.html", context => MapPageEndpoint.HandleAsync(context, datasets, sets));
        routes.Get($"{family}/WMTSCapabilities.xml", context => WmtsEndpoint.HandleAsync(context, datasets, sets));

        // TiTiler before 1.0
        routes.Get($"{family}/{{tileMatrixSet}}/WMTSCapabilities.xml", context => WmtsEndpoint.HandleAsync(context, datasets, sets));

        routes.Get($"{family}/tiles", context => TileSetsEndpoint.HandleListAsync(context, datasets, sets));
        routes.Get($"{family}/tiles/{{tileMatrixSet}}", context => TileSetsEndpoint.HandleAsync(context, datasets, sets));
    }

    // Pictures and numbers of an area: the same of every kind of dataset.
    internal static void MapAreas(RouteTable routes, string family, IDatasets datasets, TileMatrixSets sets)
    {
        routes.Get($"{family}/bbox/{{bounds}}", context => BoxEndpoint.HandleAsync(context, datasets));
        routes.Get($"{family}/bbox/{{bounds}}/{{size}}", context => BoxEndpoint.HandleAsync(context, datasets));

        routes.Post($"{family}/feature", context => FeatureEndpoint.HandleAsync(context, datasets));
        routes.Post($"{family}/feature.{{format}}", context => FeatureEndpoint.HandleAsync(context, datasets));
        routes.Post($"{family}/feature/{{size}}", context => FeatureEndpoint.HandleAsync(context, datasets));

        routes.Get($"{family}/map", context => MapEndpoint.HandleAsync(context, datasets, sets));
        routes.Post($"{family}/statistics", context => FeatureStatisticsEndpoint.HandleAsync(context, datasets));
    }

    // Of what can be looked at whole, too: a file or an item.
    private static void MapParts(RouteTable routes, string family, IDatasets datasets, TileMatrixSets sets)
    {
        MapAreas(routes, family, datasets, sets);

        routes.Get($"{family}/preview", context => PreviewEndpoint.HandleAsync(context, datasets));
        routes.Get($"{family}/preview.{{format}}", context => PreviewEndpoint.HandleAsync(context, datasets));
        routes.Get($"{family}/preview/{{size}}", context => PreviewEndpoint.HandleAsync(context, datasets));

        routes.Get($"{family}/point/{{coordinates}}", context => PointEndpoint.HandleAsync(context, datasets));
        routes.Get($"{family}/statistics", context => StatisticsEndpoint.HandleAsync(context, datasets));
    }

    private static CogFiles FilesOf(RouteTable routes) => routes.ServiceProvider.GetRequiredService<CogFiles>();

    private static TileMatrixSets LoadTileMatrixSets(CogFiles files) =>
        CogOptionsException.OnFormatError("TILEMATRIXSET_DIRECTORY", () => TileMatrixSets.Load(files.Options.TileMatrixSetDirectory));
}
