namespace Cog.Api.Mosaics.Documents;

/// <summary>Reads MosaicJSON: token by token, so that a document of many tiles costs what its lists cost.</summary>
internal static class MosaicDocumentReader
{
    private const string DefaultSet = "WebMercatorQuad";
    private const int MaxTextLength = 4096;

    /// <summary>Reads a document.</summary>
    /// <param name="json">All of it, UTF-8.</param>
    /// <exception cref="FormatException">It is none; the message names the member and what was expected.</exception>
    /// <exception cref="UnsupportedCrsException">The CRS of its tile matrix set is not supported.</exception>
    public static MosaicDocument Read(ReadOnlyMemory<byte> json)
    {
        ReadOnlySpan<byte> text = json.Span;
        if (text.StartsWith("\uFEFF"u8))
        {
            text = text[3..];
        }

        try
        {
            return new Members().Read(text);
        }
        catch (JsonException error)
        {
            throw new FormatException($"It is not JSON: {JsonFault.PlaceOf(error)}.", error);
        }
        catch (InvalidOperationException error)
        {
            // Bytes that are not UTF-8, or an escape that is half a character: found when the text is read.
            throw new FormatException("It is not JSON, for a text in it is no Unicode.", error);
        }
    }

    private sealed class Members
    {
        private readonly MosaicTiles.Builder _tiles = new();
        private readonly Dictionary<string, string> _texts = [];
        private readonly Dictionary<string, int> _zooms = [];
        private readonly Dictionary<string, double[]> _numbers = [];
        private TileMatrixSet? _set;
        private bool _hasTiles;

        public MosaicDocument Read(ReadOnlySpan<byte> text)
        {
            var json = new Utf8JsonReader(text);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException(
                    "The document is no object; a MosaicJSON is expected: {\"mosaicjson\": \"0.0.3\", \"tiles\": …}."
                );
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                json.Read();
                ReadMember(name, ref json, text);
            }

            while (json.Read()) { } // What stands behind it is no JSON.

            return Finish();
        }

        private void ReadMember(string name, ref Utf8JsonReader json, ReadOnlySpan<byte> text)
        {
            if (json.TokenType == JsonTokenType.Null)
            {
                return;
            }

            switch (name)
            {
                case "mosaicjson" or "name" or "description" or "attribution" or "asset_prefix":
                    _texts[name] = Text(name, ref json);
                    break;
                case "minzoom" or "maxzoom" or "quadkey_zoom":
                    _zooms[name] = Zoom(name, ref json);
                    break;
                case "bounds" or "center":
                    _numbers[name] = Numbers(name, name == "bounds" ? 4 : 3, ref json);
                    break;
                case "tilematrixset":
                    _set = ReadSet(ref json, text);
                    break;
                case "tiles":
                    ReadTiles(ref json);
                    break;
                default:
                    json.Skip(); // layers, colormap, asset_type, data_type, version, and what others put there
                    break;
            }
        }

        private MosaicDocument Finish()
        {
            if (!_texts.TryGetValue("mosaicjson", out string? version))
            {
                throw new FormatException("mosaicjson is missing; the version of the form, \"0.0.3\", is expected.");
            }

            if (!(version.StartsWith("0.0.2", StringComparison.Ordinal) || version.StartsWith("0.0.3", StringComparison.Ordinal)))
            {
                throw new FormatException($"mosaicjson is \"{Shown(version)}\"; versions 0.0.2 and 0.0.3 are read here.");
            }

            if (!_hasTiles)
            {
                throw new FormatException("tiles is missing; an object of quadkeys with lists of files is expected.");
            }

            var zooms = new ZoomRange(_zooms.GetValueOrDefault("minzoom"), _zooms.GetValueOrDefault("maxzoom", Quadkey.MaxZoom));
            if (zooms.MaxZoom < zooms.MinZoom)
            {
                throw new FormatException($"maxzoom is {zooms.MaxZoom}; {zooms.MinZoom}, which minzoom is, or more is expected.");
            }

            double[] bounds = _numbers.GetValueOrDefault("bounds") ?? [-180, -90, 180, 90];
            if (!bounds.All(double.IsFinite) || bounds[1] > bounds[3])
            {
                throw new FormatException(
                    "bounds has no west, south, east, north: four numbers are expected, the second no more than the fourth."
                );
            }

            // pydantic-less writers put 0 for "none", and cogeo-mosaic takes it so.
            int quadkeyZoom = _zooms.GetValueOrDefault("quadkey_zoom") is > 0 and var own ? own : zooms.MinZoom;
            return new()
            {
                Version = version,
                Name = _texts.GetValueOrDefault("name"),
                Description = _texts.GetValueOrDefault("description"),
                Attribution = _texts.GetValueOrDefault("attribution"),
                Zooms = zooms,
                QuadkeyZoom = quadkeyZoom,
                Bounds = new(bounds[0], bounds[1], bounds[2], bounds[3]),
                Center = _numbers.GetValueOrDefault("center") ?? [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, zooms.MinZoom],
                Set = _set ?? TileMatrixSets.Registered.Find(DefaultSet)!,
                Tiles = _tiles.Build(quadkeyZoom, _texts.GetValueOrDefault("asset_prefix", "")),
            };
        }

        private void ReadTiles(ref Utf8JsonReader json)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException("tiles is no object; one of quadkeys with lists of files is expected.");
            }

            _hasTiles = true;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string key = json.GetString()!;
                _tiles.Begin(
                    Quadkey.Parse(key)
                        ?? throw new FormatException(
                            $"tiles has the key \"{Shown(key)}\"; up to {Quadkey.MaxZoom} digits of 0 to 3 are expected."
                        )
                );
                if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
                {
                    throw new FormatException($"tiles.{key} is no list; a list of files is expected.");
                }

                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (json.TokenType != JsonTokenType.String || json.ValueSpan.Length > MaxTextLength)
                    {
                        throw new FormatException(
                            $"tiles.{key} has something else than the address of a file; texts of up to {MaxTextLength} bytes are expected."
                        );
                    }

                    _tiles.Add(json.GetString()!);
                }
            }
        }

        // The object's bytes, read as a set that a deployment brings.
        private static TileMatrixSet ReadSet(ref Utf8JsonReader json, ReadOnlySpan<byte> text)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException("tilematrixset is no object; a tile matrix set (OGC 17-083r4) is expected.");
            }

            int start = (int)json.TokenStartIndex;
            json.Skip();
            TileMatrixSet set;
            try
            {
                set = TileMatrixSetDocument.Read(text[start..(int)json.BytesConsumed].ToArray());
            }
            catch (FormatException error)
            {
                throw new FormatException($"tilematrixset: {error.Message}", error);
            }

            // Quadkeys need each tile to hold four of the next level, from one tile on.
            for (int i = 0; i < set.Matrices.Count; i++)
            {
                TileMatrix matrix = set.Matrices[i];
                if (
                    matrix.Zoom != i
                    || matrix.VariableWidths.Count > 0
                    || (i > 0 && Math.Abs((set.Matrices[i - 1].Resolution / matrix.Resolution) - 2) > 1e-6)
                )
                {
                    throw new FormatException(
                        $"tilematrixset is {Shown(set.Id)}, whose level {matrix.Zoom} does not halve the one before it: it has no quadkeys."
                    );
                }
            }

            return set;
        }

        private static string Text(string name, ref Utf8JsonReader json) =>
            json.TokenType == JsonTokenType.String
                ? json.GetString()!
                : throw new FormatException($"{name} is no text; a text is expected.");

        private static int Zoom(string name, ref Utf8JsonReader json) =>
            json.TokenType == JsonTokenType.Number
            && json.TryGetDouble(out double zoom)
            && zoom == Math.Floor(zoom)
            && zoom is >= 0 and <= Quadkey.MaxZoom
                ? (int)zoom
                : throw new FormatException($"{name} is no level; a whole number from 0 to {Quadkey.MaxZoom} is expected.");

        private static double[] Numbers(string name, int count, ref Utf8JsonReader json)
        {
            var numbers = new List<double>();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                while (json.Read() && json.TokenType == JsonTokenType.Number && numbers.Count <= count)
                {
                    numbers.Add(json.GetDouble());
                }
            }

            return json.TokenType == JsonTokenType.EndArray && numbers.Count == count
                ? [.. numbers]
                : throw new FormatException($"{name} is no list of {count} numbers, which is expected.");
        }

        private static string Shown(string text)
        {
            const int Most = 40;
            return text.Length <= Most ? text : text[..Most] + "…";
        }
    }
}
