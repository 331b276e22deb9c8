namespace Cog.Header;

/// <summary>Tag 42113, GDAL_NODATA, or a caller's override. The text is kept: 64-bit integers do not fit a double.</summary>
/// <param name="Text">As written, trimmed.</param>
/// <param name="Value">As a number; may be NaN or infinite.</param>
public sealed record NoDataValue(string Text, double Value)
{
    /// <summary>Reads a number, <c>nan</c>, <c>inf</c>, <c>-inf</c> in any of GDAL's spellings.</summary>
    /// <returns>Null for text that is no number.</returns>
    public static NoDataValue? Parse(string text) => throw new NotImplementedException();
}
