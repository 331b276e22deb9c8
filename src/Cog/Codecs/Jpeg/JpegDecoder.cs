using System.Buffers;
using Cog.Codecs.Jpeg.Arithmetic;
using Cog.Codecs.Jpeg.Huffman;
using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Codecs.Jpeg;

/// <summary>Decodes one JPEG stream at a time; tables and small buffers are kept for the next.</summary>
internal sealed class JpegDecoder
{
    // As libtiff: legal files have some ten scans, and each may cost the time of the whole image for a few bytes.
    private const int MaxScans = 100;

    private readonly QuantizationTables _quantization = new();
    private readonly HuffmanTables _huffman = new();
    private readonly ArithmeticConditioning _conditioning = new();
    private readonly Frame _frame = new();
    private readonly ScanHeader _scan = new();
    private readonly EntropyBuffer _entropy = new();
    private readonly BlockPair _blocks = new();
    private readonly ProgressiveCoefficients _coefficients;
    private readonly SequentialScan _sequential;
    private readonly ProgressiveScan _progressive;
    private readonly ArithmeticSequentialScan _arithmeticSequential;
    private readonly ArithmeticProgressiveScan _arithmeticProgressive;
    private int _restartInterval;
    private byte[]? _planes;

    public JpegDecoder()
    {
        _coefficients = new(_frame);
        var input = new ScanInput(_frame, _scan, _entropy);
        _sequential = new(input, _huffman, _blocks);
        _progressive = new(input, _huffman, _coefficients);
        _arithmeticSequential = new(input, _conditioning, _blocks);
        _arithmeticProgressive = new(input, _conditioning, _coefficients);
    }

    /// <summary>Decodes a block; the parameters are those of <see cref="IBlockCodec.Decode"/>.</summary>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        _quantization.Clear();
        _huffman.Clear();
        try
        {
            if (!layout.JpegTables.IsEmpty)
            {
                ReadTables(layout.JpegTables.Span);
            }

            ReadImage(source, layout);
            new PixelOutput(_frame, _planes, layout).Write(destination);
        }
        finally
        {
            ReturnMemory();
        }
    }

    /// <summary>Reads a stream up to its frame, and holds that against the block.</summary>
    /// <returns>The size of the image, which may be smaller than the block, or taller.</returns>
    public (int Width, int Height) Check(ReadOnlySpan<byte> source, BlockLayout layout)
    {
        var segments = new SegmentReader(source);
        segments.ReadStartOfImage("JPEG block");
        while (segments.TryReadMarker(out byte marker) && marker is not (JpegMarker.StartOfScan or JpegMarker.EndOfImage))
        {
            layout.Interruption.ThrowIfRequested();
            if (JpegMarker.IsFrame(marker))
            {
                _frame.Read(marker, segments.ReadPayload(marker), layout, source.Length);
                return (_frame.Width, _frame.Height);
            }

            if (
                marker
                is not (JpegMarker.StartOfImage or JpegMarker.Temporary or (>= JpegMarker.FirstRestart and <= JpegMarker.LastRestart))
            )
            {
                segments.ReadPayload(marker);
            }
        }

        throw new InvalidTiffException($"JPEG block of {source.Length} bytes has no frame before its first scan or its end.");
    }

    // TIFF Technical Note 2: an abbreviated stream of tables only, from SOI to EOI.
    private void ReadTables(ReadOnlySpan<byte> data)
    {
        var segments = new SegmentReader(data);
        segments.ReadStartOfImage("JPEGTables");
        while (segments.TryReadMarker(out byte marker) && marker != JpegMarker.EndOfImage)
        {
            if (JpegMarker.IsFrame(marker) || marker == JpegMarker.StartOfScan)
            {
                throw new InvalidTiffException($"JPEGTables holds marker FF {marker:X2}: an image, where only tables belong.");
            }

            ReadSegment(ref segments, marker);
        }
    }

    private void ReadImage(ReadOnlySpan<byte> data, BlockLayout layout)
    {
        var segments = new SegmentReader(data);
        segments.ReadStartOfImage("JPEG block");

        // What SOI resets, whatever JPEGTables held (T.81 section B.2.4.4 and figure E.6).
        _restartInterval = 0;
        _conditioning.Reset();
        int scans = 0;
        while (true)
        {
            layout.Interruption.ThrowIfRequested(); // A table may be defined any number of times.
            if (!segments.TryReadMarker(out byte marker) || (marker == JpegMarker.EndOfImage && !IsComplete()))
            {
                throw new InvalidTiffException($"JPEG block of {data.Length} bytes ends after {scans} scans; more are needed.");
            }

            if (marker == JpegMarker.EndOfImage)
            {
                break;
            }

            if (JpegMarker.IsFrame(marker))
            {
                ReadFrame(marker, ref segments, layout);
            }
            else if (marker == JpegMarker.StartOfScan)
            {
                ReadScan(ref segments, ++scans);
                if (!_frame.IsProgressive && IsComplete())
                {
                    break; // Nothing can follow that matters: libjpeg does not need the EOI, either.
                }
            }
            else
            {
                ReadSegment(ref segments, marker);
            }
        }

        if (_frame.IsProgressive)
        {
            _coefficients.Reconstruct(_blocks);
        }

        _blocks.Flush();
    }

    private bool IsComplete()
    {
        foreach (FrameComponent component in _frame.Components)
        {
            if (!component.IsScanned)
            {
                return false;
            }
        }

        return _planes != null;
    }

    private void ReadFrame(byte marker, ref SegmentReader segments, BlockLayout layout)
    {
        if (_planes != null)
        {
            throw new InvalidTiffException($"JPEG block has a second frame, FF {marker:X2}.");
        }

        _frame.Read(marker, segments.ReadPayload(marker), layout, segments.Data.Length);
        _planes = ArrayPool<byte>.Shared.Rent(_frame.PlaneSamples * (_frame.Precision > 8 ? sizeof(ushort) : sizeof(byte)));
        _blocks.Begin(_planes, _frame.Precision);
        if (_frame.IsProgressive)
        {
            _coefficients.Rent();
        }
    }

    private void ReadScan(ref SegmentReader segments, int number)
    {
        if (_planes == null || number > MaxScans)
        {
            throw new InvalidTiffException($"JPEG scan {number} comes before a frame, or is one more than the {MaxScans} that are read.");
        }

        _scan.Read(segments.ReadPayload(JpegMarker.StartOfScan), _frame);
        foreach (FrameComponent component in _scan.Components)
        {
            // A table may be redefined for other components later: what counts is its state at the first scan of this one.
            if (!component.IsScanned)
            {
                component.Dequantization.Set(_quantization.Get(component.QuantizationSlot));
                component.IsScanned = true;
            }
        }

        ScanDecoder decoder = (_frame.IsProgressive, _frame.IsArithmetic) switch
        {
            (false, false) => _sequential,
            (true, false) => _progressive,
            (false, true) => _arithmeticSequential,
            (true, true) => _arithmeticProgressive,
        };
        decoder.Decode(ref segments, _restartInterval);
    }

    // Whatever may stand before a scan, in the block as in JPEGTables.
    private void ReadSegment(ref SegmentReader segments, byte marker)
    {
        switch (marker)
        {
            case JpegMarker.StartOfImage:
                throw new InvalidTiffException("JPEG stream has a second SOI.");
            case JpegMarker.Temporary or (>= JpegMarker.FirstRestart and <= JpegMarker.LastRestart):
                break; // No parameters. Restart markers are met here when a scan was left before its end.
            case JpegMarker.QuantizationTables:
                _quantization.Read(segments.ReadPayload(marker));
                break;
            case JpegMarker.HuffmanTables:
                _huffman.Read(segments.ReadPayload(marker));
                break;
            case JpegMarker.ArithmeticConditioning:
                _conditioning.Read(segments.ReadPayload(marker));
                break;
            case JpegMarker.RestartInterval:
                ReadOnlySpan<byte> payload = segments.ReadPayload(marker);
                _restartInterval =
                    payload.Length == 2
                        ? BinaryPrimitives.ReadUInt16BigEndian(payload)
                        : throw new InvalidTiffException($"JPEG restart interval has {payload.Length} bytes, not 2.");
                break;
            default:
                segments.ReadPayload(marker); // APPn and COM: the TIFF's tags say what the samples mean, as with libtiff.
                break;
        }
    }

    private void ReturnMemory()
    {
        _entropy.Release();
        if (_planes != null)
        {
            ArrayPool<byte>.Shared.Return(_planes);
            _planes = null;
        }

        _coefficients.Return();
    }
}
