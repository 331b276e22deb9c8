using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;

namespace Cog.Rendering.Styling.Colors;

/// <summary>The colour maps that have names, those of rio-tiler, each of 256 colours. Each is unpacked when it is asked for.</summary>
/// <remarks>colormaps.bin, which make_colormaps.py beside it makes; the script says the layout, and where the colours are from.</remarks>
internal static class NamedColorMaps
{
    private const int Colors = 256;
    private const string Reversed = "_r";

    private static readonly EmbeddedTable s_table = new("colormaps.bin");

    private static readonly ConcurrentDictionary<string, ColorTable> Found = new();

    private static ReadOnlySpan<byte> Bytes => s_table.Bytes;

    /// <summary>All names, sorted.</summary>
    public static IReadOnlyList<string> Names
    {
        get
        {
            var names = new List<string>();
            for (int at = 0; at < s_table.Length; at = Record(at).End)
            {
                names.Add(System.Text.Encoding.ASCII.GetString(Record(at).Name));
            }

            return names;
        }
    }

    /// <summary>A map by its name, in rio-tiler's spelling; null when there is none.</summary>
    public static ColorTable? Find(string name)
    {
        if (Found.TryGetValue(name, out ColorTable? known))
        {
            return known;
        }

        byte[] rgb = new byte[3 * Colors];
        if (!Unpack(name, rgb))
        {
            return null;
        }

        uint[] colors = new uint[Colors];
        for (int i = 0; i < Colors; i++)
        {
            colors[i] = ColorMap.Pack(rgb[i], rgb[Colors + i], rgb[(2 * Colors) + i], 255);
        }

        return Found.GetOrAdd(name, new ColorTable(colors) { Name = name, Casts = true });
    }

    // All reds, all greens, all blues.
    private static bool Unpack(string name, Span<byte> rgb)
    {
        for (int at = 0; at < s_table.Length; )
        {
            MapRecord record = Record(at);
            if (Ascii.Equals(record.Name, name))
            {
                if (record.End > record.Payload)
                {
                    using Stream packed = s_table.Open(record.Payload..record.End);
                    using var inflated = new DeflateStream(packed, CompressionMode.Decompress);
                    inflated.ReadExactly(rgb);
                }

                Restore(name, rgb);
                return true;
            }

            at = record.End;
        }

        return false;
    }

    private static void Restore(string name, Span<byte> rgb)
    {
        Span<byte> forward = stackalloc byte[3 * Colors];
        bool isReversed = name.EndsWith(Reversed, StringComparison.Ordinal) && Unpack(name[..^Reversed.Length], forward);
        for (int plane = 0; plane < 3; plane++)
        {
            Span<byte> values = rgb.Slice(plane * Colors, Colors);
            ReadOnlySpan<byte> others = forward.Slice(plane * Colors, Colors);
            for (int i = 0; i < Colors; i++)
            {
                values[i] +=
                    isReversed ? others[Colors - 1 - i]
                    : i > 0 ? values[i - 1]
                    : (byte)0;
            }
        }
    }

    private static MapRecord Record(int at)
    {
        ReadOnlySpan<byte> bytes = Bytes;
        int length = at + 1 + bytes[at];
        return new(at + 1, length + 2, length + 2 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[length..]));
    }

    /// <summary>Where the parts of a record begin: its name, its packed colours, the next record.</summary>
    private readonly record struct MapRecord(int Start, int Payload, int End)
    {
        public ReadOnlySpan<byte> Name => Bytes[Start..(Payload - 2)];
    }
}
