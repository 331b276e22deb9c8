namespace Cog;

/// <summary>Tag 42113, GDAL_NODATA, or a caller's override. The text is kept: 64-bit integers do not fit a double.</summary>
/// <param name="Text">As written, trimmed.</param>
/// <param name="Value">As a number; may be NaN or infinite.</param>
public sealed record NoDataValue(string Text, double Value)
{
    /// <summary>Reads a number, <c>nan</c>, <c>inf</c>, <c>-inf</c> in any of GDAL's spellings.</summary>
    /// <returns>Null for text that is not a number.</returns>
    public static NoDataValue? Parse(string text)
    {
        text = text.Trim();
        double? value = text.ToUpperInvariant() switch
        {
            // CPLStrtodDelim's list: C99's names and those of Microsoft's C runtime.
            "NAN" or "+NAN" or "-NAN" or "1.#QNAN" or "-1.#QNAN" or "1.#SNAN" or "-1.#SNAN" or "1.#IND" or "-1.#IND" => double.NaN,
            "INF" or "+INF" or "INFINITY" or "+INFINITY" or "1.#INF" => double.PositiveInfinity,
            "-INF" or "-INFINITY" or "-1.#INF" => double.NegativeInfinity,
            _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null,
        };
        return value is { } parsed ? new(text, parsed) : null;
    }

    /// <summary>
    /// The value as samples of this type can hold it: rounded to single precision where they are, to infinity beyond it; null when no
    /// sample can equal it for being out of range.
    /// </summary>
    /// <remarks>A fraction stays, as in GDAL and rasterio, though no integer sample equals it.</remarks>
    public NoDataValue? For(SampleType type)
    {
        (double minimum, double maximum) = type switch
        {
            SampleType.UInt8 => (0, byte.MaxValue),
            SampleType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            SampleType.UInt16 => (0, ushort.MaxValue),
            SampleType.Int16 or SampleType.ComplexInt16 => (short.MinValue, short.MaxValue),
            SampleType.UInt32 => (0, uint.MaxValue),
            SampleType.Int32 or SampleType.ComplexInt32 => (int.MinValue, int.MaxValue),
            SampleType.UInt64 => (0, ulong.MaxValue),
            SampleType.Int64 => (long.MinValue, long.MaxValue),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };

        if (type is SampleType.Float32 or SampleType.ComplexFloat32)
        {
            return this with { Value = (float)Value };
        }

        bool holds = double.IsNaN(Value) ? double.IsInfinity(maximum) : Value >= minimum && Value <= maximum;
        return holds ? this : null;
    }
}
