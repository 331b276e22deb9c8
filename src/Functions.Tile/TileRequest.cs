using System.Globalization;
using Cog;
using Cog.Geo;
using Cog.Hosting;
using Cog.Reading;
using Cog.Rendering;
using Cog.Rendering.Encoding;
using Cog.Rendering.Tiling;
using Microsoft.AspNetCore.Http;

namespace Functions.Tile;

/// <summary>A map tile, as asked for.</summary>
/// <param name="Query">The parameters, the file's address among them.</param>
/// <param name="Set">The tile matrix set.</param>
/// <param name="Tile">A tile of it.</param>
/// <param name="Bounds">The tile's box.</param>
/// <param name="Size">Its columns and rows.</param>
/// <param name="Format">Null: PNG when a pixel is masked, else JPEG.</param>
/// <param name="Parameters">What is to be seen.</param>
public sealed record TileRequest(
    RequestQuery Query, TileMatrixSet Set, TileIndex Tile, BoundingBox Bounds, RasterSize Size, ImageFormat? Format, RenderParameters Parameters)
{
    private const int MaxSize = 8192;
    private const int MaxScale = 4;

    /// <summary>Reads path and query.</summary>
    /// <exception cref="BadHttpRequestException">Malformed (400), or no tile of the set (404).</exception>
    public static TileRequest Parse(HttpRequest request)
    {
        var query = new RequestQuery(request);

        string setId = query.Text("TileMatrixSetId") ?? query.Segment("tileMatrixSet") ?? "WebMercatorQuad";
        TileMatrixSet set = WellKnownTileMatrixSets.Find(setId)
            ?? throw new BadHttpRequestException($"'{setId}' is no tile matrix set here: expected one of {string.Join(", ", WellKnownTileMatrixSets.All.Select(s => s.Id))}.");

        (string y, string? scaleText, string? extension) = Split(query.Segment("y") ?? "");
        var tile = (Z: ParseInteger("z", query.Segment("z")), X: ParseInteger("x", query.Segment("x")), Y: ParseInteger("y", y));
        int scale = scaleText is null ? 1 : RequestQuery.ParseInteger("scale", scaleText, 1, MaxScale);
        int? tileSize = query.Integer("tilesize", 1, MaxSize);

        ImageFormat? format = extension is null
            ? null
            : ImageFormats.Parse(extension) ?? throw new BadHttpRequestException($"'{extension}' is no format here: expected png, pngraw, jpg, jpeg, webp, npy, tif.");

        // A level or a tile that the set does not have is as far outside as one that the file does not reach.
        var index = new TileIndex((int)Math.Clamp(tile.Z, -1, int.MaxValue), tile.X, tile.Y);
        if (set.MatrixAt(index.Z) is not { } matrix || set.BoundsOf(index) is not { } bounds)
        {
            throw OutsideBounds(index);
        }

        return new(
            query,
            set,
            index,
            bounds,
            new((tileSize ?? matrix.TileWidth) * scale, (tileSize ?? matrix.TileHeight) * scale),
            format,
            BadRequest.OnFormatError(() => RenderParameters.Parse(query.All)));
    }

    /// <summary>What to plan for this tile.</summary>
    public PlanRequest ToPlanRequest(CogReaderOptions options) => new(Bounds, Set.Crs, Size, Parameters.Resampling, options.ZoomLevelStrategy)
    {
        WarpResampling = Parameters.WarpResampling,
        Margin = Parameters.Buffer,
    };

    /// <summary>TiTiler's words for a tile without pixels.</summary>
    public static BadHttpRequestException OutsideBounds(TileIndex tile) =>
        new($"Tile(x={tile.X}, y={tile.Y}, z={tile.Z}) is outside bounds", StatusCodes.Status404NotFound);

    // {y}[@{scale}x][.{format}]; route templates cannot part them, as two of the three are optional.
    private static (string Y, string? Scale, string? Extension) Split(string segment)
    {
        int dot = segment.IndexOf('.', StringComparison.Ordinal);
        string? extension = dot < 0 ? null : segment[(dot + 1)..];
        string y = dot < 0 ? segment : segment[..dot];

        int at = y.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return (y, null, extension);
        }

        string scale = y[(at + 1)..];
        return scale.EndsWith('x')
            ? (y[..at], scale[..^1], extension)
            : throw new BadHttpRequestException($"'{segment}' is no tile: expected {{y}}, {{y}}@2x, {{y}}.png or {{y}}@2x.png.");
    }

    private static long ParseInteger(string name, string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new BadHttpRequestException($"{name} is '{text}': expected a whole number.");
}
