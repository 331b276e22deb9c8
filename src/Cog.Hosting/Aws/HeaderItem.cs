using System.Security.Cryptography;
using System.Text;
using Cog.Header;
using Cog.Header.Storing;

namespace Cog.Hosting.Aws;

/// <summary>One item of the header table.</summary>
/// <remarks>
/// <c>object</c> (S) is the partition key: the address, and who pays. <c>etag</c> (S). <c>header</c> (B):
/// <see cref="CogHeaderSerializer"/>.
/// <c>written</c> (N): when the reading of the header began, Unix milliseconds. <c>ttl</c> (N): when it expires, Unix seconds, as
/// DynamoDB's TimeToLive takes it. <c>range0</c> (S), <c>range1</c> …: the counted range of a sample's values, two numbers with a space
/// between.
/// </remarks>
internal static class HeaderItem
{
    public const string Object = "object",
        ETag = "etag",
        Header = "header",
        Written = "written",
        Expires = "ttl";

    /// <summary>The first so many samples of a file have their ranges kept.</summary>
    public const int MaxRanges = 64;

    private const string Range = "range";
    private const int RangeBytes = 64; // Of one, its name included.

    // Service quotas of DynamoDB: an item with its attributes' names, and a partition key.
    private const int MaxBytes = 400 << 10;
    private const int MaxKeyBytes = 2048;

    private static readonly long s_lastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>
    /// The partition key. A digest stands for an address with a query, which may be signed, and for one that is too long: a key of S3 may
    /// be as long as it likes once its characters are escaped.
    /// </summary>
    public static string NameOf(HeaderKey key)
    {
        string text = key.ToString();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bool isPlain = bytes.Length <= MaxKeyBytes && key.Object.Query.Length == 0 && key.Object.UserInfo.Length == 0;
        return isPlain ? text : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    /// <summary>The key of an item by its <see cref="NameOf"/>.</summary>
    public static Dictionary<string, TableValue> KeyOf(string name) => new() { [Object] = TableValue.Text(name) };

    /// <summary>Whether an item is there in name only.</summary>
    public static bool IsExpired(Dictionary<string, TableValue> item, DateTimeOffset now) =>
        Number(item, Expires) is not { } expires || expires <= now.ToUnixTimeSeconds();

    /// <summary>The header in an item; null when it is none, or of another version of the form.</summary>
    public static CachedHeader? Read(Dictionary<string, TableValue> item) =>
        Number(item, Written) is { } written
        && written >= 0
        && written <= s_lastMillisecond
        && item.GetValueOrDefault(Header).B is { } bytes
        && CogHeaderSerializer.Deserialize(bytes.ToArray()) is { ETag: { } etag } header
        && item.GetValueOrDefault(ETag).S == etag
            ? new(header, DateTimeOffset.FromUnixTimeMilliseconds(written)) { Ranges = RangesOf(item) }
            : null;

    /// <summary>
    /// An item for a header; null for a header without an ETag, and for one too long for DynamoDB even without its block indexes.
    /// </summary>
    public static Dictionary<string, TableValue>? Write(HeaderKey key, CachedHeader header, DateTimeOffset expires)
    {
        string name = NameOf(key);
        if (header.Header.ETag is not { } etag)
        {
            return null;
        }

        const int NamesAndNumbers = 128;
        int ranges = Math.Min(header.Header.Image.SamplesPerPixel, MaxRanges) * RangeBytes;
        int room = MaxBytes - NamesAndNumbers - ranges - Encoding.UTF8.GetByteCount(name) - Encoding.UTF8.GetByteCount(etag);
        if (CogHeaderSerializer.Serialize(header.Header, room) is not { } bytes)
        {
            return null;
        }

        return new()
        {
            [Object] = TableValue.Text(name),
            [ETag] = TableValue.Text(etag),
            [Header] = TableValue.Bytes(bytes),
            [Written] = TableValue.Number(header.ReadAt.ToUnixTimeMilliseconds()),
            [Expires] = TableValue.Number(expires.ToUnixTimeSeconds()),
        };
    }

    /// <summary>The attribute of a sample's range.</summary>
    public static string RangeName(int sample) => string.Create(CultureInfo.InvariantCulture, $"{Range}{sample}");

    /// <summary>A range as an attribute: of numbers of its own, DynamoDB keeps neither the digits nor the size of a double.</summary>
    public static TableValue RangeValue(ValueRange range) =>
        TableValue.Text(string.Create(CultureInfo.InvariantCulture, $"{range.Minimum:R} {range.Maximum:R}"));

    private static Dictionary<int, ValueRange> RangesOf(Dictionary<string, TableValue> item)
    {
        var ranges = new Dictionary<int, ValueRange>();
        for (int sample = 0; sample < MaxRanges && item.Count > ranges.Count; sample++)
        {
            if (
                item.GetValueOrDefault(RangeName(sample)).S?.Split(' ') is [var low, var high]
                && double.TryParse(low, NumberStyles.Float, CultureInfo.InvariantCulture, out double minimum)
                && double.TryParse(high, NumberStyles.Float, CultureInfo.InvariantCulture, out double maximum)
                && double.IsFinite(minimum)
                && double.IsFinite(maximum)
                && minimum <= maximum
            )
            {
                ranges[sample] = new(minimum, maximum);
            }
        }

        return ranges;
    }

    private static long? Number(Dictionary<string, TableValue> item, string name) =>
        item.GetValueOrDefault(name).N is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;
}
