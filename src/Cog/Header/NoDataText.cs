namespace Cog.Header;

/// <summary>
/// The text of tag 42113, GDAL_NODATA, as GDAL takes it: as C's strtod does, so far as it is a number, with a decimal comma, too; 64-bit
/// integers as strtoll and strtoull do.
/// </summary>
/// <remarks>
/// So <c>100 m</c> is 100, <c>0x10</c> is 16, <c>none</c> is 0, and -1 of unsigned 64-bit samples is 18446744073709551615.
/// </remarks>
internal static class NoDataText
{
    // No number is longer that means something; a tag may be megabytes.
    private const int LongestNumber = 512;

    // Whatever follows. C99's, and those of Microsoft's C runtime that GDAL knows.
    private static readonly (string Start, double Value)[] s_names =
    [
        ("nan", double.NaN),
        ("+nan", double.NaN),
        ("-nan", double.NaN),
        ("inf", double.PositiveInfinity),
        ("+inf", double.PositiveInfinity),
        ("-inf", double.NegativeInfinity),
        ("1.#QNAN", double.NaN),
        ("-1.#QNAN", double.NaN),
        ("1.#SNAN", double.NaN),
        ("-1.#SNAN", double.NaN),
        ("-1.#IND", double.NaN),
        ("1.#INF", double.PositiveInfinity),
        ("-1.#INF", double.NegativeInfinity),
    ];

    /// <summary>Reads the text.</summary>
    /// <param name="text">Of the tag.</param>
    /// <param name="type">Of the samples.</param>
    /// <returns>Null for an empty text.</returns>
    public static NoDataValue? Parse(string text, SampleType type)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (type is SampleType.Int64 or SampleType.UInt64)
        {
            Int128 whole = WholeOf(text, isUnsigned: type == SampleType.UInt64);
            return new(whole.ToString(CultureInfo.InvariantCulture), (double)whole);
        }

        // A usual number keeps its spelling.
        return NoDataValue.Parse(text)
            ?? (NumberOf(text) is var number ? new(number.ToString("R", CultureInfo.InvariantCulture), number) : null);
    }

    /// <summary>What GDAL takes a text for that should be a number (CPLAtofM): as much of its start as is one, else 0.</summary>
    public static double NumberOf(string text)
    {
        text = text.Trim();
        if (text.Length == 0)
        {
            return 0;
        }

        foreach ((string start, double value) in s_names)
        {
            if (text.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        ReadOnlySpan<char> unsigned = text.AsSpan(text[0] is '+' or '-' ? 1 : 0);
        if (unsigned.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            double whole = Start<ulong>(unsigned[2..], NumberStyles.AllowHexSpecifier) ?? 0;
            return text[0] == '-' ? -whole : whole;
        }

        int point = text.AsSpan().IndexOfAny('.', ',');
        return Start<double>(point < 0 ? text : $"{text.AsSpan(0, point)}.{text.AsSpan(point + 1)}", NumberStyles.Float) ?? 0;
    }

    // Beyond its range C's functions give its end. strtoull takes a sign, and counts down from 2^64.
    private static Int128 WholeOf(string text, bool isUnsigned)
    {
        Int128 value = Start<Int128>(text, NumberStyles.AllowLeadingSign) ?? 0;
        return !isUnsigned ? Int128.Clamp(value, long.MinValue, long.MaxValue)
            : Int128.Abs(value) > ulong.MaxValue ? ulong.MaxValue
            : value < 0 ? value + ulong.MaxValue + 1
            : value;
    }

    // The longest start that is a number.
    private static T? Start<T>(ReadOnlySpan<char> text, NumberStyles styles)
        where T : struct, INumberBase<T>
    {
        for (int length = Math.Min(text.Length, LongestNumber); length > 0; length--)
        {
            if (T.TryParse(text[..length], styles, CultureInfo.InvariantCulture, out T value))
            {
                return value;
            }
        }

        return null;
    }
}
