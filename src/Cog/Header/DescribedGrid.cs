using System.Text;

namespace Cog.Header;

/// <summary>
/// An image that is described and not stored: what somebody says of a grid, as the header that a file on it would have. It has no block,
/// and its samples are of no meaning.
/// </summary>
internal static class DescribedGrid
{
    private const int BlockSide = 512;
    private const int AsciiParams = 34_737;

    /// <summary>A grid in a CRS with a code.</summary>
    /// <param name="transform">Pixel to CRS.</param>
    /// <param name="size">Columns and rows.</param>
    /// <param name="epsgCode">The CRS.</param>
    /// <param name="isGeographic">Whether its coordinates are longitude and latitude.</param>
    public static CogHeader Of(GeoTransform transform, RasterSize size, int epsgCode, bool isGeographic) =>
        Of(
            transform,
            size,
            [
                Key(GeoKeyId.GTModelType, (ushort)(isGeographic ? GeoKeys.GeographicModel : GeoKeys.ProjectedModel)),
                Key(isGeographic ? GeoKeyId.GeodeticCrs : GeoKeyId.ProjectedCrs, checked((ushort)epsgCode)),
            ],
            ""
        );

    /// <summary>A grid in a CRS that is written out.</summary>
    /// <param name="transform">Pixel to CRS.</param>
    /// <param name="size">Columns and rows.</param>
    /// <param name="wkt">The CRS as well-known text 1.</param>
    public static CogHeader Of(GeoTransform transform, RasterSize size, string wkt)
    {
        string text = GeoKeys.EsriPrefix + wkt + "|";
        return Of(
            transform,
            size,
            [
                Key(GeoKeyId.GTModelType, GeoKeys.UserDefined),
                [(ushort)GeoKeyId.ProjectedCitation, AsciiParams, checked((ushort)Encoding.UTF8.GetByteCount(text)), 0],
            ],
            text
        );
    }

    private static CogHeader Of(GeoTransform t, RasterSize size, ushort[][] keys, string text)
    {
        Tag[] tags =
        [
            Whole(TagId.ImageWidth, size.Width),
            Whole(TagId.ImageLength, size.Height),
            Whole(TagId.BitsPerSample, 8),
            Whole(TagId.TileWidth, BlockSide),
            Whole(TagId.TileLength, BlockSide),
            Numbers(TagId.ModelTransformation, t.A, t.B, 0, t.C, t.D, t.E, 0, t.F, 0, 0, 0, 0, 0, 0, 0, 1),
            Shorts(TagId.GeoKeyDirectory, [1, 1, 0, (ushort)keys.Length, .. keys.SelectMany(key => key)]),
            Value(TagId.GeoAsciiParams, FieldType.Ascii, 1, Encoding.UTF8.GetBytes(text)),
        ];
        var image = new Ifd
        {
            Index = 0,
            Offset = 0,
            Tags = tags.Where(tag => tag.Count > 0).ToDictionary(tag => tag.Id),
        };
        return new() { Ifds = [image], HeaderBytes = 0 };
    }

    // The value stands in the entry itself (GeoTIFF 1.1 section 7.1.1).
    private static ushort[] Key(GeoKeyId key, ushort value) => [(ushort)key, 0, 1, value];

    private static Tag Whole(TagId id, int value)
    {
        byte[] data = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(data, value);
        return Value(id, FieldType.Long, sizeof(int), data);
    }

    private static Tag Shorts(TagId id, ushort[] values)
    {
        byte[] data = new byte[values.Length * sizeof(ushort)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(i * sizeof(ushort)), values[i]);
        }

        return Value(id, FieldType.Short, sizeof(ushort), data);
    }

    private static Tag Numbers(TagId id, params ReadOnlySpan<double> values)
    {
        byte[] data = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(i * sizeof(double)), values[i]);
        }

        return Value(id, FieldType.Double, sizeof(double), data);
    }

    private static Tag Value(TagId id, FieldType type, int size, byte[] data) => new(id, type, data.Length / size, 0, data, false);
}
