namespace Cog.Sources.Http;

/// <summary>What a Content-Range says: RFC 9110 section 14.4, <c>bytes 0-99/1000</c>, and what servers make of it.</summary>
/// <param name="From">First byte; null in the answer to a range that cannot be satisfied (<c>bytes */1000</c>).</param>
/// <param name="To">Last byte, which is part of it; null as above. Not held against <paramref name="From"/>.</param>
/// <param name="Total">Bytes of the whole object; null for <c>*</c>, or when it is not said.</param>
internal readonly record struct ContentRange(long? From, long? To, long? Total)
{
    /// <summary>
    /// Reads a field's value for its numbers, which are held against what was asked: only bytes were, so whatever stands for the unit
    /// (<c>Bytes</c>, <c>bytes=</c>, <c>byte</c>, nothing) and between the numbers says nothing more. A total that is no length (<c>*</c>,
    /// <c>-1</c>, <c>0</c>) is none.
    /// </summary>
    /// <returns>
    /// Null when it names no range: there is nothing to compare. One with other numbers than two is read as a range that nobody asked for.
    /// </returns>
    public static ContentRange? Parse(string? text)
    {
        string compact = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
        int slash = compact.IndexOf('/', StringComparison.Ordinal);
        string range = slash < 0 ? compact : compact[..slash];
        long? total = slash < 0 ? null : Number(compact[(slash + 1)..].TrimEnd(',', ';'));
        return Numbers(range) switch
        {
            [var from, var to] => new(from, to, total > 0 ? total : null),
            [] => range.EndsWith('*') ? new(null, null, total) : null,
            [_] when slash < 0 => null, // A total alone.
            _ => new(long.MaxValue, long.MaxValue, total),
        };
    }

    /// <summary>How many bytes of an answer it promises. One that counts past the end of the object has those up to the end.</summary>
    public long Length => From is { } from && To is { } to ? Math.Min(to, (Total ?? long.MaxValue) - 1) - from + 1 : 0;

    // Runs of digits; one that is past every file is the end of all.
    private static long[] Numbers(string text) =>
        [
            .. string.Concat(text.Select(c => char.IsAsciiDigit(c) ? c : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(digits => Number(digits) ?? long.MaxValue),
        ];

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < long.MaxValue ? number : null;
}
