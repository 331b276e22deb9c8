using Cog.Api.Pages;

namespace Cog.Api.Stac;

/// <summary>What an Item shall hold, by TiTiler's parameters.</summary>
internal sealed record StacRequest
{
    private const int MaxSizeAbsent = 1024,
        LargestSize = 65_536,
        MostPoints = 1000,
        MostDecimals = 15;

    /// <summary>When the file's content was taken; null when the request does not say.</summary>
    public required StacTime? Time { get; init; }

    /// <summary>Schemas of further extensions.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    public required string? Collection { get; init; }

    public required string? CollectionUrl { get; init; }

    public required string? Id { get; init; }

    public required string AssetName { get; init; }

    public required IReadOnlyList<string> AssetRoles { get; init; }

    /// <summary>Null for what the file is.</summary>
    public required string? AssetMediaType { get; init; }

    public required string? AssetHref { get; init; }

    public required bool WithProjection { get; init; }

    public required bool WithRaster { get; init; }

    public required bool WithEo { get; init; }

    /// <summary>Whether the asset has the size of the file and of its header: not of TiTiler's.</summary>
    public required bool WithFile { get; init; }

    /// <summary>The longer side of the preview that is counted.</summary>
    public required int MaxSize { get; init; }

    /// <summary>Into how many pieces each edge of the outline is divided; 0 or 1 for none.</summary>
    public required int Densify { get; init; }

    /// <summary>Decimals of the outline; null for all.</summary>
    public required int? Precision { get; init; }

    /// <summary>Reads the query.</summary>
    public static StacRequest Parse(RequestQuery query) =>
        new()
        {
            Time = query.Read("datetime", () => query.Text("datetime") is { } text ? StacTime.Parse(text) : null, null),
            Extensions = query.All("extensions"),
            Collection = query.Text("collection"),
            CollectionUrl = query.Text("collection_url"),
            Id = query.Text("id"),
            AssetName = query.Text("asset_name") ?? "data",
            AssetRoles = query.All("asset_roles"),
            AssetMediaType = query.Read("asset_media_type", () => ParseMediaType(query), null),
            AssetHref = query.Text("asset_href"),
            WithProjection = query.Flag("with_proj", absent: true),
            WithRaster = query.Flag("with_raster", absent: true),
            WithEo = query.Flag("with_eo", absent: true),
            WithFile = query.Flag("with_file", absent: false),
            MaxSize = query.Integer("max_size", 1, LargestSize) ?? MaxSizeAbsent,
            Densify = query.Integer("geometry_densify", 0, MostPoints) ?? 0,
            Precision = query.Integer("geometry_precision", -1, MostDecimals) is { } decimals and >= 0 ? decimals : null,
        };

    private static string? ParseMediaType(RequestQuery query)
    {
        const string Name = "asset_media_type",
            Auto = "auto";
        string text = query.Text(Name) ?? Auto;
        IReadOnlyList<string> known = ParameterDescriptions.OfQuery[Name].Values;
        return text == Auto ? null
            : known.Contains(text) ? text
            : throw new FormatException($"{Name} is '{text}': expected one of {string.Join(", ", known)}.");
    }
}
