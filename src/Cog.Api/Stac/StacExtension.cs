namespace Cog.Api.Stac;

/// <summary>An extension of STAC that an Item of a file can have.</summary>
/// <param name="Schema">The address that names it.</param>
internal sealed record StacExtension(string Schema)
{
    /// <summary>The CRS of the file, and its place in that.</summary>
    public static StacExtension Projection { get; } = new("https://stac-extensions.github.io/projection/v1.1.0/schema.json");

    /// <summary>Its bands, with statistics of a preview.</summary>
    public static StacExtension Raster { get; } = new("https://stac-extensions.github.io/raster/v1.1.0/schema.json");

    /// <summary>Names of its bands, and how much of it clouds cover.</summary>
    public static StacExtension Eo { get; } = new("https://stac-extensions.github.io/eo/v1.1.0/schema.json");

    /// <summary>Sizes of the file and of its header; TiTiler does not write it.</summary>
    public static StacExtension File { get; } = new("https://stac-extensions.github.io/file/v2.1.0/schema.json");
}
