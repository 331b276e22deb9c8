namespace Cog.Api.Stac;

/// <summary>The extensions of STAC that an Item of a file can have, by the addresses of their schemas; TiTiler writes no file.</summary>
internal static class StacExtension
{
    public const string Projection = "https://stac-extensions.github.io/projection/v1.1.0/schema.json",
        Raster = "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
        Eo = "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
        File = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
}
