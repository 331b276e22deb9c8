using System.Text;

namespace Cog.Tiff;

/// <summary>The "Image File Header": the first 8 (TIFF) or 16 (BigTIFF) bytes of a file.</summary>
internal readonly record struct ImageFileHeader(bool IsBigEndian, TiffLayout Layout, long FirstIfdOffset)
{
    /// <summary>Parses the header. Pure: no I/O, no state.</summary>
    /// <param name="bytes">The start of the file, at least 16 bytes unless the file is shorter.</param>
    /// <exception cref="InvalidTiffException">Wrong byte order mark, wrong version, truncated, or no directory.</exception>
    public static ImageFileHeader Parse(ReadOnlySpan<byte> bytes)
    {
        // TIFF 6.0 section 2, "Image File Header", bytes 0-1.
        bool isBigEndian = bytes switch
        {
            [(byte)'I', (byte)'I', ..] => false,
            [(byte)'M', (byte)'M', ..] => true,
            _ => throw new InvalidTiffException($"Not a TIFF: {WhatItIs(bytes)}.") { IsAnotherFormat = true },
        };

        var reader = new EndianReader(bytes, isBigEndian);
        ushort version = reader.ReadUInt16(2);
        long firstIfdOffset;
        TiffLayout layout;
        if (version == 42)
        {
            layout = TiffLayout.Classic;
            firstIfdOffset = reader.ReadUInt32(4);
        }
        else if (version == 43)
        {
            // BigTIFF, bytes 4-7: bytes of an offset, always 8, then a reserved zero.
            layout = TiffLayout.Big;
            ushort offsetSize = reader.ReadUInt16(4);
            ushort reserved = reader.ReadUInt16(6);
            if (offsetSize != 8 || reserved != 0)
            {
                throw new InvalidTiffException($"BigTIFF offset size is {offsetSize} and the reserved word {reserved}, not 8 and 0.");
            }

            firstIfdOffset = reader.ReadUnsigned(8, sizeof(ulong));
        }
        else
        {
            throw new InvalidTiffException($"TIFF version is {version}, not 42 or 43.") { IsAnotherFormat = true };
        }

        return firstIfdOffset == 0
            ? throw new InvalidTiffException("The offset of the first directory is 0: the file has no image.")
            : new(isBigEndian, layout, firstIfdOffset);
    }

    // What servers give instead of a file deserves its name.
    private static string WhatItIs(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 256)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return bytes.IsEmpty ? "the file is empty"
            : text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
                ? "it is a web page; the address is not that of the file itself"
            : "the file starts with neither 'II' nor 'MM'";
    }
}
