namespace Cog.Api.Mosaics.Documents;

/// <summary>Files by quadkey, the keys of one level: in order, so that those in a coarser tile stand together.</summary>
internal sealed class MosaicTiles
{
    private readonly string[] _assets;
    private readonly ulong[] _codes;
    private readonly int[] _starts; // Of a key's files among _files; one more than there are keys.
    private readonly int[] _files; // Each a place among _assets.
    private readonly int _zoom;

    private MosaicTiles(int zoom, string[] assets, ulong[] codes, int[] starts, int[] files) =>
        (_zoom, _assets, _codes, _starts, _files) = (zoom, assets, codes, starts, files);

    /// <summary>How many tiles have files.</summary>
    public int Count => _codes.Length;

    /// <summary>Every file, once, in the order in which they are first named.</summary>
    public IReadOnlyList<string> Assets => _assets;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<Quadkey> Keys => _codes.Select(code => new Quadkey(_zoom, code));

    /// <summary>Bytes of memory, about.</summary>
    public long MemoryBytes =>
        (_assets.Sum(a => (long)a.Length) * 2) + (_assets.Length * 32L) + (_codes.Length * 12L) + (_files.Length * 4L);

    /// <summary>The files of a tile: of the one that it is in where the mosaic's are coarser; of all in it where they are finer.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="limit">Stops at so many.</param>
    /// <returns>Each file once, in the order of the tiles, column by column, and of the lists.</returns>
    public IReadOnlyList<string> In(Quadkey tile, int limit = int.MaxValue)
    {
        Quadkey first = tile.At(_zoom);
        ulong end = tile.Zoom >= _zoom ? first.Code + 1 : tile.EndAt(_zoom);
        int start = Array.BinarySearch(_codes, first.Code);
        var found = new OrderedSet();
        for (int i = start < 0 ? ~start : start; i < _codes.Length && _codes[i] < end && found.Count < limit; i++)
        {
            Add(found, i);
        }

        return found.Texts(_assets);
    }

    /// <summary>The files of a rectangle of tiles of the mosaic's own level, column by column.</summary>
    public IReadOnlyList<string> In(TileIndex first, TileIndex last, int limit = int.MaxValue)
    {
        // A walk over tiles, or over those that there are, whichever is shorter.
        var found = new OrderedSet();
        double tiles = (double)(last.X - first.X + 1) * (last.Y - first.Y + 1);
        IEnumerable<int> places =
            tiles <= _codes.Length
                ? Walk(first, last)
                : Enumerable
                    .Range(0, _codes.Length)
                    .Select(i => (Place: i, new Quadkey(_zoom, _codes[i]).Tile))
                    .Where(t => t.Tile.X >= first.X && t.Tile.X <= last.X && t.Tile.Y >= first.Y && t.Tile.Y <= last.Y)
                    .OrderBy(t => t.Tile.X)
                    .ThenBy(t => t.Tile.Y)
                    .Select(t => t.Place);
        foreach (int place in places)
        {
            if (found.Count >= limit)
            {
                break;
            }

            Add(found, place);
        }

        return found.Texts(_assets);
    }

    private IEnumerable<int> Walk(TileIndex first, TileIndex last)
    {
        for (long x = first.X; x <= last.X; x++)
        {
            for (long y = first.Y; y <= last.Y; y++)
            {
                int place = Quadkey.Of(new(_zoom, x, y)) is { } key ? Array.BinarySearch(_codes, key.Code) : -1;
                if (place >= 0)
                {
                    yield return place;
                }
            }
        }
    }

    private void Add(OrderedSet found, int place)
    {
        for (int f = _starts[place]; f < _starts[place + 1]; f++)
        {
            found.Add(_files[f]);
        }
    }

    /// <summary>Collects the lists of a document.</summary>
    internal sealed class Builder
    {
        private readonly Dictionary<string, int> _places = [];
        private readonly List<string> _assets = [];
        private readonly List<(Quadkey Key, int Start)> _keys = [];
        private readonly List<int> _files = [];

        /// <summary>Begins the list of a key.</summary>
        public void Begin(Quadkey key) => _keys.Add((key, _files.Count));

        /// <summary>Adds a file to the list that was begun last.</summary>
        public void Add(string asset)
        {
            if (!_places.TryGetValue(asset, out int place))
            {
                place = _assets.Count;
                _places.Add(asset, place);
                _assets.Add(asset);
            }

            _files.Add(place);
        }

        /// <summary>The lists of a level's keys; other levels' are never looked at. Of two lists of one key the last counts.</summary>
        /// <param name="zoom">The level.</param>
        /// <param name="prefix">Stands before every file.</param>
        public MosaicTiles Build(int zoom, string prefix = "")
        {
            _keys.Add((new(Quadkey.MaxZoom + 1, 0), _files.Count));
            var lists = new SortedDictionary<ulong, (int Start, int End)>();
            for (int i = 0; i < _keys.Count - 1; i++)
            {
                if (_keys[i].Key.Zoom == zoom)
                {
                    lists[_keys[i].Key.Code] = (_keys[i].Start, _keys[i + 1].Start);
                }
            }

            var files = new List<int>(_files.Count);
            int[] starts = new int[lists.Count + 1];
            int list = 0;
            foreach ((int start, int end) in lists.Values)
            {
                files.AddRange(_files[start..end]);
                starts[++list] = files.Count;
            }

            return new(zoom, [.. _assets.Select(asset => prefix + asset)], [.. lists.Keys], starts, [.. files]);
        }
    }

    private sealed class OrderedSet
    {
        private readonly HashSet<int> _seen = [];
        private readonly List<int> _order = [];

        public int Count => _order.Count;

        public void Add(int place)
        {
            if (_seen.Add(place))
            {
                _order.Add(place);
            }
        }

        public IReadOnlyList<string> Texts(string[] assets) => [.. _order.Select(place => assets[place])];
    }
}
