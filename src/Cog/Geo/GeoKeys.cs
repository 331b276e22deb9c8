using System.Text;

namespace Cog;

/// <summary>
/// The GeoKey directory (tags 34735-34737; GeoTIFF 1.1, OGC 19-008r4 section 7.1). Keys by number; values as integers, doubles or text.
/// </summary>
public sealed class GeoKeys
{
    /// <summary>The code of what other keys describe: user-defined.</summary>
    public const int UserDefined = 32767;

    /// <summary>What <see cref="ModelType"/> can be (GeoTIFF 1.1 section 7.4.2), but for <see cref="UserDefined"/>.</summary>
    public const int ProjectedModel = 1,
        GeographicModel = 2,
        GeocentricModel = 3;

    /// <summary>How GDAL begins the text of a CRS that GeoTIFF has no keys for, in PCSCitationGeoKey (3073).</summary>
    public const string EsriPrefix = "ESRI PE String = ";

    private readonly Dictionary<int, object> _values;

    private GeoKeys(Dictionary<int, object> values) => _values = values;

    /// <summary>The directory of a file without keys.</summary>
    public static GeoKeys Empty { get; } = new([]);

    /// <summary>The keys that are there, by number.</summary>
    public IReadOnlyList<GeoKeyId> Keys => field ??= [.. _values.Keys.Order().Select(key => (GeoKeyId)key)];

    /// <summary>A key as text, whatever its type; null when absent.</summary>
    /// <param name="key">Any number, also one without a name.</param>
    public string? ValueOf(GeoKeyId key) =>
        _values.GetValueOrDefault((int)key) switch
        {
            null => null,
            double[] numbers => string.Join(", ", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))),
            object value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    /// <summary>All keys with their values, a line each: <c>ProjectedCrs (3072) = 32633</c>.</summary>
    public override string ToString() =>
        string.Join('\n', Keys.Select(key => $"{(Enum.IsDefined(key) ? $"{key} ({(int)key})" : $"Key {(int)key}")} = {ValueOf(key)}"));

    /// <summary>
    /// GTModelTypeGeoKey (1024): <see cref="ProjectedModel"/>, <see cref="GeographicModel"/>, <see cref="GeocentricModel"/>.
    /// </summary>
    public int? ModelType => Integer(GeoKeyId.GTModelType);

    /// <summary>
    /// ProjectedCRSGeoKey (3072), else GeodeticCRSGeoKey (2048), when it is an EPSG code; null for user-defined (32767) or none.
    /// </summary>
    public int? EpsgCode
    {
        get
        {
            // A CRS that only other keys or texts describe still names the geographic one it builds on.
            int? code = ModelType switch
            {
                ProjectedModel => Integer(GeoKeyId.ProjectedCrs),
                GeocentricModel => null, // No place on a map.
                UserDefined
                    when Text(GeoKeyId.ProjectedCitation) is { } citation && citation.StartsWith(EsriPrefix, StringComparison.Ordinal) =>
                    Integer(GeoKeyId.ProjectedCrs),
                _ => Integer(GeoKeyId.ProjectedCrs) ?? Integer(GeoKeyId.GeodeticCrs),
            };
            return code is > 0 and < UserDefined ? code : null;
        }
    }

    /// <summary>True when the CRS is described by keys instead of a code.</summary>
    public bool IsUserDefined =>
        _values.Count > 0 && EpsgCode is null && (Integer(GeoKeyId.ProjectedCrs) ?? Integer(GeoKeyId.GeodeticCrs)) == UserDefined;

    /// <summary>True when x and y are longitude and latitude: so it says, or it names a geographic CRS and no projected one.</summary>
    public bool IsGeographic =>
        ModelType is { } model
            ? model == GeographicModel
            : Integer(GeoKeyId.ProjectedCrs) is null && Integer(GeoKeyId.GeodeticCrs) is not null;

    /// <summary>True for PixelIsPoint: GTRasterTypeGeoKey (1025) is 2.</summary>
    public bool IsPixelPoint => Integer(GeoKeyId.GTRasterType) == 2;

    /// <summary>A key of type SHORT; null when absent or of another type.</summary>
    public int? Integer(GeoKeyId key) => _values.GetValueOrDefault((int)key) is int value ? value : null;

    /// <summary>A key of type DOUBLE, or of type SHORT where a writer chose that; null when absent or text.</summary>
    public double? Double(GeoKeyId key) =>
        _values.GetValueOrDefault((int)key) switch
        {
            double value => value,
            double[] values => values[0],
            int value => value,
            _ => null,
        };

    /// <summary>All numbers of a key of type DOUBLE, such as GeogTOWGS84GeoKey (2062); none when absent or of another type.</summary>
    public ReadOnlySpan<double> Doubles(GeoKeyId key) =>
        _values.GetValueOrDefault((int)key) switch
        {
            double value => new[] { value },
            double[] values => values,
            _ => default,
        };

    /// <summary>A key of type ASCII, without its closing bar; null when absent or of another type.</summary>
    public string? Text(GeoKeyId key) => _values.GetValueOrDefault((int)key) as string;

    /// <summary>
    /// Parses the directory. Entries that point outside their parameters are left out, and so are those that the directory is too short
    /// for.
    /// </summary>
    public static GeoKeys Parse(Ifd ifd)
    {
        // SHORT by the specification; some writers know but one type of integers, and libtiff converts any.
        if (
            ifd.Find(TagId.GeoKeyDirectory) is not { } tag
            || !tag.Type.IsInteger()
            || tag.Type is FieldType.Ifd or FieldType.Ifd8 or FieldType.Undefined
        )
        {
            return Empty;
        }

        // Header: version (1), revision, minor revision, number of keys. Then for each key: number, tag that holds its value (0: the fourth
        // word itself), count, value or index.
        long[] words = tag.AsIntegers();
        if (words.Length < 4 || words[0] != 1 || words.AsSpan().ContainsAnyExceptInRange(0, ushort.MaxValue))
        {
            return Empty;
        }

        double[] doubles = ifd.FindNumbers(TagId.GeoDoubleParams) ?? [];
        ReadOnlySpan<byte> text = ifd.Find(TagId.GeoAsciiParams) is { } ascii && ascii.Type.ByteSize() == 1 ? ascii.Data.Span : default;
        var values = new Dictionary<int, object>();
        for (int i = 4, left = (int)Math.Clamp(words[3], 0, ushort.MaxValue); left > 0 && i + 4 <= words.Length; i += 4, left--)
        {
            (long key, long location, long count, long value) = (words[i], words[i + 1], words[i + 2], words[i + 3]);
            object? parsed = location switch
            {
                0 => (int)value,
                (long)TagId.GeoDoubleParams when count > 1 && value >= 0 && value + count <= doubles.Length => doubles[
                    (int)value..(int)(value + count)
                ],
                (long)TagId.GeoDoubleParams when count >= 1 && value >= 0 && value < doubles.Length => doubles[value],
                (long)TagId.GeoAsciiParams when count >= 0 && value >= 0 && value + count <= text.Length => TextOf(
                    text.Slice((int)value, (int)count)
                ),
                (long)TagId.GeoKeyDirectory when count >= 1 && value >= 0 && value < words.Length => (int)words[value],
                _ => null,
            };
            if (parsed is not null)
            {
                values.TryAdd((int)key, parsed);
            }
        }

        return new(values);
    }

    // A bar ends each value (section 7.1.5); libgeotiff strips one, and any NUL.
    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        int nul = bytes.IndexOf((byte)0);
        string text = Encoding.UTF8.GetString(nul < 0 ? bytes : bytes[..nul]);
        return text.EndsWith('|') ? text[..^1] : text;
    }
}
