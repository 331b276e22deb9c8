using System.Text.Json;
using System.Text.Unicode;

namespace Cog.Stac;

/// <summary>
/// Reads an item from JSON. Members that only describe may be wrong, and are skipped then; those that decide which pixels are read may not.
/// </summary>
internal static class StacItemParser
{
    private const int MaxRoles = 100;
    private const int MaxAlternates = 100;

    private static readonly string[] s_commonOfBands = ["eo:common_name", "common_name"];

    public static StacItem Parse(ReadOnlyMemory<byte> json, Uri? address, StacLimits limits)
    {
        try
        {
            return Understand(json, address, limits);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidStacException("The document is no STAC item: it has a name that is no Unicode.", error); // "\ud800"
        }
    }

    private static StacItem Understand(ReadOnlyMemory<byte> json, Uri? address, StacLimits limits)
    {
        if (json.Length > limits.MaxBytes)
        {
            throw Exceeded($"The item has {json.Length} bytes", nameof(StacLimits.MaxBytes), limits.MaxBytes);
        }

        JsonElement root = Read(json, limits);
        string? type = root.Text("type");
        if (type != "Feature" || root.Object("assets") is not { } assets)
        {
            throw new InvalidStacException(
                $"The document is no STAC item: its type is {(type is null ? "missing" : $"'{type}'")}, expected 'Feature' with assets."
            );
        }

        JsonElement properties = root.Object("properties") ?? default;
        StacProjection projection = StacProjectionReader.Of(properties, new());
        return new()
        {
            Address = address ?? SelfOf(root),
            Id = root.Text("id") ?? "",
            Version = root.Text("stac_version"),
            Bounds = StacBounds.Of(root),
            Projection = projection,
            Assets = AssetsOf(assets, properties, projection, limits),
            Json = root,
        };
    }

    internal static LimitExceededException Exceeded(string found, string limit, int value) =>
        new($"{found}; {nameof(StacLimits)}.{limit} is {value}.");

    private static JsonElement Read(ReadOnlyMemory<byte> json, StacLimits limits)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        json = json.Span.StartsWith(mark) ? json[mark.Length..] : json;
        if (!Utf8.IsValid(json.Span))
        {
            throw new InvalidStacException("The document is no STAC item: it is no JSON, which is UTF-8 (RFC 8259 section 8.1).");
        }

        try
        {
            RequireDepth(json.Span, limits.MaxDepth);
            using JsonDocument document = JsonDocument.Parse(json, new() { MaxDepth = limits.MaxDepth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidStacException($"The document is no STAC item: it is JSON, but {document.RootElement.ValueKind}.");
        }
        catch (JsonException error)
        {
            throw new InvalidStacException($"The document is no STAC item: it is no JSON, see line {error.LineNumber + 1}.", error);
        }
    }

    // What reads a document tells one that is too deep from one that is wrong by words alone.
    private static void RequireDepth(ReadOnlySpan<byte> json, int most)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = most + 1 });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= most)
            {
                throw Exceeded("The item is nested deeper", nameof(StacLimits.MaxDepth), most);
            }
        }
    }

    private static Uri? SelfOf(JsonElement root) =>
        root.Array("links")
            .Where(link => link.Text("rel") == "self")
            .Select(link => Uri.TryCreate(link.Text("href"), UriKind.Absolute, out Uri? self) ? self : null)
            .FirstOrDefault();

    private static List<StacAsset> AssetsOf(JsonElement assets, JsonElement properties, StacProjection projection, StacLimits limits)
    {
        var found = new List<StacAsset>();
        foreach (JsonProperty asset in assets.EnumerateObject())
        {
            if (found.Count == limits.MaxAssets)
            {
                throw Exceeded("The item has more assets", nameof(StacLimits.MaxAssets), limits.MaxAssets);
            }

            if (asset.Value.Text("href") is not { Length: > 0 } href)
            {
                continue; // Nothing to be read.
            }

            found.RemoveAll(other => other.Name == asset.Name); // Of two members of one name, the last is meant (RFC 8259 section 4).
            found.Add(
                new(asset.Name, href)
                {
                    MediaType = asset.Value.Text("type"),
                    Title = asset.Value.Text("title"),
                    Roles = [.. asset.Value.Array("roles").Take(MaxRoles).Select(role => role.Text()).OfType<string>()],
                    HeaderSize = asset.Value.Number("file:header_size") is { } size && size is >= 1 and <= int.MaxValue ? (int)size : null,
                    Bands = BandsOf(asset.Value, properties, limits),
                    Projection = StacProjectionReader.Of(asset.Value, projection),
                    AlternateHrefs = AlternatesOf(asset.Value),
                }
            );
        }

        return found;
    }

    private static Dictionary<string, string> AlternatesOf(JsonElement asset) =>
        asset.Object("alternate") is not { } alternates
            ? []
            : alternates
                .EnumerateObject()
                .Take(MaxAlternates)
                .Select(other => (other.Name, Href: other.Value.Text("href")))
                .Where(other => other.Href is { Length: > 0 })
                .DistinctBy(other => other.Name)
                .ToDictionary(other => other.Name, other => other.Href!, StringComparer.Ordinal);

    private static StacBand[] BandsOf(JsonElement asset, JsonElement properties, StacLimits limits)
    {
        JsonElement[] bands = Bounded("bands"),
            rasters = bands.Length > 0 ? [] : Bounded("raster:bands"),
            eos = bands.Length > 0 ? [] : Bounded("eo:bands");
        var found = new StacBand[Math.Max(bands.Length, Math.Max(rasters.Length, eos.Length))];
        for (int i = 0; i < found.Length; i++)
        {
            JsonElement[] sources = [At(bands, i), At(rasters, i), At(eos, i)];
            found[i] = BandOf(sources, bands.Length > 0 ? [.. sources, asset, properties] : sources);
        }

        return found;

        JsonElement[] Bounded(string name)
        {
            JsonElement[] all = [.. asset.Array(name).Take(limits.MaxBands + 1)];
            return all.Length <= limits.MaxBands
                ? all
                : throw Exceeded($"{name} of an asset has more bands", nameof(StacLimits.MaxBands), limits.MaxBands);
        }

        static JsonElement At(JsonElement[] elements, int index) => index < elements.Length ? elements[index] : default;
    }

    // What a band does not say itself, its asset and its item say for all of their bands (STAC 1.1, "Bands").
    private static StacBand BandOf(JsonElement[] own, JsonElement[] inherited)
    {
        JsonElement statistics = inherited.Select(element => element.Object("statistics")).FirstOrDefault(found => found is not null)
            ?? default;
        (double? minimum, double? maximum) = (statistics.Number("minimum"), statistics.Number("maximum"));
        bool isRange = minimum <= maximum;
        return new()
        {
            Name = First(own, "name"),
            CommonName = s_commonOfBands.Select(name => First(own, name)).FirstOrDefault(text => text is not null),
            Description = First(own, "description"),
            DataType = First(inherited, "data_type"),
            Unit = First(inherited, "unit"),
            Scale = Finite("raster:scale") ?? Finite("scale"),
            Offset = Finite("raster:offset") ?? Finite("offset"),
            NoData = inherited.Select(element => element.NumberOrWord("nodata")).FirstOrDefault(number => number is not null),
            Minimum = isRange ? minimum : null,
            Maximum = isRange ? maximum : null,
        };

        double? Finite(string name) => inherited.Select(element => element.Number(name)).FirstOrDefault(number => number is not null);
    }

    private static string? First(JsonElement[] elements, string name) =>
        elements.Select(element => element.Text(name)).FirstOrDefault(text => text is { Length: > 0 });
}
