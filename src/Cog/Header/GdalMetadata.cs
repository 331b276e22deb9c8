namespace Cog.Header;

/// <summary>Tag 42112, GDAL_METADATA: an XML list of items, of the whole image or of one band.</summary>
/// <param name="Items">Every item in file order.</param>
internal sealed record GdalMetadata(IReadOnlyList<GdalMetadataItem> Items)
{
    // As many bands as a file likes ask for theirs.
    private const int WholeImage = -1;

    public static GdalMetadata Empty { get; } = new([]);

    private ILookup<int, GdalMetadataItem> ByBand => field ??= Items.ToLookup(i => i.Band ?? WholeImage);

    /// <summary>Reads the tag's text. Broken XML is no reason to refuse an image: it gives <see cref="Empty"/>, as in GDAL.</summary>
    public static GdalMetadata Parse(string xml) => GdalMetadataXml.Parse(xml) is { Count: > 0 } items ? new(items) : Empty;

    /// <summary>
    /// Items of the whole image (<paramref name="band"/> null) or of one band (from 0) that have no role of a band and the default domain.
    /// </summary>
    public IReadOnlyDictionary<string, string> Of(int? band)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (GdalMetadataItem item in ByBand[band ?? WholeImage])
        {
            if (!item.IsFact && item.Domain is null)
            {
                items[item.Name] = item.Value;
            }
        }

        return items;
    }

    /// <summary>Items of the whole image in a domain of their own, e.g. TILING_SCHEME.</summary>
    public IReadOnlyDictionary<string, string> OfDomain(string domain)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (GdalMetadataItem item in ByBand[WholeImage])
        {
            if (!item.IsFact && string.Equals(item.Domain, domain, StringComparison.OrdinalIgnoreCase))
            {
                items[item.Name] = item.Value;
            }
        }

        return items;
    }

    /// <summary>Role <c>scale</c> of a band; 1 when absent.</summary>
    public double Scale(int band) => RoleOf(band, "scale") is { } text ? NoDataText.NumberOf(text) : 1;

    /// <summary>Role <c>offset</c> of a band; 0 when absent.</summary>
    public double Offset(int band) => RoleOf(band, "offset") is { } text ? NoDataText.NumberOf(text) : 0;

    /// <summary>Role <c>description</c> of a band; null when absent.</summary>
    public string? Description(int band) => RoleOf(band, "description");

    /// <summary>Role <c>unittype</c> of a band; null when absent.</summary>
    public string? Unit(int band) => RoleOf(band, "unittype");

    /// <summary>Role <c>colorinterp</c> of a band; null when absent.</summary>
    public string? ColorInterpretation(int band) => RoleOf(band, "colorinterp");

    /// <summary>STATISTICS_MINIMUM and STATISTICS_MAXIMUM of a band; null unless both are numbers.</summary>
    public (double Minimum, double Maximum)? Statistics(int band)
    {
        IReadOnlyDictionary<string, string> items = Of(band);
        return
            NumberOf(items.GetValueOrDefault("STATISTICS_MINIMUM")) is { } minimum
            && NumberOf(items.GetValueOrDefault("STATISTICS_MAXIMUM")) is { } maximum
            ? (minimum, maximum)
            : null;
    }

    private string? RoleOf(int band, string role) =>
        ByBand[band].LastOrDefault(i => string.Equals(i.Role, role, StringComparison.OrdinalIgnoreCase))?.Value;

    private static double? NumberOf(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}

/// <summary>One <c>Item</c> element.</summary>
/// <param name="Name">Its <c>name</c>.</param>
/// <param name="Value">Its text.</param>
/// <param name="Band">Its <c>sample</c>, from 0; null for the whole image.</param>
/// <param name="Role">Its <c>role</c>; null for none.</param>
/// <param name="Domain">Its <c>domain</c>; null for the default one.</param>
internal sealed record GdalMetadataItem(string Name, string Value, int? Band, string? Role, string? Domain)
{
    /// <summary>Whether it says what a band's numbers are, and is no metadata: the role is one that GDAL knows of bands.</summary>
    public bool IsFact =>
        Band is not null && Role?.ToLowerInvariant() is "scale" or "offset" or "unittype" or "description" or "colorinterp";
}
