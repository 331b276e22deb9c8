namespace Cog.Sources.Http;

/// <summary>What a Content-Range says: RFC 9110 section 14.4, <c>bytes 0-99/1000</c>, and what servers make of it.</summary>
/// <param name="From">First byte; null in the answer to a range that cannot be satisfied (<c>bytes */1000</c>).</param>
/// <param name="To">Last byte, which is part of it; null as above.</param>
/// <param name="Total">Bytes of the whole object; null for <c>*</c>, or when it is not said.</param>
internal readonly record struct ContentRange(long? From, long? To, long? Total)
{
    private const string Unit = "bytes";

    /// <summary>
    /// Reads a field's value: the unit in any case (RFC 9110 section 14.1), with <c>=</c> or <c>:</c> behind it, or left out; blanks
    /// anywhere.
    /// </summary>
    /// <returns>Null when there is none, or it is none of bytes.</returns>
    public static ContentRange? Parse(string? text)
    {
        string compact = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c)));
        if (compact.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            compact = compact[Unit.Length..].TrimStart('=', ':');
        }

        string[] parts = compact.Split('/');
        if (parts.Length > 2 || (parts is [_, not "*"] && Number(parts[1]) is null))
        {
            return null;
        }

        long? total = parts is [_, var last] ? Number(last) : null;
        if (parts[0] == "*")
        {
            return new(null, null, total);
        }

        return
            parts[0].Split('-') is [var from, var to]
            && Number(from) is { } first
            && Number(to) is { } end
            && first <= end
            && !(first >= total)
            ? new(first, end, total)
            : null;
    }

    /// <summary>How many bytes of an answer it promises. One that counts past the end of the object has those up to the end.</summary>
    public long Length => From is { } from && To is { } to ? Math.Min(to, (Total ?? long.MaxValue) - 1) - from + 1 : 0;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < long.MaxValue ? number : null;
}
