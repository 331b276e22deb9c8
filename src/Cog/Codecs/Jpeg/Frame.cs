namespace Cog.Codecs.Jpeg;

/// <summary>A frame header and the geometry that follows from it (ITU-T T.81 sections A.1, A.2 and B.2.2).</summary>
internal sealed class Frame
{
    private const int MaxComponents = 10; // As libjpeg; a TIFF with more bands keeps them in planes.
    private const int BlockEdge = 8;

    private readonly FrameComponent[] _components = new FrameComponent[MaxComponents];
    private int _count;

    public bool IsProgressive { get; private set; }

    /// <summary>True for arithmetic coding, false for Huffman's.</summary>
    public bool IsArithmetic { get; private set; }

    /// <summary>Bits of a sample: 8 or 12.</summary>
    public int Precision { get; private set; }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int McuColumns { get; private set; }

    /// <summary>Rows of MCUs that are decoded: all, unless the image is taller than what is wanted of its block.</summary>
    public int McuRows { get; private set; }

    /// <summary>Asked once a row of MCUs, of coefficients and of pixels.</summary>
    public Interruption Interruption { get; private set; } = Interruption.None;

    /// <summary>Samples of all planes.</summary>
    public int PlaneSamples { get; private set; }

    public ReadOnlySpan<FrameComponent> Components => _components.AsSpan(0, _count);

    /// <summary>Reads an SOF segment and holds it against what the TIFF says of the block.</summary>
    /// <param name="marker">The process.</param>
    /// <param name="payload">The segment.</param>
    /// <param name="layout">What the block must be.</param>
    /// <param name="dataLength">Bytes of the whole stream.</param>
    public void Read(byte marker, ReadOnlySpan<byte> payload, BlockLayout layout, int dataLength)
    {
        (IsProgressive, IsArithmetic) = marker switch
        {
            JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame => (false, false),
            JpegMarker.ProgressiveFrame => (true, false),
            JpegMarker.ArithmeticFrame => (false, true),
            JpegMarker.ArithmeticProgressiveFrame => (true, true),
            _ => throw new UnsupportedTiffException(
                $"JPEG frame FF {marker:X2} is lossless or hierarchical: only baseline (FF C0), sequential (FF C1, arithmetic FF C9) "
                    + "and progressive (FF C2, arithmetic FF CA) ones are read."
            ),
        };

        int count = payload.Length < 6 ? 0 : payload[5];
        if (payload.Length < 6 || payload.Length != 6 + (3 * count))
        {
            throw new InvalidTiffException(
                $"JPEG frame header of {payload.Length} bytes declares {count} components; 6 + 3 for each are needed."
            );
        }

        Interruption = layout.Interruption;
        Precision = payload[0];
        Height = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        _count = count;
        ThrowUnlessFits(layout);

        for (int i = 0; i < count; i++)
        {
            ReadComponent(_components[i] ??= new(), payload.Slice(6 + (3 * i), 3));
        }

        long samples = Arrange(layout);
        ThrowIfTooShort(layout, dataLength);
        ThrowIfTooLarge(samples);
        PlaneSamples = (int)samples;
    }

    /// <summary>Rows that are written: those that the image has of those that are wanted.</summary>
    public int RowsOf(BlockLayout layout) => Math.Min(Height, Math.Min(layout.Height, layout.NeededRows ?? layout.Height));

    /// <summary>The first row that is written.</summary>
    public int FirstRowOf(BlockLayout layout) => Math.Clamp(layout.Needed?.Top ?? 0, 0, RowsOf(layout));

    // libtiff's checks: larger than the strip or tile is an error, save a last strip that was left at full height; smaller is not.
    private void ThrowUnlessFits(BlockLayout layout)
    {
        if (Precision != layout.BitsPerSample)
        {
            throw new InvalidTiffException($"JPEG samples have {Precision} bits, BitsPerSample says {layout.BitsPerSample}.");
        }

        if (_count != layout.SamplesPerPixel || _count > MaxComponents)
        {
            throw new InvalidTiffException(
                $"JPEG frame has {_count} components, the block has {layout.SamplesPerPixel} samples per pixel (at most {MaxComponents})."
            );
        }

        if (Width == 0 || Height == 0)
        {
            throw new InvalidTiffException($"JPEG frame is {Width}x{Height}, neither may be 0.");
        }

        if (Width > layout.Width || (Height > layout.Height && Width != layout.Width))
        {
            throw new InvalidTiffException($"JPEG frame is {Width}x{Height}, the block {layout.Width}x{layout.Height}.");
        }
    }

    private static void ReadComponent(FrameComponent component, ReadOnlySpan<byte> parameters)
    {
        component.Id = parameters[0];
        component.HorizontalSampling = parameters[1] >> 4;
        component.VerticalSampling = parameters[1] & 15;
        component.QuantizationSlot = parameters[2];
        component.IsScanned = false;
        component.CodedBits.Clear();
        if (component is not { HorizontalSampling: >= 1 and <= 4, VerticalSampling: >= 1 and <= 4, QuantizationSlot: <= 3 })
        {
            throw new InvalidTiffException(
                $"JPEG component {component.Id} has sampling {component.HorizontalSampling}x{component.VerticalSampling} and "
                    + $"quantisation table {component.QuantizationSlot}; 1-4 and 0-3 are legal."
            );
        }
    }

    // Returns the samples of all planes.
    private long Arrange(BlockLayout layout)
    {
        int maxHorizontal = 0;
        int maxVertical = 0;
        foreach (FrameComponent component in Components)
        {
            maxHorizontal = Math.Max(maxHorizontal, component.HorizontalSampling);
            maxVertical = Math.Max(maxVertical, component.VerticalSampling);
        }

        // The triangle filter looks one sample of chroma below the last row that is wanted. Progressive scans come whole.
        int wanted = RowsOf(layout);
        int rows = IsProgressive || wanted == Height ? Height : (int)Math.Min(Height, (long)wanted + maxVertical);
        McuColumns = DivideUp(Width, maxHorizontal * BlockEdge);
        McuRows = DivideUp(rows, maxVertical * BlockEdge);

        long samples = 0;
        foreach (FrameComponent component in Components)
        {
            component.HorizontalRepeat = maxHorizontal / component.HorizontalSampling;
            component.VerticalRepeat = maxVertical / component.VerticalSampling;
            if (maxHorizontal % component.HorizontalSampling != 0 || maxVertical % component.VerticalSampling != 0)
            {
                throw new UnsupportedTiffException(
                    $"JPEG component {component.Id} is sampled {component.HorizontalSampling}x{component.VerticalSampling} beside "
                        + $"{maxHorizontal}x{maxVertical}: only whole ratios are read."
                );
            }

            component.Stride = McuColumns * component.HorizontalSampling * BlockEdge;
            component.PlaneRows = McuRows * component.VerticalSampling * BlockEdge;
            component.Width = DivideUp(Width, component.HorizontalRepeat);
            component.Height = Math.Min(DivideUp(Height, component.VerticalRepeat), component.PlaneRows);
            component.BlockColumns = DivideUp(component.Width, BlockEdge);
            component.BlockRows = DivideUp(component.Height, BlockEdge);
            component.Upsampling = UpsamplingOf(component);
            component.Need(layout.Needed);
            component.PlaneOffset = (int)Math.Min(samples, int.MaxValue);
            samples += (long)component.Stride * component.PlaneRows;
        }

        return samples;
    }

    // As libjpeg-turbo chooses with "fancy upsampling" on: planes of one or two columns are repeated, where the width is halved.
    private static Upsampling UpsamplingOf(FrameComponent component) =>
        (component.HorizontalRepeat, component.VerticalRepeat) switch
        {
            (1, 1) => Upsampling.None,
            (1, 2) => Upsampling.FancyVertical,
            (2, 1) when component.Width > 2 => Upsampling.FancyHorizontal,
            (2, 2) when component.Width > 2 => Upsampling.FancyBoth,
            _ => Upsampling.Repeat,
        };

    // Every block costs at least a bit in a progressive frame (its DC code), two in a sequential one (DC and end of block).
    // So memory is bounded by the data that is there, not by what the header claims. Arithmetic coding has no least cost (a flat image is a
    // few bytes), and its memory is bounded by the block that it is for; a progressive frame that is taller must have data for the rest.
    private void ThrowIfTooShort(BlockLayout layout, int dataLength)
    {
        long blocks = 0;
        foreach (FrameComponent component in Components)
        {
            blocks += (long)component.BlockColumns * component.BlockRows;
        }

        if (IsArithmetic)
        {
            blocks = IsProgressive ? blocks - (blocks * Math.Min(Height, layout.Height) / Height) : 0;
        }

        long bits = IsProgressive ? blocks : 2 * blocks;
        if (bits > 8L * dataLength)
        {
            throw new InvalidTiffException($"JPEG frame of {Width}x{Height} needs at least {bits / 8} bytes, the block has {dataLength}.");
        }
    }

    private void ThrowIfTooLarge(long samples)
    {
        // Progressive: libtiff's ceiling, 100 MB of coefficients. Otherwise what one array can hold.
        int maxSamples = IsProgressive ? 50 << 20 : Array.MaxLength / 2;
        if (samples > maxSamples)
        {
            throw new LimitExceededException($"JPEG frame of {Width}x{Height} has {samples} samples, at most {maxSamples} are decoded.");
        }
    }

    private static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;
}
