using Cog.Api.Tiles;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Rendering.Tiling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Info;

/// <summary>What a file is, and where its tiles are: answered from the header alone.</summary>
public static class InfoEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    /// <exception cref="CogOptionsException">The deployment's own tile matrix sets cannot be used.</exception>
    public static void MapInfo(this RouteTable routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();
        TileMatrixSets sets = CogOptionsException.OnFormatError("TILEMATRIXSET_DIRECTORY", () => TileMatrixSets.Load(files.Options.TileMatrixSetDirectory));

        Map("/cog/info", context => HandleAsync(context, files));
        Map("/cog/info.geojson", context => GeoJsonEndpoint.HandleAsync(context, files));

        Map("/cog/{tileMatrixSet}/tilejson.json", context => TileJsonEndpoint.HandleAsync(context, files, sets));
        Map("/cog/tilejson.json", context => TileJsonEndpoint.HandleAsync(context, files, sets)); // TiTiler before 0.19

        Map("/cog/tiles", context => TileSetsEndpoint.HandleListAsync(context, files, sets));
        Map("/cog/tiles/{tileMatrixSet}", context => TileSetsEndpoint.HandleAsync(context, files, sets));
        Map("/tileMatrixSets", context => TileMatrixSetsEndpoint.HandleListAsync(context, files, sets));
        Map("/tileMatrixSets/{tileMatrixSet}", context => TileMatrixSetsEndpoint.HandleAsync(context, files, sets));

        Map("/healthz", HealthEndpoint.HandleAsync);

        void Map(string template, RequestDelegate handler) => routes.MapMethods(template, Methods.GetAndHead, handler);
    }

    internal static Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        bool withDirectories = query.Flag("ifd", absent: false);
        return files.RespondAsync(context, query, file =>
        {
            InfoResponse info = InfoResponse.Of(file.Header) with { Ifds = withDirectories ? DirectoryDescription.Of(file.Header) : null };
            return Task.FromResult(BufferedResponse.Json(info, InfoJson.Default.InfoResponse));
        });
    }
}
