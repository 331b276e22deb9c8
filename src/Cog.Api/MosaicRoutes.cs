using System.Runtime.CompilerServices;
using Cog.Api.Mosaics;
using Cog.Api.Mosaics.Documents;
using Cog.Api.Tiles;
using Cog.Hosting.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api;

/// <summary>
/// The routes of mosaics, under the functions of <see cref="Routes"/>: the endpoints of one file, on the files of a place.
/// </summary>
internal static class MosaicRoutes
{
    // Each program has one of each: they keep the documents that list files.
    private static readonly ConditionalWeakTable<CogFiles, (string Family, MosaicDatasets Datasets)[]> s_mosaics = [];

    /// <summary>The function <c>Info</c>.</summary>
    public static void MapInfo(RouteTable routes, CogFiles files, TileMatrixSets sets)
    {
        foreach ((string family, MosaicDatasets mosaics) in MosaicsOf(routes, files))
        {
            routes.Get($"{family}/info", context => MosaicInfoEndpoint.HandleAsync(context, mosaics));
            routes.Get($"{family}/info.geojson", context => MosaicInfoEndpoint.HandleFeatureAsync(context, mosaics));
            Routes.MapDocuments(routes, family, mosaics, sets);
            if (mosaics.Mosaics is MosaicJsonMosaics documents)
            {
                routes.Get(family, context => MosaicDocumentEndpoint.HandleAsync(context, files, documents));
            }

            routes.Get($"{family}/tiles/{{tileMatrixSet}}/{{z}}/{{x}}/{{y}}/assets", context =>
                MosaicAssetsEndpoint.HandleTileAsync(context, mosaics, sets)
            );
            routes.Get($"{family}/point/{{coordinates}}/assets", context => MosaicAssetsEndpoint.HandlePlaceAsync(context, mosaics));
            routes.Get($"{family}/bbox/{{coordinates}}/assets", context => MosaicAssetsEndpoint.HandlePlaceAsync(context, mosaics));

            // TiTiler before 0.20
            routes.Get($"{family}/{{tileMatrixSet}}/{{z}}/{{x}}/{{y}}/assets", context =>
                MosaicAssetsEndpoint.HandleTileAsync(context, mosaics, sets)
            );
            routes.Get($"{family}/{{coordinates}}/assets", context => MosaicAssetsEndpoint.HandlePlaceAsync(context, mosaics));
        }
    }

    /// <summary>The function <c>Tile</c>.</summary>
    public static void MapTile(RouteTable routes, CogFiles files, TileMatrixSets sets)
    {
        foreach ((string family, MosaicDatasets mosaics) in MosaicsOf(routes, files))
        {
            routes.Get($"{family}/tiles/{{tileMatrixSet}}/{{z}}/{{x}}/{{y}}", context => TileEndpoint.HandleAsync(context, mosaics, sets));
        }
    }

    /// <summary>The function <c>PartialRead</c>.</summary>
    public static void MapPartialRead(RouteTable routes, CogFiles files, TileMatrixSets sets)
    {
        foreach ((string family, MosaicDatasets mosaics) in MosaicsOf(routes, files))
        {
            Routes.MapAreas(routes, family, mosaics, sets);
            routes.Get($"{family}/point/{{coordinates}}", context => MosaicPointEndpoint.HandleAsync(context, mosaics));
        }
    }

    /// <summary>The function <c>Validate</c>.</summary>
    public static void MapValidate(RouteTable routes, CogFiles files) =>
        routes.Post("/mosaicjson/validate", context => MosaicValidationEndpoint.HandleAsync(context, files));

    private static (string Family, MosaicDatasets Datasets)[] MosaicsOf(RouteTable routes, CogFiles files) =>
        s_mosaics.GetValue(files, _ =>
            [
                ("/mosaicjson", new(files, new MosaicJsonMosaics(files, TimeProvider.System))),
                ("/mosaic", new(files, new AnyMosaics(files, routes.ServiceProvider.GetService<PlaceTable>()))),
            ]
        );
}
