using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Png;

/// <summary>At most 256 different colours, and for each pixel which one.</summary>
internal sealed class PngPalette
{
    private const int Slots = 1024; // Four times the most entries: short chains, and a power of two.

    private readonly uint[] _colors = new uint[256];

    private PngPalette(byte[] indexes) => Indexes = indexes;

    /// <summary>How many colours.</summary>
    public int Count { get; private set; }

    /// <summary>One a pixel, in order of first appearance.</summary>
    public byte[] Indexes { get; }

    /// <summary>Counts the colours of three planes and their alpha.</summary>
    /// <returns>Null when there are more than 256.</returns>
    public static PngPalette? Find(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> alpha)
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        Span<short> slots = stackalloc short[Slots];
        slots.Fill(-1);

        PngPalette? palette = null;
        uint last = 0;
        byte lastIndex = 0;
        for (int i = 0; i < red.Length; i++)
        {
            uint color = red[i] | ((uint)green[i] << 8) | ((uint)blue[i] << 16) | ((uint)(alpha.IsEmpty ? 255 : alpha[i]) << 24);
            if (palette is null || color != last)
            {
                palette ??= new PngPalette(new byte[red.Length]);
                if (palette.IndexOf(color, slots) is not { } index)
                {
                    return null;
                }

                (last, lastIndex) = (color, index);
            }

            palette.Indexes[i] = lastIndex;
        }

        return palette;
    }

    /// <summary>Bits of one index.</summary>
    public int BitDepth =>
        Count switch
        {
            <= 2 => 1,
            <= 4 => 2,
            <= 16 => 4,
            _ => 8,
        };

    /// <summary>PLTE.</summary>
    public byte[] ToPlte()
    {
        byte[] plte = new byte[Count * 3];
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, _colors[i]);
            bytes[..3].CopyTo(plte.AsSpan(i * 3));
        }

        return plte;
    }

    private byte? IndexOf(uint color, Span<short> slots)
    {
        // Fibonacci hashing: the product's high bits depend on every byte of the colour.
        int slot = (int)(color * 2654435769u >> 22);
        for (; slots[slot] >= 0; slot = (slot + 1) % Slots)
        {
            if (_colors[slots[slot]] == color)
            {
                return (byte)slots[slot];
            }
        }

        if (Count == 256)
        {
            return null;
        }

        slots[slot] = (short)Count;
        _colors[Count] = color;
        return (byte)Count++;
    }
}
