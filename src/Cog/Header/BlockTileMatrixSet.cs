using System.Text;
using System.Text.Json;

namespace Cog.Header;

/// <summary>
/// A file's own blocks as a tile matrix set (OGC 17-083r4 clause 7, JSON encoding 2.0): a matrix for the image and for each overview, the
/// coarsest first.
/// </summary>
internal static class BlockTileMatrixSet
{
    // OGC 17-083r4 section 6.1.1.2: a pixel of 0.28 mm, and the metres of a degree on WGS 84's equator.
    private const double MetersPerPixel = 0.00028,
        MetersPerDegree = 6_378_137 * Math.PI / 180;

    // Overviews round their sizes: the two sides of their pixels differ by up to a pixel in the shorter side.
    private const double SquareWithin = 0.02;

    public static string Of(CogHeader header, string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        GeoTransform transform = header.GeoTransform;
        if (!transform.IsAxisAligned || transform.A <= 0 || transform.E >= 0)
        {
            throw new UnsupportedTiffException(
                "The image is rotated or mirrored: its blocks are not a tile matrix set, which runs from its top left corner."
            );
        }

        if (header.EpsgCode is not { } code)
        {
            throw new UnsupportedTiffException("The file's CRS has no EPSG code, by which a tile matrix set names it.");
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("title", id);
            writer.WriteString("crs", $"http://www.opengis.net/def/crs/EPSG/0/{code}");
            writer.WriteStartArray("orderedAxes");
            foreach (string axis in header.GeoKeys.IsGeographic ? s_geographic : s_projected)
            {
                writer.WriteStringValue(axis);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("tileMatrices");
            foreach (ImageLevel level in header.Levels.Reverse())
            {
                WriteMatrix(writer, header, level);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static readonly string[] s_geographic = ["Lat", "Lon"],
        s_projected = ["E", "N"];

    private static void WriteMatrix(Utf8JsonWriter writer, CogHeader header, ImageLevel level)
    {
        GeoTransform transform = header.GeoTransformOf(level);
        if (Math.Abs((transform.A / -transform.E) - 1) > SquareWithin)
        {
            throw new UnsupportedTiffException(
                $"Pixels of {transform.A} x {-transform.E} units are not square: a tile matrix has one pixel size."
            );
        }

        bool isGeographic = header.GeoKeys.IsGeographic;
        writer.WriteStartObject();
        writer.WriteString("id", $"{header.Levels.Count - 1 - level.Number}");
        writer.WriteNumber(
            "scaleDenominator",
            transform.A * (isGeographic ? MetersPerDegree : MetersPerUnit(header.GeoKeys)) / MetersPerPixel
        );
        writer.WriteNumber("cellSize", transform.A);
        writer.WriteString("cornerOfOrigin", "topLeft");
        writer.WriteStartArray("pointOfOrigin");
        writer.WriteNumberValue(isGeographic ? transform.F : transform.C);
        writer.WriteNumberValue(isGeographic ? transform.C : transform.F);
        writer.WriteEndArray();
        writer.WriteNumber("tileWidth", level.Image.BlockWidth);
        writer.WriteNumber("tileHeight", level.Image.BlockHeight);
        writer.WriteNumber("matrixWidth", level.Image.BlocksAcross);
        writer.WriteNumber("matrixHeight", level.Image.BlocksDown);
        writer.WriteEndObject();
    }

    // EPSG's units of length in ProjLinearUnitsGeoKey, which writers give beside a code, too.
    private static double MetersPerUnit(GeoKeys keys) =>
        keys.Integer(GeoKeyId.ProjLinearUnits) switch
        {
            9002 => 0.3048, // foot
            9003 => 1200.0 / 3937, // US survey foot
            GeoKeys.UserDefined => keys.Double(GeoKeyId.ProjLinearUnitSize) ?? 1,
            _ => 1,
        };
}
