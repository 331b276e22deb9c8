using System.Text.Json;

namespace Cog.Rendering.Tiling;

/// <summary>
/// A tile matrix set as JSON (OGC 17-083r4 clause 7, JSON encoding 2.0): what <c>/tileMatrixSets/{id}</c> answers, and the form in which a
/// deployment brings its own.
/// </summary>
internal sealed record TileMatrixSetDocument
{
    public required string Id { get; init; }

    public string? Title { get; init; }

    public string? Uri { get; init; }

    /// <summary>A URI, or well-known text for a CRS that has none.</summary>
    public required string Crs { get; init; }

    /// <summary>Names of the axes, in the order of <c>pointOfOrigin</c>.</summary>
    public IReadOnlyList<string>? OrderedAxes { get; init; }

    public string? WellKnownScaleSet { get; init; }

    public required IReadOnlyList<TileMatrixDocument> TileMatrices { get; init; }

    /// <summary>Describes a set.</summary>
    public static TileMatrixSetDocument Of(TileMatrixSet set)
    {
        IReadOnlyList<string> axes = AxesOf(set);
        bool isNorthFirst = TileMatrixSetReader.IsNorth(axes[0]);
        return new()
        {
            Id = set.Id,
            Title = set.Title,
            Uri = set.Uri,
            Crs = set.CrsName,
            OrderedAxes = axes,
            WellKnownScaleSet = set.WellKnownScaleSet,
            TileMatrices = [.. set.Matrices.Select(matrix => TileMatrixDocument.Of(matrix, set.Crs.MetersPerUnit, isNorthFirst))],
        };
    }

    /// <summary>True when northing or latitude comes first in <c>pointOfOrigin</c>, and in WMTS's corners.</summary>
    public static bool IsNorthFirst(TileMatrixSet set) => TileMatrixSetReader.IsNorth(AxesOf(set)[0]);

    /// <summary>Reads a set that a deployment brings.</summary>
    /// <exception cref="FormatException">It is not JSON of a tile matrix set, or its numbers make no grid; the message says
    /// what.</exception>
    /// <exception cref="UnsupportedCrsException">Its CRS is not supported.</exception>
    public static TileMatrixSet Read(ReadOnlyMemory<byte> json) => TileMatrixSetReader.Read(json);

    /// <summary>The document as UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, TilingJson.Default.TileMatrixSetDocument);

    private static IReadOnlyList<string> AxesOf(TileMatrixSet set) =>
        set.OrderedAxes
        ?? (set.Crs.IsGeographic, TileMatrixSetReader.IsNorthFirst(set.Crs)) switch
        {
            (true, true) => ["Lat", "Lon"],
            (true, false) => ["Lon", "Lat"],
            (false, true) => ["N", "E"],
            (false, false) => ["E", "N"],
        };
}
