namespace Cog.Rendering.Styling.Colors;

/// <summary>
/// TiTiler's <c>color_formula</c>, in the words of rio-color: <c>gamma rgb 1.5, sigmoidal rgb 15 0.35, saturation 1.2</c>, in any case,
/// with or without commas.
/// </summary>
/// <remarks>
/// Every operation takes bytes and gives bytes, as rio-tiler applies them: the fraction is cut off after each. Those that change each
/// band by itself are looked up in a table.
/// </remarks>
internal sealed class ColorFormula
{
    private const int MaxLength = 1000,
        MaxOperations = 32,
        Chunk = 512;

    private const string Expected =
        "expected operations like gamma rgb 1.5 (above 0), sigmoidal rgb 15 0.35 (contrast, and bias from 0 to 1), saturation 1.2";

    private readonly string _text;
    private readonly ColorOperation[] _operations;

    private ColorFormula(string text, ColorOperation[] operations) => (_text, _operations) = (text, operations);

    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormatException">It is none; the message says the word at fault.</exception>
    public static ColorFormula Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new FormatException($"color_formula has {text.Length} characters: expected at most {MaxLength}.");
        }

        string[] words = text.ToLowerInvariant().Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var operations = new List<ColorOperation>();
        for (int i = 0; i < words.Length; )
        {
            int count = words[i] switch
            {
                "gamma" => 3,
                "sigmoidal" => 4,
                "saturation" => 2,
                _ => throw Wrong(text, $"'{words[i]}' is no operation"),
            };
            if (i + count > words.Length)
            {
                throw Wrong(text, $"'{words[i]}' has {words.Length - i - 1} values");
            }

            operations.Add(Read(text, words.AsSpan(i, count)));
            i += count;
        }

        return operations.Count is > 0 and <= MaxOperations
            ? new(text, [.. operations])
            : throw Wrong(text, $"it has {operations.Count} operations, at least 1 and at most {MaxOperations} are possible");
    }

    /// <summary>Applies the formula to a picture.</summary>
    /// <param name="raster">
    /// Whole numbers. Bytes are taken as they are; of other types, 0 to the largest value is the range, and negative ones count as 0.
    /// </param>
    /// <param name="bands">How many of its bands, from the first on, make the picture.</param>
    /// <returns>Bytes, with the mask, in a raster of its own that the caller disposes.</returns>
    /// <exception cref="FormatException">The picture lacks a band that is to be changed, or the samples are no whole numbers.</exception>
    public Raster Apply(Raster raster, int bands)
    {
        RequireBands(bands);
        if (ValueRanges.Of(raster.SampleType) is not { } range)
        {
            throw new FormatException(
                $"color_formula is '{_text}': these samples are {raster.SampleType.NumPyName()}, which have no range by themselves; "
                    + "choose a rescale."
            );
        }

        Raster result = Raster.Rent(SampleType.UInt8, bands, new(raster.Width, raster.Height), CogReaderOptions.Default);
        raster.Mask.CopyTo(result.Mask);
        int next = 0;
        if (raster.SampleType == SampleType.UInt8)
        {
            raster.Samples[..result.Samples.Length].CopyTo(result.Samples);
        }
        else
        {
            Reduce(raster, range.Maximum, _operations[next++], result);
        }

        while (next < _operations.Length)
        {
            if (_operations[next].Kind == ColorOperationKind.Saturation)
            {
                Saturation.Apply(result, _operations[next++].First);
                continue;
            }

            int start = next;
            while (next < _operations.Length && _operations[next].Kind != ColorOperationKind.Saturation)
            {
                next++;
            }

            Look(_operations.AsSpan(start..next), result);
        }

        return result;
    }

    private static ColorOperation Read(string text, ReadOnlySpan<string> words)
    {
        if (words[0] == "saturation")
        {
            return new(ColorOperationKind.Saturation, 7, Number(text, words[1]), 0);
        }

        int bands = 0;
        foreach (char letter in words[1])
        {
            int band = letter switch
            {
                'r' or '1' => 0,
                'g' or '2' => 1,
                'b' or '3' => 2,
                _ => throw Wrong(text, $"'{words[1]}' are no bands of r, g and b"),
            };
            bands |= 1 << band;
        }

        double first = Number(text, words[2]);
        if (words[0] == "gamma")
        {
            return first > 0 ? new(ColorOperationKind.Gamma, bands, first, 0) : throw Wrong(text, $"gamma is '{words[2]}'");
        }

        double bias = Number(text, words[3]);
        return bias is >= 0 and <= 1
            ? new(ColorOperationKind.Sigmoidal, bands, first, bias)
            : throw Wrong(text, $"sigmoidal's bias is '{words[3]}'");
    }

    private static double Number(string text, string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Wrong(text, $"'{word}' is no number");

    private static FormatException Wrong(string text, string why) => new($"color_formula is '{text}': {why}; {Expected}.");

    /// <summary>Fails unless a picture has the bands that are to be changed.</summary>
    /// <param name="bands">How many it has.</param>
    /// <exception cref="FormatException">It lacks one; the message says which choice would do.</exception>
    public void RequireBands(int bands)
    {
        foreach (ColorOperation operation in _operations)
        {
            if (operation.Kind == ColorOperationKind.Saturation ? bands < 3 : operation.Bands >= 1 << bands)
            {
                throw new FormatException(
                    $"color_formula is '{_text}': it changes {(bands < 2 ? "more than r" : "b")}, the picture has {bands} "
                        + $"band{(bands == 1 ? "" : "s")}: choose three with bidx, or r{(bands == 2 ? " and g" : "")} alone."
                );
            }
        }
    }

    // The first operation on samples that are not bytes.
    private static void Reduce(Raster raster, double maximum, ColorOperation operation, Raster result)
    {
        Span<double> red = stackalloc double[Chunk],
            green = stackalloc double[Chunk],
            blue = stackalloc double[Chunk];
        int pixels = result.Mask.Length;
        bool isSaturation = operation.Kind == ColorOperationKind.Saturation;
        for (int start = 0; start < pixels; start += Chunk)
        {
            int count = Math.Min(Chunk, pixels - start);
            for (int band = isSaturation ? 3 : 0; band < result.Bands; band++)
            {
                ReadShares(raster, band, start, maximum, red[..count]);
                Span<byte> bytes = result.BandBytes(band)[start..];
                for (int i = 0; i < count; i++)
                {
                    bytes[i] = ToByte(operation.Changes(band) ? operation.Of(red[i]) : red[i]);
                }
            }

            if (isSaturation)
            {
                ReadShares(raster, 0, start, maximum, red[..count]);
                ReadShares(raster, 1, start, maximum, green[..count]);
                ReadShares(raster, 2, start, maximum, blue[..count]);
                for (int i = 0; i < count; i++)
                {
                    (byte r, byte g, byte b) = Saturation.Of(
                        SrgbCurve.ToLinear(red[i]),
                        SrgbCurve.ToLinear(green[i]),
                        SrgbCurve.ToLinear(blue[i]),
                        operation.First
                    );
                    (result.BandBytes(0)[start + i], result.BandBytes(1)[start + i], result.BandBytes(2)[start + i]) = (r, g, b);
                }
            }
        }
    }

    private static void ReadShares(Raster raster, int band, int start, double maximum, Span<double> shares)
    {
        SampleReader.Read(raster.BandBytes(band)[(start * raster.SampleType.ByteSize())..], raster.SampleType, shares);
        foreach (ref double share in shares)
        {
            share = Math.Max(share, 0) / maximum;
        }
    }

    private static void Look(ReadOnlySpan<ColorOperation> operations, Raster result)
    {
        Span<byte> table = stackalloc byte[256];
        for (int band = 0; band < result.Bands; band++)
        {
            for (int value = 0; value < 256; value++)
            {
                table[value] = (byte)value;
                foreach (ColorOperation operation in operations)
                {
                    table[value] = operation.Changes(band) ? ToByte(operation.Of(table[value] / 255.0)) : table[value];
                }
            }

            foreach (ref byte sample in result.BandBytes(band))
            {
                sample = table[sample];
            }
        }
    }

    private static byte ToByte(double share) => (byte)Math.Clamp(share * 255, 0, 255); // NaN becomes 0.
}
