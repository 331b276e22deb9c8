namespace Cog.Tests.Codecs.Jpeg;

/// <summary>Cuts JPEG streams into segments and puts them together again.</summary>
internal static class JpegStreams
{
    /// <summary>Offset of the marker's FF, among the segments before the first scan's data.</summary>
    public static int IndexOf(byte[] stream, byte marker) => Segments(stream).First(s => s.Marker == marker).Offset;

    /// <summary>The stream without the segments of these markers.</summary>
    public static byte[] Without(byte[] stream, params byte[] markers)
    {
        List<byte> output = [0xFF, 0xD8];
        int end = 2;
        foreach ((byte marker, int offset, int length) in Segments(stream))
        {
            end = offset + length;
            if (!markers.Contains(marker))
            {
                output.AddRange(stream[offset..end]);
            }
        }

        output.AddRange(stream[end..]);
        return [.. output];
    }

    /// <summary>An abbreviated stream of the tables alone.</summary>
    public static byte[] TablesOf(byte[] stream)
    {
        List<byte> output = [0xFF, 0xD8];
        foreach ((byte marker, int offset, int length) in Segments(stream).Where(s => s.Marker is 0xDB or 0xC4))
        {
            output.AddRange(stream[offset..(offset + length)]);
        }

        return [.. output, 0xFF, 0xD9];
    }

    /// <summary>The stream with bytes put in before the first segment of a marker.</summary>
    public static byte[] InsertBefore(byte[] stream, byte marker, params byte[] bytes)
    {
        int at = IndexOf(stream, marker);
        return [.. stream[..at], .. bytes, .. stream[at..]];
    }

    /// <summary>The stream with bytes written over those from an offset behind the marker's FF on.</summary>
    public static byte[] Patch(byte[] stream, byte marker, int offset, params byte[] bytes)
    {
        byte[] output = [.. stream];
        bytes.CopyTo(output, IndexOf(stream, marker) + offset);
        return output;
    }

    private static List<(byte Marker, int Offset, int Length)> Segments(byte[] stream)
    {
        List<(byte, int, int)> segments = [];
        int at = 2;
        byte marker;
        do
        {
            marker = stream[at + 1];
            int length = 2 + (stream[at + 2] << 8) + stream[at + 3];
            segments.Add((marker, at, length));
            at += length;
        } while (marker != 0xDA);
        return segments;
    }
}
