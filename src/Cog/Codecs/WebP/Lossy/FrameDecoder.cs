namespace Cog.Codecs.WebP.Lossy;

/// <summary>
/// Decodes the macroblocks of a frame (RFC 6386 sections 5, 14 and 15) row by row, and writes pixels as they become final.
/// </summary>
/// <remarks>
/// A row of macroblocks is predicted from rows that are not filtered yet, so the filter comes one row behind, and the pixels come behind
/// the filter. Unsafe, because it works in pinned memory: planes of whole macroblocks with margins (<see cref="FrameShape"/>).
/// </remarks>
internal unsafe ref struct FrameDecoder
{
    private readonly FrameHeader _header;
    private readonly MacroblockRows _rows;
    private readonly FrameShape _shape;
    private readonly Plane _luma;
    private readonly Plane _u;
    private readonly Plane _v;
    private readonly byte* _rowOfU;
    private readonly byte* _rowOfV;
    private int _written; // Rows of pixels.

    /// <summary>Begins a frame.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="rows">Room for rows of macroblocks.</param>
    /// <param name="shape">Its size.</param>
    /// <param name="memory">At least <see cref="FrameShape.PlaneBytes"/> bytes.</param>
    /// <param name="pinned">The same memory.</param>
    public FrameDecoder(FrameHeader header, MacroblockRows rows, FrameShape shape, Span<byte> memory, byte* pinned)
    {
        _header = header;
        _rows = rows;
        _shape = shape;
        int luma = shape.LumaBytes,
            chroma = shape.ChromaBytes,
            chromaWidth = shape.Columns * FrameShape.ChromaBlock,
            chromaHeight = shape.BlockRows * FrameShape.ChromaBlock;
        _luma = new(memory[..luma], pinned, shape.Columns * FrameShape.Block, shape.BlockRows * FrameShape.Block);
        _u = new(memory.Slice(luma, chroma), pinned + luma, chromaWidth, chromaHeight);
        _v = new(memory.Slice(luma + chroma, chroma), pinned + luma + chroma, chromaWidth, chromaHeight);
        _rowOfU = pinned + luma + (2 * chroma);
        _rowOfV = _rowOfU + shape.RowBytes;
    }

    /// <summary>Where coefficients are read, a row of macroblocks in each by turns.</summary>
    public required Span<BoolReader> Partitions { get; init; }

    /// <summary>Probabilities of coefficients, pinned.</summary>
    public required byte* Probabilities { get; init; }

    /// <summary>Room for the coefficients of a macroblock, pinned and zero.</summary>
    public required short* Coefficients { get; init; }

    /// <summary>Receives the wanted rows of pixels.</summary>
    public required Span<byte> Destination { get; init; }

    /// <summary>Decodes all of it.</summary>
    /// <param name="modes">The first partition, at the first macroblock.</param>
    /// <param name="interruption">Asked once a row.</param>
    /// <exception cref="InvalidTiffException">A partition ends before its macroblocks do.</exception>
    public void Decode(ref BoolReader modes, Interruption interruption)
    {
        int last = _shape.BlockRows - 1;
        for (int row = 0; row <= last; row++)
        {
            interruption.ThrowIfRequested();
            ModeReader.ReadRow(ref modes, _header, _rows.Blocks, _rows.ModesAbove);
            DecodeRow(row);
            if (row > 0)
            {
                FilterRow(row - 1);
                WritePixels((row * FrameShape.Block) - FrameShape.OpenRows);
            }
        }

        FilterRow(last);
        WritePixels(_shape.Rows);
    }

    private readonly void DecodeRow(int row)
    {
        ref BoolReader partition = ref Partitions[row & (Partitions.Length - 1)];
        BoolReader reader = partition;
        Span<Macroblock> blocks = _rows.Blocks;
        Span<CoefficientContext> contexts = _rows.Contexts;
        Span<byte> filters = _rows.FiltersOf(row);
        var residuals = new Residuals { Values = Coefficients };
        CoefficientContext context = default;
        for (int column = 0; column < blocks.Length; column++)
        {
            ref Macroblock block = ref blocks[column];
            context = contexts[column].Beside(context);
            residuals.Luma = residuals.Chroma = 0;
            if (block.IsSkipped)
            {
                context.Skip(block.HasSubblockModes);
            }
            else
            {
                ref readonly Segment factors = ref _header.Factors[block.Segment];
                CoefficientReader.Read(ref reader, Probabilities, factors, block.HasSubblockModes, ref context, ref residuals);
            }

            contexts[column] = context;
            bool hasInnerEdges = block.HasSubblockModes || (residuals.Luma | residuals.Chroma) != 0;
            filters[column] = (byte)((4 * block.Segment) + (block.HasSubblockModes ? 2 : 0) + (hasInnerEdges ? 1 : 0));
            ReconstructLuma(block, residuals, column, row);
            ReconstructChroma(block, residuals, column, row);
        }

        if (reader.IsPastEnd)
        {
            throw new InvalidTiffException($"The VP8 frame's coefficients end inside macroblocks of row {row}.");
        }

        partition = reader;
    }

    private readonly void ReconstructLuma(in Macroblock block, in Residuals residuals, int column, int row)
    {
        byte* pixels = _luma.At(column * FrameShape.Block, row * FrameShape.Block);
        int stride = _luma.Stride;
        short* coefficients = residuals.Values;
        uint kinds = residuals.Luma;
        if (!block.HasSubblockModes)
        {
            IntraPrediction.Predict(block.LumaMode, pixels, stride, FrameShape.Block, (row > 0, column > 0));
            if (kinds == 0)
            {
                return;
            }

            for (int pair = 0; pair < 8; pair++, kinds <<= 4, coefficients += 32)
            {
                byte* at = pixels + ((pair >> 1) * 4 * stride) + ((pair & 1) * 8);
                var first = (BlockKind)(kinds >> 30);
                BlockKind second = (BlockKind)(kinds >> 28) & BlockKind.Full;
                if (first == BlockKind.Full && second == BlockKind.Full)
                {
                    InverseTransform.AddPair(coefficients, at, stride);
                }
                else
                {
                    InverseTransform.Add(first, coefficients, at, stride);
                    InverseTransform.Add(second, coefficients + 16, at + 4, stride);
                }
            }

            return;
        }

        // Beside the last macroblock of a row the last pixel above stands for those to its right.
        byte* above = pixels - stride;
        uint right = row > 0 && column == _shape.Columns - 1 ? 0x0101_0101u * above[15] : *(uint*)(above + 16);
        for (int i = 0; i < 16; i++, kinds <<= 2, coefficients += 16)
        {
            byte* at = pixels + ((i >> 2) * 4 * stride) + ((i & 3) * 4);
            IntraPrediction.PredictSubblock(block.Subblocks[i], at, stride, (i & 3) == 3 ? right : *(uint*)(at - stride + 4));
            InverseTransform.Add((BlockKind)(kinds >> 30), coefficients, at, stride);
        }
    }

    private readonly void ReconstructChroma(in Macroblock block, in Residuals residuals, int column, int row)
    {
        int x = column * FrameShape.ChromaBlock,
            y = row * FrameShape.ChromaBlock;
        short* coefficients = residuals.Values + (16 * 16);
        ReconstructChroma(block.ChromaMode, residuals.Chroma & 0xFF, coefficients, _u.At(x, y), (row > 0, column > 0));
        ReconstructChroma(block.ChromaMode, residuals.Chroma >> 8, coefficients + (4 * 16), _v.At(x, y), (row > 0, column > 0));
    }

    private readonly void ReconstructChroma(
        PredictionMode mode,
        uint kinds,
        short* coefficients,
        byte* pixels,
        (bool HasAbove, bool HasLeft) edges
    )
    {
        const uint BeyondFlat = 0xAA;
        int stride = _u.Stride;
        IntraPrediction.Predict(mode, pixels, stride, FrameShape.ChromaBlock, edges);
        if ((kinds & BeyondFlat) != 0)
        {
            InverseTransform.AddPair(coefficients, pixels, stride);
            InverseTransform.AddPair(coefficients + 32, pixels + (4 * stride), stride);
            return;
        }

        for (int i = 0; kinds != 0; i++, kinds >>= 2)
        {
            InverseTransform.Add((BlockKind)(kinds & 3), coefficients + (16 * i), pixels + ((i >> 1) * 4 * stride) + ((i & 1) * 4), stride);
        }
    }

    private readonly void FilterRow(int row)
    {
        if (!_header.IsFiltered)
        {
            return;
        }

        Span<byte> filters = _rows.FiltersOf(row);
        for (int column = 0; column < filters.Length; column++)
        {
            FilterStrength strength = _header.Strengths[filters[column] >> 1];
            if (strength.Limit == 0)
            {
                continue;
            }

            var edges = new FilterEdges(column > 0, row > 0, (filters[column] & 1) != 0);
            byte* luma = _luma.At(column * FrameShape.Block, row * FrameShape.Block);
            if (_header.IsSimpleFilter)
            {
                LoopFilter.Simple(strength, luma, _luma.Stride, edges);
                continue;
            }

            LoopFilter.Luma(strength, luma, _luma.Stride, edges);
            int x = column * FrameShape.ChromaBlock,
                y = row * FrameShape.ChromaBlock;
            LoopFilter.Chroma(strength, ((nint)_u.At(x, y), (nint)_v.At(x, y)), _u.Stride, edges);
        }
    }

    private void WritePixels(int until)
    {
        int rowBytes = _shape.Width * _shape.Samples,
            lastOfChroma = ((_shape.Height + 1) / 2) - 1;
        for (; _written < Math.Min(until, _shape.Rows); _written++)
        {
            int near = _written / 2,
                far = Math.Clamp((_written & 1) == 0 ? near - 1 : near + 1, 0, lastOfChroma);
            ColorRow.Upsample(_u.At(0, near), _u.At(0, far), _rowOfU, _shape.Width);
            ColorRow.Upsample(_v.At(0, near), _v.At(0, far), _rowOfV, _shape.Width);
            Span<byte> pixels = Destination.Slice(_written * rowBytes, rowBytes);
            ColorRow.Convert(_luma.At(0, _written), _rowOfU, _rowOfV, pixels, _shape.Samples);
        }
    }
}
