namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>Collects dequantised blocks and turns them into samples two at a time, as wide vectors want them.</summary>
/// <remarks>Coefficient (row, column) of block n lies at row * 16 + n * 8 + column: a row of both is one 256-bit vector.</remarks>
internal sealed class BlockPair
{
    /// <summary>Coefficients from one row to the next.</summary>
    public const int RowStride = 16;

    private readonly short[] _coefficients = new short[8 * RowStride];
    private byte[] _planes = [];
    private BlockTarget _first;
    private bool _hasFirst;
    private bool _isTwelveBit;

    /// <summary>Starts a block of the TIFF: nothing is pending.</summary>
    /// <param name="planes">Memory of all planes: bytes, or 16-bit samples when <paramref name="precision"/> is 12.</param>
    /// <param name="precision">Bits of a sample.</param>
    public void Begin(byte[] planes, int precision)
    {
        _planes = planes;
        _isTwelveBit = precision > 8;
        _hasFirst = false;
        _coefficients.AsSpan().Clear(); // An error may have left some.
    }

    /// <summary>Where the pair keeps a coefficient, by row * 8 + column; add nothing for either block.</summary>
    public static int PlaceOf(int natural) => ((natural >> 3) * RowStride) + (natural & 7);

    /// <summary>Zeros, to be filled with the coefficients of the next block.</summary>
    public Span<short> Next => _coefficients.AsSpan(_hasFirst && !_isTwelveBit ? 8 : 0);

    /// <summary>The block in <see cref="Next"/> has only its first coefficient: one value fills it.</summary>
    public void CompleteFlat(BlockTarget target)
    {
        Span<short> block = Next;
        int level = (block[0] + 4) >> 3;
        block[0] = 0;

        if (_isTwelveBit)
        {
            Span<ushort> samples = MemoryMarshal.Cast<byte, ushort>(_planes.AsSpan());
            ushort sample = (ushort)Math.Clamp(level + 2048, 0, 4095);
            for (int row = 0; row < 8; row++)
            {
                samples.Slice(target.Offset + (row * target.Stride), 8).Fill(sample);
            }

            return;
        }

        ulong eight = (ulong)Math.Clamp(level + 128, 0, 255) * 0x0101_0101_0101_0101;
        for (int row = 0; row < 8; row++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_planes.AsSpan(target.Offset + (row * target.Stride)), eight);
        }
    }

    /// <summary>Nobody will look at the block in <see cref="Next"/>.</summary>
    /// <param name="isFlat">It has only its first coefficient.</param>
    public void Discard(bool isFlat)
    {
        Span<short> block = Next;
        block[0] = 0;
        for (int row = 0; row < 8 && !isFlat; row++)
        {
            block.Slice(row * RowStride, 8).Clear();
        }
    }

    /// <summary>The block in <see cref="Next"/> is complete.</summary>
    public void Complete(BlockTarget target)
    {
        if (_isTwelveBit)
        {
            InverseDct.TransformTwelveBit(_coefficients, MemoryMarshal.Cast<byte, ushort>(_planes.AsSpan()), target);
            _coefficients.AsSpan().Clear();
            return;
        }

        if (!_hasFirst)
        {
            _first = target;
            _hasFirst = true;
            return;
        }

        InverseDct.TransformPair(_coefficients, _planes, _first, target);
        _coefficients.AsSpan().Clear();
        _hasFirst = false;
    }

    /// <summary>Turns a block that waits for its partner into samples.</summary>
    public void Flush()
    {
        if (_hasFirst)
        {
            InverseDct.Transform(_coefficients, _planes, _first);
            _coefficients.AsSpan().Clear();
            _hasFirst = false;
        }
    }
}
