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

    /// <summary>Schemas of further extensions, that the Item names and does not fill.</summary>
    public required IReadOnlyList<string> NamedExtensions { get; init; }

    /// <summary>Those that the Item has.</summary>
    public required IReadOnlyList<StacExtension> Extensions { get; init; }

    public required string? Collection { get; init; }

    public required string? CollectionUrl { get; init; }

    public required string? Id { get; init; }

    public required AssetRequest Asset { get; init; }

    /// <summary>The longer side of the preview that is counted.</summary>
    public required int MaxSize { get; init; }

    /// <summary>Into how many pieces each edge of the outline is divided; 0 or 1 for none.</summary>
    public required int Densify { get; init; }

    /// <summary>Decimals of the outline; null for all.</summary>
    public required int? Precision { get; init; }

    /// <summary>Reads the query.</summary>
    public static StacRequest Parse(RequestQuery query)
    {
        return new()
        {
            Time = query.Read("datetime", () => query.Text("datetime") is { } text ? StacTime.Parse(text) : null, null),
            NamedExtensions = query.All("extensions"),
            Extensions =
            [
                .. Wanted("with_proj", StacExtension.Projection),
                .. Wanted("with_raster", StacExtension.Raster),
                .. Wanted("with_eo", StacExtension.Eo),
                .. Wanted("with_file", StacExtension.File, absent: false),
            ],
            Collection = query.Text("collection"),
            CollectionUrl = query.Text("collection_url"),
            Id = query.Text("id"),
            Asset = new(
                query.Text("asset_name") ?? "data",
                query.All("asset_roles"),
                query.Read("asset_media_type", () => ParseMediaType(query), null),
                query.Text("asset_href")
            ),
            MaxSize = query.Integer("max_size", 1, LargestSize) ?? MaxSizeAbsent,
            Densify = query.Integer("geometry_densify", 0, MostPoints) ?? 0,
            Precision = query.Integer("geometry_precision", -1, MostDecimals) is { } decimals and >= 0 ? decimals : null,
        };

        StacExtension[] Wanted(string flag, StacExtension extension, bool absent = true) => query.Flag(flag, absent) ? [extension] : [];
    }

    /// <summary>Whether the Item has an extension.</summary>
    public bool Has(StacExtension extension) => Extensions.Contains(extension);

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

/// <summary>How the Item tells of the file.</summary>
/// <param name="Name">Its name among the assets.</param>
/// <param name="Roles">What it is for.</param>
/// <param name="MediaType">Null for what the file is.</param>
/// <param name="Href">Its address; null for the one that was asked for.</param>
internal sealed record AssetRequest(string Name, IReadOnlyList<string> Roles, string? MediaType, string? Href);
