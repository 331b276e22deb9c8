using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>A tile matrix set as JSON (OGC 17-083r4 clause 7, JSON encoding 2.0): what <c>/tileMatrixSets/{id}</c> answers, and the form in which a deployment brings its own.</summary>
public sealed record TileMatrixSetDocument
{
    private const int MaxMatrices = 64;

    public required string Id { get; init; }

    public string? Title { get; init; }

    public string? Uri { get; init; }

    /// <summary>A URI, or well-known text for a CRS that has none; when read also an object with <c>uri</c> or <c>wkt</c>.</summary>
    [JsonConverter(typeof(TileMatrixSetCrsConverter))]
    public required string Crs { get; init; }

    /// <summary>Names of the axes, in the order of <c>pointOfOrigin</c>.</summary>
    public IReadOnlyList<string>? OrderedAxes { get; init; }

    public string? WellKnownScaleSet { get; init; }

    public required IReadOnlyList<TileMatrixDocument> TileMatrices { get; init; }

    /// <summary>Describes a set.</summary>
    public static TileMatrixSetDocument Of(TileMatrixSet set)
    {
        IReadOnlyList<string> axes = set.OrderedAxes
            ?? (set.Crs.IsGeographic ? set.Crs.IsNorthFirst ? ["Lat", "Lon"] : ["Lon", "Lat"] : set.Crs.IsNorthFirst ? ["N", "E"] : ["E", "N"]);
        bool isNorthFirst = IsNorth(axes[0]);
        return new()
        {
            Id = set.Id,
            Title = set.Title,
            Uri = set.Uri,
            Crs = set.Crs.Uri ?? set.Crs.Wkt,
            OrderedAxes = axes,
            WellKnownScaleSet = set.WellKnownScaleSet,
            TileMatrices = [.. set.Matrices.Select(matrix => TileMatrixDocument.Of(matrix, set.Crs.MetersPerUnit, isNorthFirst))],
        };
    }

    /// <summary>Reads a set that a deployment brings.</summary>
    /// <exception cref="FormatException">It is no JSON of a tile matrix set, or its numbers make no grid; the message says what.</exception>
    /// <exception cref="UnsupportedCrsException">Its CRS is not supported.</exception>
    public static TileMatrixSet Read(ReadOnlySpan<byte> json)
    {
        TileMatrixSetDocument document;
        try
        {
            document = JsonSerializer.Deserialize(json, TilingJson.Default.TileMatrixSetDocument) ?? throw new FormatException("A tile matrix set is null.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"A tile matrix set cannot be read: {error.Message}", error);
        }

        return document.ToSet();
    }

    /// <summary>The document as UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TilingJson.Default.TileMatrixSetDocument);

    private TileMatrixSet ToSet()
    {
        if (TileMatrices.Count is 0 or > MaxMatrices)
        {
            throw new FormatException($"Tile matrix set '{Id}' has {TileMatrices.Count} tile matrices; 1 to {MaxMatrices} are expected.");
        }

        Crs crs = Projection.Crs.Parse(Crs);
        bool isNorthFirst = OrderedAxes is [var first, ..] ? IsNorth(first) : crs.IsNorthFirst;

        // Levels are numbered one by one, by their identifiers when those are such numbers, else from 0; the coarsest comes first.
        TileMatrixDocument[] sorted = [.. TileMatrices.OrderByDescending(matrix => matrix.ScaleOf(crs.MetersPerUnit))];
        int start = int.TryParse(sorted[0].Id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : 0;
        bool isNumbered = sorted.Select((matrix, i) => matrix.Id == (start + i).ToString(CultureInfo.InvariantCulture)).All(isSo => isSo);
        return new()
        {
            Id = Id,
            Title = Title,
            Uri = Uri,
            Crs = crs,
            OrderedAxes = OrderedAxes,
            WellKnownScaleSet = WellKnownScaleSet,
            Matrices = [.. sorted.Select((matrix, i) => matrix.ToMatrix(Id, (isNumbered ? start : 0) + i, crs.MetersPerUnit, isNorthFirst))],
        };
    }

    private static bool IsNorth(string axis) => axis.ToUpperInvariant() is "LAT" or "N" or "Y";
}
