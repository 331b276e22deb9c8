namespace Cog.Codecs.Jpeg;

/// <summary>Walks the marker segments of one JPEG stream (ITU-T T.81 section B.1.1).</summary>
internal ref struct SegmentReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Offset of the next unread byte.</summary>
    public int Position { get; set; }

    /// <summary>The whole stream.</summary>
    public readonly ReadOnlySpan<byte> Data => _data;

    /// <summary>True when a marker follows at once, false at the end of the stream.</summary>
    public readonly bool IsAtMarker
    {
        get
        {
            ReadOnlySpan<byte> rest = _data[Position..];
            return rest is [0xFF, ..] && rest.ContainsAnyExcept((byte)0xFF);
        }
    }

    /// <summary>Reads the SOI that a stream starts with.</summary>
    /// <param name="name">What the stream is, for the message.</param>
    public void ReadStartOfImage(string name)
    {
        if (_data is not [0xFF, JpegMarker.StartOfImage, ..])
        {
            throw new InvalidTiffException($"{name} of {_data.Length} bytes does not start with FF D8 (SOI).");
        }

        Position = 2;
    }

    /// <summary>Moves past the next marker; whatever lies before it, entropy-coded data included, is skipped as libjpeg does.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryReadMarker(out byte marker)
    {
        while (true)
        {
            int offset = _data[Position..].IndexOf((byte)0xFF);
            if (offset < 0)
            {
                break;
            }

            Position += offset;
            int code = _data[Position..].IndexOfAnyExcept((byte)0xFF); // FF may be repeated as fill.
            if (code < 0)
            {
                break;
            }

            marker = _data[Position + code];
            Position += code + 1;
            if (marker != 0)
            {
                return true;
            }
        }

        Position = _data.Length;
        marker = 0;
        return false;
    }

    /// <summary>Reads the length and the parameters of the segment whose marker was just read.</summary>
    public ReadOnlySpan<byte> ReadPayload(byte marker)
    {
        ReadOnlySpan<byte> rest = _data[Position..];
        int length = rest.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length < 2 || length > rest.Length)
        {
            throw new InvalidTiffException(
                $"JPEG segment FF {marker:X2} is {length} bytes long; it needs at least 2 and {rest.Length} are there."
            );
        }

        Position += length;
        return rest[2..length];
    }
}
