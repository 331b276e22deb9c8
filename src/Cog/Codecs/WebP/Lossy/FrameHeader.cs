namespace Cog.Codecs.WebP.Lossy;

/// <summary>What the first partition of a key frame begins with (RFC 6386 sections 9.2 to 9.11 and 19.2).</summary>
internal sealed class FrameHeader
{
    private const int Segments = 4;

    private readonly int[] _quantizers = new int[Segments];
    private readonly int[] _filterLevels = new int[Segments];
    private readonly byte[] _segmentProbabilities = new byte[Segments - 1];
    private readonly int[] _referenceDeltas = new int[4];
    private readonly int[] _modeDeltas = new int[4];
    private readonly FilterStrength[] _strengths = new FilterStrength[2 * Segments];
    private readonly Segment[] _segments = new Segment[Segments];
    private bool _hasSegments;
    private bool _areAbsolute;
    private bool _isSimpleFilter;
    private int _filterLevel;
    private int _sharpness;
    private bool _hasFilterDeltas;

    /// <summary>Whether macroblocks say which segment is theirs; the first one is, otherwise.</summary>
    public bool HasSegmentMap { get; private set; }

    /// <summary>Probabilities of the tree of segments.</summary>
    public ReadOnlySpan<byte> SegmentProbabilities => _segmentProbabilities;

    /// <summary>Factors by segment.</summary>
    public ReadOnlySpan<Segment> Factors => _segments;

    /// <summary>Strengths by twice the segment, and one more for macroblocks whose subblocks have modes.</summary>
    public ReadOnlySpan<FilterStrength> Strengths => _strengths;

    /// <summary>Whether the picture is filtered at all.</summary>
    public bool IsFiltered => _filterLevel > 0;

    /// <summary>Whether it is filtered by the simple filter, luma alone.</summary>
    public bool IsSimpleFilter => _isSimpleFilter;

    /// <summary>The logarithm of how many partitions of coefficients there are.</summary>
    public int PartitionBits { get; private set; }

    /// <summary>The probability that a macroblock has coefficients, in 256ths; null when all may have.</summary>
    public int? SkipProbability { get; private set; }

    /// <summary>Reads it.</summary>
    /// <param name="reader">At the start of the first partition; left at the first macroblock.</param>
    /// <param name="probabilities">Receives those of coefficients.</param>
    /// <exception cref="InvalidTiffException">The partition is too short.</exception>
    public void Read(ref BoolReader reader, Span<byte> probabilities)
    {
        reader.ReadNumber(2); // Colour space and clamping: libwebp decodes all frames alike.
        ReadSegments(ref reader);
        ReadFilter(ref reader);
        PartitionBits = reader.ReadNumber(2);
        ReadFactors(ref reader);
        reader.ReadFlag(); // Whether probabilities are kept for the next frame.
        CoefficientProbabilities.Read(ref reader, probabilities);
        SkipProbability = reader.ReadFlag() ? reader.ReadNumber(8) : null;
        if (reader.IsPastEnd)
        {
            throw new InvalidTiffException("The VP8 frame's first partition ends inside its header.");
        }
    }

    private void ReadSegments(ref BoolReader reader)
    {
        _quantizers.AsSpan().Clear();
        _filterLevels.AsSpan().Clear();
        _segmentProbabilities.AsSpan().Fill(255);
        _areAbsolute = true;
        _hasSegments = reader.ReadFlag();
        HasSegmentMap = _hasSegments && reader.ReadFlag();
        if (!_hasSegments)
        {
            return;
        }

        if (reader.ReadFlag())
        {
            _areAbsolute = reader.ReadFlag();
            foreach (ref int quantizer in _quantizers.AsSpan())
            {
                quantizer = reader.ReadOptional(7);
            }

            foreach (ref int level in _filterLevels.AsSpan())
            {
                level = reader.ReadOptional(6);
            }
        }

        for (int i = 0; i < _segmentProbabilities.Length && HasSegmentMap; i++)
        {
            _segmentProbabilities[i] = reader.ReadFlag() ? (byte)reader.ReadNumber(8) : (byte)255;
        }
    }

    private void ReadFilter(ref BoolReader reader)
    {
        _referenceDeltas.AsSpan().Clear();
        _modeDeltas.AsSpan().Clear();
        _isSimpleFilter = reader.ReadFlag();
        _filterLevel = reader.ReadNumber(6);
        _sharpness = reader.ReadNumber(3);
        _hasFilterDeltas = reader.ReadFlag();
        if (_hasFilterDeltas && reader.ReadFlag())
        {
            foreach (ref int delta in _referenceDeltas.AsSpan())
            {
                delta = reader.ReadOptional(6);
            }

            foreach (ref int delta in _modeDeltas.AsSpan())
            {
                delta = reader.ReadOptional(6);
            }
        }

        for (int i = 0; i < _strengths.Length; i++)
        {
            int level = _filterLevel;
            if (_hasSegments)
            {
                level = _filterLevels[i / 2] + (_areAbsolute ? 0 : _filterLevel);
            }

            if (_hasFilterDeltas)
            {
                level += _referenceDeltas[0] + (i % 2 == 1 ? _modeDeltas[0] : 0);
            }

            _strengths[i] = FilterStrength.Of(level, _sharpness);
        }
    }

    private void ReadFactors(ref BoolReader reader)
    {
        int index = reader.ReadNumber(7);
        Span<int> deltas = stackalloc int[5];
        foreach (ref int delta in deltas)
        {
            delta = reader.ReadOptional(4);
        }

        for (int i = 0; i < Segments; i++)
        {
            int own = _hasSegments ? _quantizers[i] + (_areAbsolute ? 0 : index) : index;
            _segments[i] = Segment.Of(own, deltas);
        }
    }
}
