using Cog.Rendering.Projection.Epsg;

namespace Cog.Api.Datasets;

/// <summary>Whether something must be warped.</summary>
internal static class ForeignCrs
{
    /// <summary>Null when <paramref name="crs"/> is the file's own: then nothing needs to be warped.</summary>
    public static Crs? Of(CogHeader header, Crs? crs) =>
        crs?.EpsgCode is { } code && code == EpsgSearch.CodeOf(header.GeoKeys) ? null : crs;
}
