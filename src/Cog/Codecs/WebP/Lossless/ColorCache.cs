namespace Cog.Codecs.WebP.Lossless;

/// <summary>Colours by their hash (WebP lossless specification, section 5.2.3).</summary>
internal sealed class ColorCache
{
    /// <summary>Bits of an index into the largest cache.</summary>
    public const int MaxBits = 11;

    private uint[] _colors = [];
    private int _bits;
    private int _seen;

    /// <summary>Whether there is one.</summary>
    public bool IsUsed => _bits > 0;

    /// <summary>How many colours it holds; 0 when there is none.</summary>
    public int Size => _bits > 0 ? 1 << _bits : 0;

    /// <summary>Empties it.</summary>
    /// <param name="bits">Bits of an index into it; 0 for no cache.</param>
    public void Begin(int bits)
    {
        _bits = bits;
        _seen = 0;
        if (bits > 0)
        {
            if (_colors.Length == 0)
            {
                _colors = new uint[1 << MaxBits];
            }

            _colors.AsSpan(0, Size).Clear();
        }
    }

    /// <summary>The colour at a place, when every pixel before has been seen.</summary>
    /// <param name="place">Below <see cref="Size"/>.</param>
    /// <param name="pixels">Those before, from the picture's first on.</param>
    public uint Find(int place, ReadOnlySpan<uint> pixels)
    {
        // Pixels come in when somebody asks, and not one by one.
        Span<uint> colors = _colors;
        int shift = 32 - _bits;
        foreach (uint color in pixels[_seen..])
        {
            colors[(int)((0x1E35A7BD * color) >> shift)] = color;
        }

        _seen = pixels.Length;
        return colors[place];
    }
}
