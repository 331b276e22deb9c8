using Cog.Api.Items;
using Cog.Api.Mosaics.Documents;
using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;
using Cog.Sources;
using Cog.Stac;

namespace Cog.Api.Mosaics;

/// <summary>Mosaics of the STAC items in a GeoJSON FeatureCollection, as a search of a STAC API answers: in its order.</summary>
internal sealed class ItemMosaics
{
    private readonly CogFiles _files;
    private readonly ItemDatasets _items;
    private readonly Documents<ItemList> _documents;

    /// <param name="files">Where documents and files are.</param>
    public ItemMosaics(CogFiles files)
    {
        int maxBytes = files.Options.Mosaics.MaxBytes;
        (_files, _items) = (files, new(files));
        _documents = new(
            (bytes, uri) => ItemList.Parse(PackedText.Unpack(bytes, maxBytes), uri),
            files.Options,
            new(maxBytes, "COG_MOSAIC_MAX_BYTES"),
            TimeProvider.System,
            new(files.Options.Mosaics.CacheBytes, list => list.MemoryBytes)
        );
    }

    /// <summary>Reads the collection.</summary>
    public async Task<IMosaic> OpenAsync(HttpContext context, RequestQuery query)
    {
        FileLocation location = _files.Locate(context, query);
        RequestLog log = RequestLog.Of(context);
        _files.Begin(location, log);
        Document<ItemList> document = await _documents.ReadAsync(location, log, context.RequestAborted);
        AssetQuery asked = ItemDatasets.AskedOf(context);
        return new ItemMosaic(document, item => MemberOf(item, location, asked));
    }

    private MosaicMember MemberOf(ServedItem item, FileLocation document, AssetQuery asked)
    {
        try
        {
            return new ItemMember(item, _items.Prepare(item, document, asked));
        }
        catch (Exception error) when (error is CogException or BadHttpRequestException)
        {
            return new RefusedMember(item.Item.Id, error);
        }
    }
}

/// <summary>The items of a collection.</summary>
/// <param name="Items">In its order.</param>
/// <param name="MemoryBytes">What they take, about.</param>
internal sealed record ItemList(IReadOnlyList<ServedItem> Items, long MemoryBytes)
{
    private const int BytesPerByte = 4;

    /// <summary>Understands a collection; an item that has nothing to be read here is left out.</summary>
    /// <exception cref="BadHttpRequestException">It is none (422).</exception>
    public static ItemList Parse(ReadOnlyMemory<byte> json, Uri address)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new() { MaxDepth = StacLimits.Default.MaxDepth });
            JsonElement root = document.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("features", out JsonElement features)
                || features.ValueKind != JsonValueKind.Array
            )
            {
                throw Unusable(address, "a FeatureCollection of STAC items is expected");
            }

            var items = new List<ServedItem>(features.GetArrayLength());
            foreach (JsonElement feature in features.EnumerateArray())
            {
                try
                {
                    items.Add(ServedItem.Parse(JsonSerializer.SerializeToUtf8Bytes(feature, MosaicResponses.Default.JsonElement), address));
                }
                catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status400BadRequest)
                {
                    // Without an asset that is read here.
                }
            }

            return new(items, (long)json.Length * BytesPerByte);
        }
        catch (JsonException error)
        {
            throw Unusable(address, $"it is no JSON, see line {error.LineNumber + 1}");
        }
    }

    private static BadHttpRequestException Unusable(Uri address, string why) =>
        new($"{SourceName.Of(address)} is no mosaic: {why}.", StatusCodes.Status422UnprocessableEntity);
}
