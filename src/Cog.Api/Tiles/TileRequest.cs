namespace Cog.Api.Tiles;

/// <summary>A map tile, as asked for.</summary>
/// <param name="Area">The tile's place; null for one of the file's own grid, which the file knows.</param>
/// <param name="Tile">Its address.</param>
/// <param name="Scale">How many times larger than it is by itself.</param>
/// <param name="TileSize">Columns and rows instead of its own, or null.</param>
/// <param name="Format">Null: PNG when a pixel is masked, else JPEG.</param>
/// <param name="Parameters">What is to be seen.</param>
internal sealed record TileRequest(
    MapArea? Area,
    TileIndex Tile,
    int Scale,
    int? TileSize,
    ImageFormat? Format,
    RenderParameters Parameters
)
{
    private const int MaxScale = 4;

    /// <summary>
    /// <c>outside=204</c>: a tile without pixels is no content rather than an error, for pages: browsers write each error to the console.
    /// </summary>
    public bool IsEmptyOutside { get; init; }

    /// <summary>Reads path and query.</summary>
    /// <exception cref="BadHttpRequestException">Malformed (422), or no tile of the set (404).</exception>
    public static TileRequest Parse(RequestQuery query, TileMatrixSets sets)
    {
        RequestedTileMatrixSet requested = RequestedTileMatrixSet.Parse(query, sets);
        TileMatrixSet? set = requested.IsNativeGrid ? null : sets.Find(requested.Id);

        string z = query.Segment("z") ?? "",
            x = query.Segment("x") ?? "";
        (string y, string? scale, string? extension) = Split(query.Segment("y") ?? "");
        if (query.Segment("tileMatrixSet") is null && (sets.Find(z) is not null || TileMatrixSets.IsNativeGrid(z)))
        {
            throw UnknownAddress.Because(
                $"'{z}/{x}/{y}' is not a tile: one of its coordinates is missing, expected {z}/{{z}}/{{x}}/{{y}}."
            );
        }

        RequireNumber("z", z);
        RequireNumber("x", x);
        RequireNumber("y", y);
        int scaleNumber = scale is null ? 1 : RequestQuery.ParseInteger("scale", scale, 1, MaxScale);
        TileParameters parameters = TileParameters.Parse(query);
        ImageFormat? format = extension is null ? null : FormatParameter.Parse(extension);

        // A level or a tile that the set does not have is as far outside as one that the file does not reach.
        if (
            !int.TryParse(z, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int level)
            || !long.TryParse(x, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long column)
            || !long.TryParse(y, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long row)
        )
        {
            throw OutsideBounds(x, y, z);
        }

        bool isEmptyOutside = query.Text("outside") switch
        {
            null or "404" => false,
            "204" => true,
            var other => query.Wrong("outside", $"outside is '{other}': expected 404 or 204.", false),
        };
        query.ThrowIfInvalid();
        var tile = new TileIndex(level, column, row);
        MapArea? area = set is null ? null : MapArea.Of(set, tile) ?? throw OutsideBounds(tile);
        return new(area, tile, scaleNumber, parameters.TileSize, format, parameters.Parameters) { IsEmptyOutside = isEmptyOutside };
    }

    /// <summary>How large the tile shall be.</summary>
    /// <param name="own">Its size by itself.</param>
    public RasterSize SizeOf(RasterSize own) => new((TileSize ?? own.Width) * Scale, (TileSize ?? own.Height) * Scale);

    /// <summary>Pixels read around the tile: as asked for, and as many as an algorithm needs to leave none of the tile's own out.</summary>
    public double Margin => Math.Max(Parameters.Buffer, Parameters.LastStep?.Cut ?? 0);

    /// <summary>TiTiler's words for a tile without pixels.</summary>
    public static TileOutsideException OutsideBounds(TileIndex tile) => OutsideBounds($"{tile.X}", $"{tile.Y}", $"{tile.Z}");

    private static TileOutsideException OutsideBounds(string x, string y, string z) => new($"Tile(x={x}, y={y}, z={z}) is outside bounds");

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
            : throw new InvalidParametersException(
                ParameterError.OfPath("y", $"'{segment}' is not a tile: expected {{y}}, {{y}}@2x, {{y}}.png or {{y}}@2x.png.")
            );
    }

    // One that is too large to count with is a number, of a tile that is nowhere.
    private static void RequireNumber(string name, string text)
    {
        ReadOnlySpan<char> digits = text.StartsWith('-') || text.StartsWith('+') ? text.AsSpan(1) : text;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            throw new InvalidParametersException(ParameterError.OfPath(name, $"{name} is '{text}': expected a whole number."));
        }
    }
}

/// <summary>The dataset has no pixel in the tile that was asked for (404).</summary>
internal sealed class TileOutsideException(string message) : BadHttpRequestException(message, StatusCodes.Status404NotFound);
