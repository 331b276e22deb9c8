namespace Cog.Rendering.Encoding.Tiff;

/// <summary>
/// Puts directories and strips into one classic TIFF, little endian: header, all directories with their values, all strips.
/// </summary>
internal static class TiffFile
{
    public static byte[] Write(IReadOnlyList<TiffDirectory> directories)
    {
        const int HeaderBytes = 8; // TIFF 6.0 section 2: 'II', 42, offset of the first directory.
        foreach (TiffDirectory directory in directories)
        {
            directory.PlaceStrips(0);
        }

        uint offset = HeaderBytes + (uint)directories.Sum(d => d.ByteCount + d.ValueBytes);
        foreach (TiffDirectory directory in directories)
        {
            offset = directory.PlaceStrips(offset);
        }

        byte[] file = new byte[checked((int)offset)];
        using var writer = new BinaryWriter(new MemoryStream(file));
        writer.Write("II"u8);
        writer.Write((ushort)42);
        writer.Write((uint)HeaderBytes);

        for (int i = 0; i < directories.Count; i++)
        {
            uint next = (uint)(writer.BaseStream.Position + directories[i].ByteCount + directories[i].ValueBytes);
            directories[i].Write(writer, i == directories.Count - 1 ? 0 : next);
        }

        foreach (byte[] strip in directories.SelectMany(d => d.Strips))
        {
            writer.Write(strip);
        }

        return file;
    }
}
