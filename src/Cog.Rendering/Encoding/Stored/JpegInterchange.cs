using Cog.Codecs.Jpeg;
using Cog.Rendering.Encoding.Jpeg;
using Cog.Tiff;

namespace Cog.Rendering.Encoding.Stored;

/// <summary>
/// A block of a JPEG TIFF, an abbreviated stream beside its tables (TIFF Technical Note 2), as a stream in interchange format (ITU-T T.81
/// section B.2).
/// </summary>
internal static class JpegInterchange
{
    // Version 100, flags, flags, transform (Adobe Technical Note 5116, section 18): no transform, so RGB.
    private static ReadOnlySpan<byte> AdobeRgb => "Adobe\0d\0\0\0\0\0"u8;

    /// <summary>Puts the tables into the block.</summary>
    /// <remarks>
    /// What the colours are, a TIFF says in its tags, and its decoders pass over any other word for it; decoders of JPEG look for JFIF,
    /// which means YCbCr, else for Adobe's marker. So all such markers are left out, comments and Exif, which may turn a picture, with
    /// them, and the one that fits the tags is put in. A restart interval among the tables does not hold for the block: its SOI resets it.
    /// </remarks>
    /// <param name="layout">The block's shape, tags and tables.</param>
    /// <param name="block">As stored.</param>
    /// <returns>
    /// Null when not every decoder would show the pixels of the block: of another size or precision, arithmetic coded, without one of its
    /// tables; or when it is malformed.
    /// </returns>
    public static byte[]? Splice(BlockLayout layout, ReadOnlySpan<byte> block)
    {
        using var output = new PooledOutput(1024 + layout.JpegTables.Length + block.Length);
        output.Write(0xFF, JpegMarker.StartOfImage);
        bool isRgb = layout.SamplesPerPixel == 3 && layout.Photometric != PhotometricInterpretation.YCbCr;
        if (isRgb)
        {
            Write(output, JpegMarker.AdobeApplication, AdobeRgb);
        }
        else
        {
            JpegHeader.WriteJfif(output);
        }

        try
        {
            var seen = new SeenTables();
            return CopyTables(layout.JpegTables.Span, seen, output) && CopyImage(block, layout, seen, output) ? output.ToArray() : null;
        }
        catch (InvalidTiffException)
        {
            return null; // Whoever draws the tile says what is wrong.
        }
    }

    private static bool CopyTables(ReadOnlySpan<byte> tables, SeenTables seen, PooledOutput output)
    {
        if (tables.IsEmpty)
        {
            return true;
        }

        var segments = new SegmentReader(tables);
        segments.ReadStartOfImage("JPEGTables");
        while (segments.TryReadMarker(out byte marker) && marker != JpegMarker.EndOfImage)
        {
            if (JpegMarker.IsFrame(marker) || marker is JpegMarker.StartOfScan or JpegMarker.StartOfImage)
            {
                return false;
            }

            if (JpegMarker.IsRestart(marker) || marker == JpegMarker.Temporary)
            {
                continue;
            }

            ReadOnlySpan<byte> payload = segments.ReadPayload(marker);
            if (marker is JpegMarker.QuantizationTables or JpegMarker.HuffmanTables)
            {
                seen.Add(marker, payload);
                Write(output, marker, payload);
            }
        }

        return true;
    }

    private static bool CopyImage(ReadOnlySpan<byte> block, BlockLayout layout, SeenTables seen, PooledOutput output)
    {
        var segments = new SegmentReader(block);
        segments.ReadStartOfImage("JPEG block");
        ReadOnlySpan<byte> frame = [];
        byte process = 0;
        while (segments.TryReadMarker(out byte marker))
        {
            if (marker == JpegMarker.StartOfScan)
            {
                int start = segments.Position - 2;
                bool isWhole = frame.Length > 0 && seen.Serve(process, frame, segments.ReadPayload(marker));
                return isWhole && CopyScans(block[start..], output);
            }

            if (JpegMarker.IsFrame(marker))
            {
                if (frame.Length > 0 || marker is not (JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame))
                {
                    return false;
                }

                frame = segments.ReadPayload(marker);
                process = marker;
                if (!IsShape(frame, layout))
                {
                    return false;
                }

                Write(output, marker, frame);
            }
            else if (marker is JpegMarker.QuantizationTables or JpegMarker.HuffmanTables)
            {
                ReadOnlySpan<byte> payload = segments.ReadPayload(marker);
                seen.Add(marker, payload);
                Write(output, marker, payload);
            }
            else if (marker == JpegMarker.RestartInterval)
            {
                Write(output, marker, segments.ReadPayload(marker));
            }
            else if (JpegMarker.IsPassedOver(marker))
            {
                segments.ReadPayload(marker);
            }
            else
            {
                return false;
            }
        }

        return false;
    }

    // From the first scan on, everything; a decoder that misses the end of image says so.
    private static bool CopyScans(ReadOnlySpan<byte> scans, PooledOutput output)
    {
        output.Write(scans);
        if (!scans.EndsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.EndOfImage]))
        {
            output.Write(0xFF, JpegMarker.EndOfImage);
        }

        return true;
    }

    // T.81 section B.2.2: precision, height, width, count of components; then three bytes of each.
    private static bool IsShape(ReadOnlySpan<byte> frame, BlockLayout layout) =>
        frame is [8, var high, var low, var left, var right, var count, ..]
        && ((high << 8) | low) == layout.Height
        && ((left << 8) | right) == layout.Width
        && count == layout.SamplesPerPixel
        && frame.Length == 6 + (3 * count);

    private static void Write(PooledOutput output, byte marker, ReadOnlySpan<byte> payload)
    {
        int length = 2 + payload.Length;
        output.Write(0xFF, marker, (byte)(length >> 8), (byte)length);
        output.Write(payload);
    }
}
