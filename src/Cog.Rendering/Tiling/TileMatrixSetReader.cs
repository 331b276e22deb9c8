using System.Text.Json;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>
/// Reads tile matrix sets that a deployment brings: JSON of OGC 17-083r4 (version 2.0), or of 17-083r2 (1.0), whose members have other
/// names.
/// </summary>
internal static class TileMatrixSetReader
{
    private const int MaxMatrices = 64,
        MaxTile = 16_384,
        MaxWideRows = 1024;
    private const long MaxMatrix = 1L << 40;

    /// <exception cref="FormatException">It is not JSON of a tile matrix set, or its numbers make no grid; the message names the member and
    /// what was expected.</exception>
    /// <exception cref="UnsupportedCrsException">Its CRS is not supported.</exception>
    public static TileMatrixSet Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return ReadSet(new(document.RootElement, ""));
        }
        catch (JsonException error)
        {
            throw new FormatException($"It is not JSON: {JsonFault.PlaceOf(error)}.", error);
        }
        catch (InvalidOperationException error)
        {
            // Bytes that are not UTF-8, or an escape that is half a character: found when the text is read.
            throw new FormatException("It is not JSON, for a text in it is no Unicode.", error);
        }
    }

    private static TileMatrixSet ReadSet(JsonMember set)
    {
        JsonMember id = set["id", "identifier"];
        Crs crs = ReadCrs(set["crs", "supportedCRS"]);
        JsonMember axes = set["orderedAxes"];
        string[]? orderedAxes = axes.IsThere
            ? [.. axes.Items(2, 2, "the names of two axes").Select(axis => axis.Text("the name of an axis"))]
            : null;
        bool isNorthFirst = orderedAxes is [var first, ..] ? IsNorth(first) : IsNorthFirst(crs);

        IReadOnlyList<JsonMember> members = set["tileMatrices", "tileMatrix"]
            .Items(1, MaxMatrices, $"an array of 1 to {MaxMatrices} tile matrices");
        (string Id, TileMatrix Matrix)[] sorted =
        [
            .. members
                .Select(member => (member["id", "identifier"].Text("its name"), ReadMatrix(member, crs.MetersPerUnit, isNorthFirst)))
                .OrderByDescending(entry => entry.Item2.Resolution),
        ];

        // Levels are numbered one by one, by their identifiers when those are such numbers, else from 0; the coarsest comes first.
        int start = int.TryParse(sorted[0].Id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : 0;
        bool isNumbered = sorted.Select((entry, i) => entry.Id == (start + i).ToString(CultureInfo.InvariantCulture)).All(isSo => isSo);
        return new()
        {
            Id = ReadId(id),
            Title = set["title"].OptionalText,
            Uri = set["uri"].OptionalText,
            Crs = crs,
            OrderedAxes = orderedAxes,
            WellKnownScaleSet = set["wellKnownScaleSet"].OptionalText,
            Matrices = [.. sorted.Select((entry, i) => entry.Matrix with { Zoom = (isNumbered ? start : 0) + i })],
        };
    }

    private static string ReadId(JsonMember id)
    {
        string text = id.Text(TileMatrixSets.ExpectedId);
        return TileMatrixSets.IsId(text) ? text : throw id.Wrong(TileMatrixSets.ExpectedId);
    }

    /// <summary>
    /// A string, or an object that holds one as <c>uri</c> or <c>wkt</c>; as <c>wkt</c> also PROJJSON, which counts by its <c>id</c> alone.
    /// </summary>
    private static Crs ReadCrs(JsonMember crs)
    {
        const string Expected = "a URI, a code like EPSG:3857, or an object with uri or wkt";
        JsonMember text =
            crs.Value.ValueKind == JsonValueKind.String ? crs
            : crs.Value.ValueKind != JsonValueKind.Object ? throw crs.Wrong(Expected)
            : crs["uri"].IsThere ? crs["uri"]
            : crs["wkt"].IsThere ? crs["wkt"]
            : throw crs.Wrong(Expected);

        string name;
        if (text.Value.ValueKind == JsonValueKind.Object)
        {
            JsonMember id = text["id"];
            name = id.IsThere
                ? $"{id["authority"].Text("the name of an authority")}:{id["code"].Value}"
                : throw id.Wrong("the authority and code of a CRS (PROJJSON without them is not read: write well-known text 1)");
        }
        else
        {
            name = text.Text(Expected);
        }

        try
        {
            return Crs.Parse(name);
        }
        catch (FormatException)
        {
            throw text.Wrong(Expected);
        }
    }

    private static TileMatrix ReadMatrix(JsonMember matrix, double metersPerUnit, bool isNorthFirst)
    {
        JsonMember cell = matrix["cellSize"];
        double resolution = cell.IsThere
            ? cell.PositiveNumber()
            : matrix["scaleDenominator"].PositiveNumber() * WellKnownTileMatrixSets.StandardPixel / metersPerUnit;

        JsonMember corner = matrix["cornerOfOrigin"];
        if (corner.OptionalText is not (null or "topLeft"))
        {
            throw corner.Wrong("topLeft, the only corner that is supported,");
        }

        const string TwoNumbers = "two numbers";
        double[] origin = [.. matrix["pointOfOrigin", "topLeftCorner"].Items(2, 2, TwoNumbers).Select(number => number.Number(TwoNumbers))];
        long columns = matrix["matrixWidth"].Integer(1, MaxMatrix),
            rows = matrix["matrixHeight"].Integer(1, MaxMatrix);
        return new(
            0,
            resolution,
            origin[isNorthFirst ? 1 : 0],
            origin[isNorthFirst ? 0 : 1],
            (int)matrix["tileWidth"].Integer(1, MaxTile),
            (int)matrix["tileHeight"].Integer(1, MaxTile),
            columns,
            rows
        )
        {
            VariableWidths = ReadWidths(matrix["variableMatrixWidths", "variableMatrixWidth"], columns, rows),
        };
    }

    private static VariableMatrixWidth[] ReadWidths(JsonMember widths, long columns, long rows)
    {
        if (!widths.IsThere)
        {
            return [];
        }

        return
        [
            .. widths
                .Items(0, MaxWideRows, $"an array of up to {MaxWideRows} groups of rows")
                .Select(group =>
                {
                    long first = group["minTileRow"].Integer(0, rows - 1);
                    return new VariableMatrixWidth(
                        group["coalesce"].Integer(1, columns),
                        first,
                        group["maxTileRow"].Integer(first, rows - 1)
                    );
                }),
        ];
    }

    // An authority's order; well-known text 1 has the east first unless it says otherwise, and ours does not.
    internal static bool IsNorthFirst(Crs crs) => crs.Uri is not null && crs.IsNorthFirst;

    internal static bool IsNorth(string axis) => axis.ToUpperInvariant() is "LAT" or "LATITUDE" or "N" or "NORTHING" or "Y";
}
