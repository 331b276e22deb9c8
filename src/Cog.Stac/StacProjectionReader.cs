using System.Globalization;
using System.Text.Json;

namespace Cog.Stac;

/// <summary>Fields of the extension <c>projection</c>, 1.0 to 2.0, of an item's properties or of an asset.</summary>
internal static class StacProjectionReader
{
    /// <summary>Reads the fields of one object.</summary>
    /// <param name="fields">The properties of an item, or an asset.</param>
    /// <param name="inherited">What holds where a field is missing.</param>
    public static StacProjection Of(JsonElement fields, StacProjection inherited)
    {
        (string? code, string? wkt) = (CodeOf(fields), fields.Text("proj:wkt2"));
        bool hasCrs = code is not null || wkt is not null;
        return new()
        {
            Code = hasCrs ? code : inherited.Code,
            Wkt = hasCrs ? wkt : inherited.Wkt,
            Shape = fields.Numbers("proj:shape", 2) is [var rows and >= 1 and <= int.MaxValue, var columns and >= 1 and <= int.MaxValue]
                ? new((int)columns, (int)rows)
                : inherited.Shape,
            Transform = fields.Numbers("proj:transform", 16) is [var a, var b, var c, var d, var e, var f, ..]
                ? new(a, b, c, d, e, f)
                : inherited.Transform,
            Bounds = fields.Numbers("proj:bbox", 6) switch
            {
                [var west, var south, var east, var north] => new(west, south, east, north),
                [var west, var south, _, var east, var north, _] => new(west, south, east, north),
                _ => inherited.Bounds,
            },
        };
    }

    private static string? CodeOf(JsonElement fields) =>
        fields.Text("proj:code") is { Length: > 0 } code ? code
        : fields.Number("proj:epsg") is { } epsg && epsg is >= 1 and <= int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"EPSG:{(int)epsg}")
        : fields.Object("proj:projjson")?.Object("id") is { } id
        && id.Text("authority") is { } authority
        && (id.Number("code")?.ToString(CultureInfo.InvariantCulture) ?? id.Text("code")) is { } number
            ? $"{authority}:{number}"
        : null;
}
