using System.Buffers.Binary;
using System.IO.Compression;

namespace Cog.Rendering.Encoding.Tiff;

/// <summary>One image file directory to be written, little endian, with its strips.</summary>
internal sealed class TiffDirectory
{
    private readonly SortedDictionary<TagId, Entry> _entries = [];
    private readonly List<byte[]> _strips = [];

    /// <summary>Bytes of the directory (TIFF 6.0 section 2): a count, entries of 12 bytes, the next directory's offset.</summary>
    public int ByteCount => 2 + (_entries.Count * 12) + 4;

    /// <summary>Bytes of the values too long for an entry, each on a word boundary.</summary>
    public int ValueBytes => _entries.Values.Where(e => e.Data.Length > 4).Sum(e => e.Data.Length + (e.Data.Length & 1));

    public IReadOnlyList<byte[]> Strips => _strips;

    public void Short(TagId id, params ReadOnlySpan<ushort> values)
    {
        byte[] data = new byte[values.Length * 2];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(i * 2), values[i]);
        }

        _entries[id] = new(FieldType.Short, values.Length, data);
    }

    public void Long(TagId id, params ReadOnlySpan<uint> values)
    {
        byte[] data = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(i * 4), values[i]);
        }

        _entries[id] = new(FieldType.Long, values.Length, data);
    }

    public void Double(TagId id, params ReadOnlySpan<double> values)
    {
        byte[] data = new byte[values.Length * 8];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(i * 8), values[i]);
        }

        _entries[id] = new(FieldType.Double, values.Length, data);
    }

    public void Ascii(TagId id, string text)
    {
        byte[] data = System.Text.Encoding.ASCII.GetBytes(text + '\0');
        _entries[id] = new(FieldType.Ascii, data.Length, data);
    }

    /// <summary>Compresses rows to one more strip, as zlib (Compression = 8, Adobe Deflate).</summary>
    public void AddStrip(ReadOnlySpan<byte> rows)
    {
        using var stream = new MemoryStream();
        using (var zlib = new ZLibStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        _strips.Add(stream.ToArray());
    }

    /// <summary>
    /// Says where the strips will stand. To be called once before the directory's bytes are counted, for the room the answer takes.
    /// </summary>
    /// <returns>The offset behind the last.</returns>
    public uint PlaceStrips(uint offset)
    {
        uint[] offsets = new uint[_strips.Count];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = offset;
            offset = checked(offset + (uint)_strips[i].Length);
        }

        Long(TagId.StripOffsets, offsets);
        Long(TagId.StripByteCounts, [.. _strips.Select(s => (uint)s.Length)]);
        return offset;
    }

    /// <summary>Writes directory and values to where the stream stands.</summary>
    /// <param name="writer">At this directory's offset.</param>
    /// <param name="next">Offset of the next directory; 0 for the last.</param>
    public void Write(BinaryWriter writer, uint next)
    {
        uint valueOffset = (uint)(writer.BaseStream.Position + ByteCount);
        writer.Write((ushort)_entries.Count);
        foreach ((TagId id, Entry entry) in _entries)
        {
            writer.Write((ushort)id);
            writer.Write((ushort)entry.Type);
            writer.Write(entry.Count);
            if (entry.Data.Length <= 4)
            {
                writer.Write(entry.Data);
                writer.Write(new byte[4 - entry.Data.Length]);
            }
            else
            {
                writer.Write(valueOffset);
                valueOffset += (uint)(entry.Data.Length + (entry.Data.Length & 1));
            }
        }

        writer.Write(next);
        foreach (Entry entry in _entries.Values.Where(e => e.Data.Length > 4))
        {
            writer.Write(entry.Data);
            if ((entry.Data.Length & 1) == 1)
            {
                writer.Write((byte)0);
            }
        }
    }

    private sealed record Entry(FieldType Type, int Count, byte[] Data);
}
