using Cog.Stac;

namespace Cog.Api.Items;

/// <summary>
/// The extension <c>render</c> of STAC: an item's <c>renders</c>, each a set of TiTiler's parameters by a name. Those of TiTiler before 2.0
/// (<c>asset_bidx</c>, <c>asset_expression</c>) are turned into those of today, as TiTiler does.
/// </summary>
internal static class ItemRenders
{
    // What is shown of an item is bounded, whatever it holds.
    private const int Most = 100;
    private const int MostCharacters = 8192;

    /// <summary>All of an item, in its order.</summary>
    public static IReadOnlyList<LayerRender> Of(StacItem item) =>
        MemberOf(MemberOf(item.Json, "properties"), "renders") is { } renders
            ?
            [
                .. renders
                    .EnumerateObject()
                    .Take(Most)
                    .Select(OfOne)
                    .OfType<LayerRender>()
                    .GroupBy(one => one.Name)
                    .Select(one => one.Last()),
            ]
            : [];

    /// <summary>Those of which tiles can be asked for.</summary>
    public static IReadOnlyList<LayerRender> ValidOf(StacItem item) => [.. Of(item).Where(IsValid)];

    /// <summary>Whether tiles take its parameters. Assets have to be named, as in TiTiler.</summary>
    public static bool IsValid(LayerRender render)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.QueryString = QueryString.Create(render.Parameters.Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));
        try
        {
            var query = new RequestQuery(request);
            AssetQuery assets = AssetQuery.Read(query);
            TileParameters.Parse(query);
            query.ThrowIfInvalid();
            return assets.Choices.Count > 0 || assets.IsAll;
        }
        catch (BadHttpRequestException)
        {
            return false;
        }
    }

    // Null for what is none, for text that is no Unicode, and for one that is longer than any map needs.
    private static LayerRender? OfOne(JsonProperty render)
    {
        if (render.Value.ValueKind != JsonValueKind.Object || render.Value.GetRawText().Length > MostCharacters)
        {
            return null;
        }

        try
        {
            LayerRender found = Of(render);
            return found.Parameters.Sum(p => p.Key.Length + p.Value.Length) <= MostCharacters ? found : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static LayerRender Of(JsonProperty render)
    {
        string[] assets = [.. TextsOf(render.Value, "assets").Take(Most)];
        (string Asset, string Option)[] options =
        [
            .. OptionsOf(render.Value, "asset_bidx", "bidx").Take(Most),
            .. OptionsOf(render.Value, "asset_expression", "expression").Take(Most),
        ];
        if (assets.Length > 0 && options.Length > 0)
        {
            assets =
            [
                .. assets.Select(asset => string.Join('|', options.Where(o => o.Asset == asset).Select(o => o.Option).Prepend(asset))),
            ];
        }

        bool isOld(JsonProperty member) => assets.Length > 0 && member.Name is "asset_bidx" or "asset_expression";
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            foreach (JsonProperty member in render.Value.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null && !isOld(m)))
            {
                if (member.Name == "assets")
                {
                    writer.WriteStartArray(member.Name);
                    Array.ForEach(assets, writer.WriteStringValue);
                    writer.WriteEndArray();
                }
                else
                {
                    member.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(text.ToArray());
        JsonElement definition = document.RootElement.Clone();
        return new(render.Name, definition, [.. definition.EnumerateObject().Where(IsOfStyle).SelectMany(ParametersOf)]);
    }

    // What is drawn, and on whose bill, is the caller's to say.
    private static bool IsOfStyle(JsonProperty member) => member.Name is not ("title" or "url" or "request_payer");

    private static IEnumerable<KeyValuePair<string, string>> ParametersOf(JsonProperty member) =>
        (member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().Select(TextOf) : [TextOf(member.Value)]).Select(
            value => KeyValuePair.Create(member.Name, value)
        );

    // A range is a pair: 0,150.
    private static string TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf)),
            _ => value.GetRawText(),
        };

    // asset|value → asset, and name=value.
    private static IEnumerable<(string Asset, string Option)> OptionsOf(JsonElement render, string member, string name) =>
        TextsOf(render, member)
            .Select(text => text.Split('|', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], $"{name}={parts[1]}"));

    // A list of texts, or one alone.
    private static IEnumerable<string> TextsOf(JsonElement render, string member) =>
        !render.TryGetProperty(member, out JsonElement value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!)
        : [];

    private static JsonElement? MemberOf(JsonElement? parent, string name) =>
        parent is { } there && there.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.Object
            ? member
            : null;
}
