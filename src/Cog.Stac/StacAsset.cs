using System.Text.RegularExpressions;

namespace Cog.Stac;

/// <summary>One file of an item.</summary>
/// <param name="Name">Its key among the item's assets.</param>
/// <param name="Href">Where it is, as the item says it: may be relative to the item.</param>
public sealed partial record StacAsset(string Name, string Href)
{
    /// <summary>Its media type; null when the item does not say it.</summary>
    public string? MediaType { get; init; }

    /// <summary>Its title; null when the item does not say it.</summary>
    public string? Title { get; init; }

    /// <summary>Its roles, e.g. <c>data</c>, <c>visual</c>; may be empty.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Bytes of its header (<c>file:header_size</c>): as many are read when it is opened.</summary>
    public int? HeaderSize { get; init; }

    /// <summary>Its bands, in their order; empty when the item does not describe them.</summary>
    public IReadOnlyList<StacBand> Bands { get; init; } = [];

    /// <summary>Size, CRS and place; what the asset does not say is taken from the item.</summary>
    public StacProjection Projection { get; init; } = new();

    /// <summary>Other addresses of the same file (extension <c>alternate-assets</c>), by their keys, e.g. <c>s3</c>.</summary>
    public IReadOnlyDictionary<string, string> AlternateHrefs { get; init; } = new Dictionary<string, string>();

    /// <summary>The absolute address of the file.</summary>
    /// <param name="item">The address of the item; null when it is not known.</param>
    /// <param name="alternate">One of <see cref="AlternateHrefs"/>; the asset's own where there is none of that name, or null.</param>
    /// <returns>The address that the item has, resolved against the item's own where it is relative.</returns>
    /// <exception cref="InvalidStacException">It is relative and the address of the item is not known, or it is not an address.</exception>
    public string AddressFrom(Uri? item, string? alternate = null)
    {
        string href = alternate is not null && AlternateHrefs.TryGetValue(alternate, out string? other) ? other : Href;

        // RFC 3986 section 3.1; /vsis3/… and /vsicurl/… are GDAL's.
        if (Scheme().IsMatch(href) || href.StartsWith("/vsi", StringComparison.Ordinal))
        {
            return href;
        }

        if (item is null)
        {
            throw new InvalidStacException($"The asset '{Name}' is at '{Shown(href)}', which is relative, and the item has no address.");
        }

        return Uri.TryCreate(item, href.Replace('\\', '/'), out Uri? address) && address.Scheme == item.Scheme && address.Host == item.Host
            ? address.AbsoluteUri
            : throw new InvalidStacException($"The asset '{Name}' is at '{Shown(href)}', which is no address and no path.");
    }

    /// <summary>The number of the band that has a common name, or else a name, as rio-tiler finds it.</summary>
    /// <param name="name">E.g. <c>red</c>.</param>
    /// <returns>The number, from 1; null when there is no such band.</returns>
    public int? BandNumberOf(string name)
    {
        for (int i = 0; i < Bands.Count; i++)
        {
            if ((Bands[i].CommonName ?? Bands[i].Name) == name)
            {
                return i + 1;
            }
        }

        return null;
    }

    // Without what may be a signature.
    private static string Shown(string href) =>
        href[..(href.IndexOf('?', StringComparison.Ordinal) is var end && end < 0 ? href.Length : end)];

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
