using System.Buffers;
using Cog.Geo;

namespace Cog.Api.Mosaics.Documents;

/// <summary>A file that goes into a MosaicJSON.</summary>
/// <param name="Name">Its address, as it is to be listed.</param>
/// <param name="Box">Longitudes and latitudes; <c>MinX &gt; MaxX</c> across ±180°.</param>
/// <param name="Zooms">Its levels in WebMercatorQuad.</param>
/// <param name="Type">Of its samples.</param>
internal sealed record MosaicFile(string Name, BoundingBox Box, ZoomRange Zooms, SampleType Type)
{
    /// <summary>What a header says.</summary>
    /// <exception cref="CogException">The file is nowhere on the earth.</exception>
    public static MosaicFile Of(string name, CogHeader header)
    {
        TileMatrixSet set = TileMatrixSets.Registered.Find("WebMercatorQuad")!;
        BoundingBox box = FileExtent.Of(header, Crs.Wgs84) ?? throw new UnsupportedTiffException("The file has no place on the earth.");
        return new(name, box, ZoomRange.Of(header, set), header.Image.SampleType);
    }
}

/// <summary>How a MosaicJSON is to be made; null follows from the files, by cogeo-mosaic's rules.</summary>
internal sealed record MosaicBuilding
{
    /// <summary>The coarsest level; the largest of those of the files.</summary>
    public int? MinZoom { get; init; }

    /// <summary>The finest level; the largest of those of the files.</summary>
    public int? MaxZoom { get; init; }

    /// <summary>The level of the quadkeys; the coarsest level.</summary>
    public int? QuadkeyZoom { get; init; }

    /// <summary>What the addresses of all files begin with, said once.</summary>
    public string? AssetPrefix { get; init; }

    /// <summary>Of a tile, the share that a file must cover to be listed there: 0 … 1.</summary>
    public double MinTileCover { get; init; }

    /// <summary>Whether the files of a tile come by what they cover of it, most first.</summary>
    public bool SortsByCover { get; init; }

    /// <summary>Name, description, attribution.</summary>
    public (string? Name, string? Description, string? Attribution) Words { get; init; }

    /// <summary>A mosaic that the files are added to, behind those that it has; null for none.</summary>
    public MosaicDocument? Before { get; init; }
}

/// <summary>Makes a MosaicJSON 0.0.3: files by quadkey.</summary>
internal static class MosaicBuilder
{
    private const int MaxEntries = 50_000_000;

    /// <summary>Builds the document.</summary>
    /// <param name="files">In the order in which they are to be shown.</param>
    /// <param name="building">How.</param>
    /// <returns>JSON, UTF-8.</returns>
    /// <exception cref="FormatException">The files do not go together, or there would be too many tiles.</exception>
    public static byte[] Build(IReadOnlyList<MosaicFile> files, MosaicBuilding building)
    {
        if (files.Count == 0 && building.Before is null)
        {
            throw new FormatException("There is no file to make a mosaic of.");
        }

        if (files.Select(f => f.Type).Distinct().ToArray() is [var one, var other, ..])
        {
            throw new FormatException(
                $"The files have samples of {one.NumPyName()} and of {other.NumPyName()}: a mosaic has those of one type."
            );
        }

        (int minZoom, int maxZoom) = ZoomsOf(files, building);
        int level = building.Before?.QuadkeyZoom ?? building.QuadkeyZoom ?? minZoom;
        if (building.QuadkeyZoom is { } wanted && wanted != level)
        {
            throw new FormatException(
                $"The quadkey zoom is {wanted}, and {level} in the mosaic that files are added to: it stays what it is."
            );
        }

        var tiles = new SortedDictionary<string, List<(string Name, double Cover)>>(StringComparer.Ordinal);
        foreach (Quadkey key in building.Before?.Tiles.Keys ?? [])
        {
            tiles[key.ToString()] = [.. building.Before!.Tiles.In(key).Select(name => (name, 0.0))];
        }

        HashSet<string> known = [.. building.Before?.Tiles.Assets ?? []];
        long entries = 0;
        foreach (MosaicFile file in files.Where(file => known.Add(file.Name)))
        {
            foreach ((Quadkey key, double cover) in TilesOf(file.Box, level))
            {
                if (cover <= building.MinTileCover)
                {
                    continue;
                }

                if (++entries > MaxEntries)
                {
                    throw new FormatException(
                        $"The files lie in more than {MaxEntries} tiles of level {level}: a coarser quadkey zoom has fewer."
                    );
                }

                string text = key.ToString();
                if (!tiles.TryGetValue(text, out List<(string, double)>? there))
                {
                    tiles.Add(text, there = []);
                }

                there.Add((file.Name, cover));
            }
        }

        BoundingBox bounds = MosaicLayer.Around(
            building.Before is { } before ? files.Select(f => f.Box).Prepend(before.Bounds) : files.Select(f => f.Box)
        );
        return Write(building, (minZoom, maxZoom, level), bounds, tiles);
    }

    // What is not said follows from the files, and from what is said.
    private static (int Min, int Max) ZoomsOf(IReadOnlyList<MosaicFile> files, MosaicBuilding building)
    {
        if (building is { MinZoom: { } least, MaxZoom: { } most } && least > most)
        {
            throw new FormatException(
                $"The coarsest level is {least} and the finest {most}: expected one that is not finer than the other."
            );
        }

        int min = building.MinZoom ?? building.Before?.Zooms.MinZoom ?? files.Max(f => f.Zooms.MinZoom),
            max = building.MaxZoom ?? building.Before?.Zooms.MaxZoom ?? files.Max(f => f.Zooms.MaxZoom);
        return building.MinZoom is null ? (Math.Min(min, max), max) : (min, Math.Max(min, max));
    }

    // Tiles that share some area with the box; one that only touches it has nothing to show of the file.
    private static IEnumerable<(Quadkey Key, double Cover)> TilesOf(BoundingBox box, int level)
    {
        TileMatrixSet set = TileMatrixSets.Registered.Find("WebMercatorQuad")!;
        TileMatrix matrix = set.MatrixAt(level) ?? throw new FormatException($"WebMercatorQuad has no level {level}.");
        double side = matrix.Resolution * matrix.TileWidth;
        CrsTransform toSet = CrsTransform.Create(Crs.Wgs84, set.Crs),
            toGround = CrsTransform.Create(set.Crs, Crs.Wgs84);
        foreach (BoundingBox part in new MosaicPlace(box).Parts)
        {
            (double west, double north) = toSet.Transform(part.MinX, Math.Clamp(part.MaxY, -85.0511, 85.0511));
            (double east, double south) = toSet.Transform(part.MaxX, Math.Clamp(part.MinY, -85.0511, 85.0511));
            long left = First((west - matrix.OriginX) / side, matrix.MatrixWidth),
                right = Last((east - matrix.OriginX) / side, matrix.MatrixWidth),
                top = First((matrix.OriginY - north) / side, matrix.MatrixHeight),
                bottom = Last((matrix.OriginY - south) / side, matrix.MatrixHeight);
            for (long x = left; x <= right; x++)
            {
                for (long y = top; y <= bottom; y++)
                {
                    BoundingBox tile = toGround.TransformBounds(set.BoundsOf(new(level, x, y))!.Value);
                    yield return (Quadkey.Of(new(level, x, y))!.Value, CoverOf(tile, part));
                }
            }
        }

        // Edges of boxes are rounded: a hair is no area.
        static long First(double place, long count) => (long)Math.Clamp(Math.Floor(place + 1e-9), 0, count - 1);

        static long Last(double place, long count) => (long)Math.Clamp(Math.Ceiling(place - 1e-9) - 1, 0, count - 1);
    }

    // Of longitudes and latitudes, as cogeo-mosaic measures it.
    private static double CoverOf(BoundingBox tile, BoundingBox box)
    {
        double width = Math.Min(tile.MaxX, box.MaxX) - Math.Max(tile.MinX, box.MinX),
            height = Math.Min(tile.MaxY, box.MaxY) - Math.Max(tile.MinY, box.MinY);
        return Math.Max(1e-12, Math.Max(0, width) * Math.Max(0, height) / (tile.Width * tile.Height));
    }

    private static byte[] Write(
        MosaicBuilding building,
        (int Min, int Max, int Quadkey) zooms,
        BoundingBox bounds,
        SortedDictionary<string, List<(string Name, double Cover)>> tiles
    )
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mosaicjson", "0.0.3");
            WriteWord(json, "name", building.Words.Name ?? building.Before?.Name);
            WriteWord(json, "description", building.Words.Description ?? building.Before?.Description);
            json.WriteString("version", "1.0.0");
            WriteWord(json, "attribution", building.Words.Attribution ?? building.Before?.Attribution);
            json.WriteNumber("minzoom", zooms.Min);
            json.WriteNumber("maxzoom", zooms.Max);
            json.WriteNumber("quadkey_zoom", zooms.Quadkey);
            WriteNumbers(json, "bounds", bounds.MinX, bounds.MinY, bounds.MaxX, bounds.MaxY);
            BoundingBox whole = WorldAxis.Longitude.Unwrap(bounds);
            WriteNumbers(json, "center", (whole.MinX + whole.MaxX) / 2, (whole.MinY + whole.MaxY) / 2, zooms.Min);
            WriteWord(json, "asset_prefix", building.AssetPrefix);
            json.WriteStartObject("tiles");
            foreach ((string key, List<(string Name, double Cover)> files) in tiles)
            {
                json.WriteStartArray(key);
                IEnumerable<(string Name, double Cover)> ordered = building.SortsByCover ? files.OrderByDescending(f => f.Cover) : files;
                foreach ((string name, _) in ordered)
                {
                    json.WriteStringValue(WithoutPrefix(name, building.AssetPrefix));
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string WithoutPrefix(string name, string? prefix) =>
        prefix is null ? name
        : name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..]
        : throw new FormatException($"{name} does not begin with {prefix}: an asset prefix holds for all files.");

    private static void WriteWord(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
