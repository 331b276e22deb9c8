using System.Text.Json;
using Cog.Rendering.Shapes;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Requests.GeoJson;

/// <summary>A GeoJSON Feature whose geometry is an area.</summary>
/// <param name="Element">All of it, as it came.</param>
/// <param name="Shape">Its geometry.</param>
internal sealed record GeoJsonFeature(JsonElement Element, Shape Shape)
{
    /// <exception cref="BadHttpRequestException">It is none (422); the message says where and what was expected.</exception>
    public static GeoJsonFeature Parse(JsonElement element, string path)
    {
        if (!IsOf(element, "Feature"))
        {
            throw Wrong($"{path}type", TypeOf(element), "Feature");
        }

        JsonElement geometry = Member(element, "geometry");
        var polygons = new List<IReadOnlyList<ShapePoint[]>>();
        AddGeometry(geometry, $"{path}geometry", polygons);
        var shape = new Shape(polygons);
        return shape.Bounds.IsValid
            ? new(element, shape)
            : throw new BadHttpRequestException($"{path}geometry has no area.", StatusCodes.Status422UnprocessableEntity);
    }

    public static bool IsOf(JsonElement element, string type) =>
        TypeOf(element) is { ValueKind: JsonValueKind.String } text && text.ValueEquals(type);

    public static BadHttpRequestException Wrong(string path, JsonElement value, string expected)
    {
        const int Shown = 60;
        string text = value.ValueKind == JsonValueKind.Undefined ? "missing" : value.GetRawText();
        return new(
            $"{path} is {(text.Length <= Shown ? text : text[..Shown] + "…")}: {expected} is expected.",
            StatusCodes.Status422UnprocessableEntity
        );
    }

    private static JsonElement TypeOf(JsonElement element) => Member(element, "type");

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    private static void AddGeometry(JsonElement geometry, string path, List<IReadOnlyList<ShapePoint[]>> polygons)
    {
        if (IsOf(geometry, "Polygon"))
        {
            polygons.Add(Polygon(Member(geometry, "coordinates"), $"{path}.coordinates"));
        }
        else if (IsOf(geometry, "MultiPolygon"))
        {
            polygons.AddRange(
                Items(Member(geometry, "coordinates"), $"{path}.coordinates", "an array of polygons")
                    .Select(item => Polygon(item.Value, item.Path))
            );
        }
        else if (IsOf(geometry, "GeometryCollection"))
        {
            foreach (
                (JsonElement item, string itemPath) in Items(Member(geometry, "geometries"), $"{path}.geometries", "an array of geometries")
            )
            {
                AddGeometry(item, itemPath, polygons);
            }
        }
        else
        {
            throw geometry.ValueKind == JsonValueKind.Object
                ? Wrong($"{path}.type", TypeOf(geometry), "Polygon or MultiPolygon")
                : Wrong(path, geometry, "a Polygon or a MultiPolygon");
        }
    }

    private static ShapePoint[][] Polygon(JsonElement rings, string path) =>
        [.. Items(rings, path, "an array of rings").Select(ring => Ring(ring.Value, ring.Path))];

    private static ShapePoint[] Ring(JsonElement positions, string path)
    {
        const string Expected = "a closed ring of four positions or more";
        ShapePoint[] ring = [.. Items(positions, path, Expected).Select(position => Position(position.Value, position.Path))];
        return ring.Length >= 4 && ring[0] == ring[^1] ? ring : throw Wrong(path, positions, Expected);
    }

    // A third number, the height, is of no use here.
    private static ShapePoint Position(JsonElement position, string path)
    {
        bool isOne = position.ValueKind == JsonValueKind.Array && position.GetArrayLength() is >= 2 and <= 4;
        return isOne && Number(position[0]) is { } x && Number(position[1]) is { } y
            ? new(x, y)
            : throw Wrong(path, position, "a position, [x, y],");

        static double? Number(JsonElement element) =>
            element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;
    }

    private static IEnumerable<(JsonElement Value, string Path)> Items(JsonElement array, string path, string expected) =>
        array.ValueKind == JsonValueKind.Array
            ? array.EnumerateArray().Select((item, i) => (item, $"{path}[{i}]"))
            : throw Wrong(path, array, expected);
}
