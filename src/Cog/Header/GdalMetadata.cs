namespace Cog.Header;

/// <summary>Tag 42112, GDAL_METADATA: an XML list of items, of the whole image or of one band.</summary>
/// <param name="Items">Every item in file order.</param>
public sealed record GdalMetadata(IReadOnlyList<GdalMetadataItem> Items)
{
    public static GdalMetadata Empty { get; } = new([]);

    /// <summary>Items of the whole image (<paramref name="band"/> null) or of one band (from 0) that have no role and the default domain.</summary>
    public IReadOnlyDictionary<string, string> Of(int? band) => throw new NotImplementedException();

    /// <summary>Role <c>scale</c> of a band; 1 when absent.</summary>
    public double Scale(int band) => throw new NotImplementedException();

    /// <summary>Role <c>offset</c> of a band; 0 when absent.</summary>
    public double Offset(int band) => throw new NotImplementedException();

    /// <summary>Role <c>description</c> of a band; null when absent.</summary>
    public string? Description(int band) => throw new NotImplementedException();

    /// <summary>Role <c>unittype</c> of a band; null when absent.</summary>
    public string? Unit(int band) => throw new NotImplementedException();

    /// <summary>STATISTICS_MINIMUM and STATISTICS_MAXIMUM of a band; null unless both are numbers.</summary>
    public (double Minimum, double Maximum)? Statistics(int band) => throw new NotImplementedException();
}

/// <summary>One <c>Item</c> element.</summary>
/// <param name="Name">Its <c>name</c>.</param>
/// <param name="Value">Its text.</param>
/// <param name="Band">Its <c>sample</c>, from 0; null for the whole image.</param>
/// <param name="Role">Its <c>role</c>: scale, offset, unittype, description, colorinterp; null for plain metadata.</param>
/// <param name="Domain">Its <c>domain</c>; null for the default one.</param>
public sealed record GdalMetadataItem(string Name, string Value, int? Band, string? Role, string? Domain);
