using Cog.Rendering.Shapes;

namespace Cog.Api.Requests.GeoJson;

/// <summary>A GeoJSON Feature whose geometry is an area.</summary>
/// <param name="Element">All of it, as it came.</param>
/// <param name="Shape">Its geometry.</param>
internal sealed record GeoJsonFeature(JsonElement Element, Shape Shape)
{
    /// <summary>Reads a Feature.</summary>
    /// <param name="element">What should be one.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="errors">Is told all that is wrong with it.</param>
    /// <returns>Null when something is.</returns>
    public static GeoJsonFeature? Parse(JsonElement element, BodyPlace place, BodyErrors errors)
    {
        int before = errors.Listed.Count;
        if (!IsOf(element, "Feature"))
        {
            errors.Wrong(place.Member("type"), TypeOf(element), "Feature", "literal_error");
        }

        var polygons = new List<IReadOnlyList<ShapePoint[]>>();
        AddGeometry(Member(element, "geometry"), place.Member("geometry"), polygons, errors);
        if (errors.Listed.Count > before)
        {
            // RFC 7946 section 3.2 asks for properties. A Feature that lacks nothing else is an area all the same.
            if (Member(element, "properties").ValueKind == JsonValueKind.Undefined)
            {
                errors.Wrong(place.Member("properties"), default, "an object or null");
            }

            return null;
        }

        var shape = new Shape(polygons);
        if (shape.Bounds.IsValid)
        {
            return new(element, shape);
        }

        BodyPlace geometry = place.Member("geometry");
        errors.Add($"{geometry} has no area.", "value_error", geometry.Parts);
        return null;
    }

    public static bool IsOf(JsonElement element, string type) =>
        TypeOf(element) is { ValueKind: JsonValueKind.String } text && text.ValueEquals(type);

    private static JsonElement TypeOf(JsonElement element) => Member(element, "type");

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : default;

    private static void AddGeometry(JsonElement geometry, BodyPlace place, List<IReadOnlyList<ShapePoint[]>> polygons, BodyErrors errors)
    {
        if (IsOf(geometry, "Polygon"))
        {
            polygons.Add(Polygon(Member(geometry, "coordinates"), place.Member("coordinates"), errors));
        }
        else if (IsOf(geometry, "MultiPolygon"))
        {
            polygons.AddRange(
                Items(Member(geometry, "coordinates"), place.Member("coordinates"), "an array of polygons", errors)
                    .Select(item => Polygon(item.Value, item.Place, errors))
            );
        }
        else if (IsOf(geometry, "GeometryCollection"))
        {
            foreach (
                (JsonElement item, BodyPlace itemPlace) in Items(
                    Member(geometry, "geometries"),
                    place.Member("geometries"),
                    "an array of geometries",
                    errors
                )
            )
            {
                AddGeometry(item, itemPlace, polygons, errors);
            }
        }
        else if (geometry.ValueKind == JsonValueKind.Object)
        {
            errors.Wrong(place.Member("type"), TypeOf(geometry), "Polygon or MultiPolygon", "literal_error");
        }
        else
        {
            errors.Wrong(place, geometry, "a Polygon or a MultiPolygon", "model_type");
        }
    }

    private static ShapePoint[][] Polygon(JsonElement rings, BodyPlace place, BodyErrors errors) =>
        [.. Items(rings, place, "an array of rings", errors).Select(ring => Ring(ring.Value, ring.Place, errors))];

    private static ShapePoint[] Ring(JsonElement positions, BodyPlace place, BodyErrors errors)
    {
        const string Expected = "a closed ring of four positions or more";
        int before = errors.Listed.Count;
        ShapePoint[] ring =
        [
            .. Items(positions, place, Expected, errors).Select(position => Position(position.Value, position.Place, errors)),
        ];
        if (errors.Listed.Count == before && !(ring.Length >= 4 && ring[0] == ring[^1]))
        {
            errors.Wrong(place, positions, Expected);
        }

        return ring;
    }

    // A third number, the height, is of no use here.
    private static ShapePoint Position(JsonElement position, BodyPlace place, BodyErrors errors)
    {
        bool isOne = position.ValueKind == JsonValueKind.Array && position.GetArrayLength() is >= 2 and <= 4;
        if (isOne && Number(position[0]) is { } x && Number(position[1]) is { } y)
        {
            return new(x, y);
        }

        errors.Wrong(place, position, "a position, [x, y],");
        return default;

        static double? Number(JsonElement element) =>
            element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number) ? number : null;
    }

    private static IEnumerable<(JsonElement Value, BodyPlace Place)> Items(
        JsonElement array,
        BodyPlace place,
        string expected,
        BodyErrors errors
    )
    {
        if (array.ValueKind == JsonValueKind.Array)
        {
            return array.EnumerateArray().Select((item, i) => (item, place.Item(i)));
        }

        errors.Wrong(place, array, expected, "list_type");
        return [];
    }
}
