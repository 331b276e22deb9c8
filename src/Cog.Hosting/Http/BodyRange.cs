using Microsoft.Extensions.Primitives;

namespace Cog.Hosting.Http;

/// <summary>The part of a body that a request asks for (RFC 9110 section 14).</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">0: nothing of the body is in it, which is a 416.</param>
internal readonly record struct BodyRange(int Offset, int Length)
{
    private const string Unit = "bytes=";

    /// <summary>Reads <c>Range</c>: <c>bytes=0-99</c>, <c>bytes=100-</c>, <c>bytes=-100</c>.</summary>
    /// <returns>
    /// Null for what a server sends the whole body for: no range, another unit, one that is malformed, and several (section 14.2 lets a
    /// server ignore any; readers of TIFF ask for one at a time).
    /// </returns>
    public static BodyRange? Parse(StringValues header, int length)
    {
        if (
            header is not [{ } text]
            || !text.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)
            || text[Unit.Length..].Split('-') is not [var from, var to]
        )
        {
            return null;
        }

        (from, to) = (from.Trim(), to.Trim());
        if (from.Length == 0)
        {
            return Number(to) is { } last ? new BodyRange(length - (int)Math.Min(last, length), (int)Math.Min(last, length)) : null;
        }

        if (Number(from) is not { } first || (to.Length > 0 && !(Number(to) >= first)))
        {
            return null;
        }

        long end = Math.Min(to.Length > 0 ? Number(to) ?? 0 : long.MaxValue, length - 1L);
        return first <= end ? new BodyRange((int)first, (int)(end - first + 1)) : new BodyRange(0, 0);
    }

    // One that is too long to count with is beyond every body.
    private static long? Number(string digits) =>
        digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9') ? null
        : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : long.MaxValue;
}
