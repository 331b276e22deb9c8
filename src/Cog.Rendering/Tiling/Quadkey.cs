namespace Cog.Rendering.Tiling;

/// <summary>
/// The name of a tile in a set whose tiles each hold four of the next level: a digit for each level, the bit of its column and twice that
/// of its row (Bing's quadkeys; MosaicJSON).
/// </summary>
/// <remarks>
/// They are ordered as morecantile walks from a tile to those in it: column by column, so that the tiles in one stand together.
/// </remarks>
/// <param name="Zoom">How many digits.</param>
/// <param name="Code">Two bits a level, the coarsest first: that of the column, then that of the row.</param>
internal readonly record struct Quadkey(int Zoom, ulong Code) : IComparable<Quadkey>
{
    /// <summary>As many levels as a code has room for, with room for what stands behind the last.</summary>
    public const int MaxZoom = 30;

    /// <summary>The key of a tile; null beyond the levels or tiles that have one.</summary>
    public static Quadkey? Of(TileIndex tile)
    {
        if (tile.Z is < 0 or > MaxZoom || tile.X < 0 || tile.Y < 0 || tile.X >= 1L << tile.Z || tile.Y >= 1L << tile.Z)
        {
            return null;
        }

        ulong code = 0;
        for (int level = tile.Z - 1; level >= 0; level--)
        {
            code = (code << 2) | (((ulong)tile.X >> level & 1) << 1) | ((ulong)tile.Y >> level & 1);
        }

        return new(tile.Z, code);
    }

    /// <summary>Reads a key; null for what is none.</summary>
    public static Quadkey? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxZoom)
        {
            return null;
        }

        ulong code = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '3')
            {
                return null;
            }

            ulong bits = (ulong)(digit - '0');
            code = (code << 2) | ((bits & 1) << 1) | (bits >> 1);
        }

        return new(text.Length, code);
    }

    /// <summary>The key at another level: of the tile that this one is in, or of the first in it.</summary>
    public Quadkey At(int zoom) => zoom <= Zoom ? new(zoom, Code >> (2 * (Zoom - zoom))) : new(zoom, Code << (2 * (zoom - Zoom)));

    /// <summary>The first code behind those of all tiles of a finer level that are in this one.</summary>
    public ulong EndAt(int zoom) => (Code + 1) << (2 * (zoom - Zoom));

    /// <summary>Its tile.</summary>
    public TileIndex Tile
    {
        get
        {
            long x = 0,
                y = 0;
            for (int level = Zoom - 1; level >= 0; level--)
            {
                x = (x << 1) | (long)(Code >> ((2 * level) + 1) & 1);
                y = (y << 1) | (long)(Code >> (2 * level) & 1);
            }

            return new(Zoom, x, y);
        }
    }

    /// <inheritdoc/>
    public int CompareTo(Quadkey other) => Zoom != other.Zoom ? Zoom.CompareTo(other.Zoom) : Code.CompareTo(other.Code);

    /// <summary>Its digits.</summary>
    public override string ToString()
    {
        ulong code = Code;
        return string.Create(Zoom, code, (digits, bits) =>
        {
            for (int i = digits.Length - 1; i >= 0; i--, bits >>= 2)
            {
                digits[i] = (char)('0' + (int)((bits & 1) << 1 | (bits >> 1 & 1)));
            }
        });
    }
}
