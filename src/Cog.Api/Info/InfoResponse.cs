using Cog.Header;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Api.Info;

/// <summary>rio-tiler's <c>Info</c>: field names, their order and their values are its own. Null fields are left out.</summary>
internal sealed record InfoResponse
{
    /// <summary>In the file's CRS: left, bottom, right, top.</summary>
    public required double[] Bounds { get; init; }

    /// <summary>The levels of WebMercatorQuad; only of <see cref="AsOfVersion0"/>.</summary>
    public int? Minzoom { get; init; }

    /// <summary>See <see cref="Minzoom"/>.</summary>
    public int? Maxzoom { get; init; }

    /// <summary>OGC's URI; well-known text for a CRS without one; what its file calls it when it is not supported.</summary>
    public string? Crs { get; init; }

    public required BandMetadata[] BandMetadata { get; init; }

    /// <summary>Pairs of name and description.</summary>
    public required string[][] BandDescriptions { get; init; }

    public required string Dtype { get; init; }

    /// <summary>The first that holds of Nodata, Alpha, Mask, None.</summary>
    public required string NodataType { get; init; }

    public required IReadOnlyList<string> Colorinterp { get; init; }

    public required double[] Scales { get; init; }

    public required double[] Offsets { get; init; }

    /// <summary>Entry to red, green, blue, alpha; only of a palette.</summary>
    public IReadOnlyDictionary<string, int[]>? Colormap { get; init; }

    public required string Driver { get; init; }

    public required int Count { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Decimations: 2 for half the width.</summary>
    public required IReadOnlyList<int> Overviews { get; init; }

    /// <summary>Only when <see cref="NodataType"/> is Nodata.</summary>
    public NoDataNumber? NodataValue { get; init; }

    /// <summary>Only when every band says its minimum and maximum (GDAL's STATISTICS tags).</summary>
    public double[][]? Minmax { get; init; }

    /// <summary>Ground control points, which rio-tiler does not tell; only of a file that has some.</summary>
    public IReadOnlyList<GroundPoint>? Gcps { get; init; }

    /// <summary>True when the file has more of them.</summary>
    public bool? GcpsTruncated { get; init; }

    /// <summary>
    /// What of the file contradicts itself, and which of the two is believed; rio-tiler has no such field. Only of a file that does.
    /// </summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Every directory with its tags; only when asked for.</summary>
    public IReadOnlyList<DirectoryDescription>? Ifds { get; init; }

    /// <summary>Describes a file by its header.</summary>
    /// <exception cref="UnsupportedTiffException">Its compression has no name: as in GDAL, such a file does not open.</exception>
    public static InfoResponse Of(CogHeader header)
    {
        if (!Enum.IsDefined(header.Image.Compression))
        {
            throw new UnsupportedTiffException($"Compression is {(ushort)header.Image.Compression}, which is none that this reader knows.");
        }

        int[] bands = [.. Enumerable.Range(0, header.Image.SamplesPerPixel)];
        return new()
        {
            Bounds = RasterioBounds.Of(header),
            Crs = CrsOf(header),
            BandMetadata = [.. bands.Select(b => new BandMetadata(BandLabel.NameOf(b), header.Metadata.Of(b)))],
            BandDescriptions = BandNames.DescriptionsOf(header),
            Dtype = header.Image.SampleType.NumPyName(),
            NodataType = NodataTypeOf(header),
            Colorinterp = [.. header.ColorInterpretation.Select(meaning => meaning.Name())],
            Scales = [.. bands.Select(header.Metadata.Scale)],
            Offsets = [.. bands.Select(header.Metadata.Offset)],
            Colormap = Palette.Of(header),
            Driver = "GTiff",
            Count = bands.Length,
            Width = header.Image.Width,
            Height = header.Image.Height,
            Overviews = header.OverviewDecimations,
            NodataValue = header.NoData is { } noData ? new(noData.Value) : null,
            Minmax = StoredRanges.Of(header),
            Gcps = GroundPoint.Of(header),
            Warnings = Cog.Rendering.Projection.Crs.WarningsOf(header.GeoKeys) is { Count: > 0 } warnings ? warnings : null,
            GcpsTruncated = GroundPoint.AreTruncated(header) ? true : null,
        };
    }

    /// <summary>
    /// As TiTiler before 1.0 (rio-tiler before 7) said it: bounds in longitude and latitude, and the levels of WebMercatorQuad.
    /// </summary>
    /// <exception cref="CogException">The file has no place in longitude and latitude.</exception>
    public InfoResponse AsOfVersion0(CogHeader header)
    {
        BoundingBox box = FileBounds.Of(header, Cog.Rendering.Projection.Crs.Wgs84);
        ZoomRange zooms = ZoomRange.Of(header, WellKnownTileMatrixSets.WebMercatorQuad);
        return this with
        {
            Bounds = [box.MinX, box.MinY, box.MaxX, box.MaxY],
            Crs = null,
            Minzoom = zooms.MinZoom,
            Maxzoom = zooms.MaxZoom,
        };
    }

    private static string? CrsOf(CogHeader header)
    {
        if (CrsNames.UriOf(EpsgSearch.CodeOf(header.GeoKeys)) is { } uri)
        {
            return uri;
        }

        try
        {
            Cog.Rendering.Projection.Crs crs = Cog.Rendering.Projection.Crs.Of(header.GeoKeys);
            return crs.Uri ?? CrsNames.UriOf(EpsgSearch.CodeOf(crs)) ?? crs.Wkt;
        }
        catch (CogException)
        {
            return CrsNames.Of(header);
        }
    }

    private static string NodataTypeOf(CogHeader header) =>
        header.NoData is not null ? "Nodata"
        : header.AlphaBand is not null ? "Alpha"
        : header.Levels[0].Mask is not null ? "Mask"
        : "None";
}
