namespace Cog.Codecs.Jpeg;

/// <summary>
/// The quality that libjpeg was told, seen from the quantisation tables of tag 347: as GDAL guesses it, and only where a file keeps them
/// there.
/// </summary>
/// <param name="Quality">1 to 100.</param>
/// <param name="TablesMode">GDAL's JPEGTABLESMODE: 1 for quantisation tables, 3 with Huffman's.</param>
internal readonly record struct JpegTablesQuality(int Quality, int TablesMode)
{
    // ITU-T T.81 tables K.1 and K.2, row by row.
    private static ReadOnlySpan<byte> Luminance =>
        [
            16,
            11,
            10,
            16,
            24,
            40,
            51,
            61,
            12,
            12,
            14,
            19,
            26,
            58,
            60,
            55,
            14,
            13,
            16,
            24,
            40,
            57,
            69,
            56,
            14,
            17,
            22,
            29,
            51,
            87,
            80,
            62,
            18,
            22,
            37,
            56,
            68,
            109,
            103,
            77,
            24,
            35,
            55,
            64,
            81,
            104,
            113,
            92,
            49,
            64,
            78,
            87,
            103,
            121,
            120,
            101,
            72,
            92,
            95,
            98,
            112,
            100,
            103,
            99,
        ];

    private static ReadOnlySpan<byte> Chrominance =>
        [
            17,
            18,
            24,
            47,
            99,
            99,
            99,
            99,
            18,
            21,
            26,
            66,
            99,
            99,
            99,
            99,
            24,
            26,
            56,
            99,
            99,
            99,
            99,
            99,
            47,
            66,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
            99,
        ];

    /// <summary>Reads tag 347.</summary>
    /// <param name="tables">An abbreviated JPEG stream (TIFF Technical Note 2).</param>
    /// <param name="isColor">True for YCbCr, whose second table is for its colours.</param>
    /// <returns>Null when it has no quantisation tables, or not those of libjpeg.</returns>
    public static JpegTablesQuality? Of(ReadOnlySpan<byte> tables, bool isColor)
    {
        try
        {
            var steps = new QuantizationTables();
            (bool hasSteps, bool hasHuffman) = Read(tables, steps);
            for (int quality = 1; hasSteps && quality <= 100; quality++)
            {
                if (Equal(steps.Get(0), Luminance, quality) && (!isColor || Equal(steps.Get(1), Chrominance, quality)))
                {
                    return new(quality, hasHuffman ? 3 : 1);
                }
            }
        }
        catch (CogException)
        {
            // Whoever decodes a block says what is wrong with it.
        }

        return null;
    }

    private static (bool HasSteps, bool HasHuffman) Read(ReadOnlySpan<byte> tables, QuantizationTables steps)
    {
        bool hasSteps = false,
            hasHuffman = false;
        var reader = new SegmentReader(tables);
        reader.ReadStartOfImage("JPEGTables");
        while (reader.TryReadMarker(out byte marker) && marker != JpegMarker.EndOfImage)
        {
            ReadOnlySpan<byte> payload = reader.ReadPayload(marker);
            hasHuffman |= marker == JpegMarker.HuffmanTables;
            if (marker == JpegMarker.QuantizationTables)
            {
                steps.Read(payload);
                hasSteps = true;
            }
        }

        return (hasSteps, hasHuffman);
    }

    // jpeg_set_quality of libjpeg, with steps within a byte or not. Its version 9 has the first step of both tables alike.
    private static bool Equal(ReadOnlySpan<ushort> steps, ReadOnlySpan<byte> standard, int quality)
    {
        if (steps[0] != Step(standard[0], quality) && steps[0] != Step(Luminance[0], quality))
        {
            return false;
        }

        for (int i = 1; i < steps.Length; i++)
        {
            int step = Step(standard[ZigZag.NaturalOrder[i]], quality);
            if (steps[i] != step && steps[i] != Math.Min(step, byte.MaxValue))
            {
                return false;
            }
        }

        return true;
    }

    private static int Step(int standard, int quality) =>
        Math.Clamp(((standard * (quality < 50 ? 5000 / quality : 200 - (2 * quality))) + 50) / 100, 1, short.MaxValue);
}
