using System.Buffers;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>What was done to the picture before it was coded (WebP lossless specification, section 4), undone row by row.</summary>
internal sealed class PixelTransforms
{
    private const int Predictor = 0,
        Color = 1,
        Green = 2,
        Palette = 3,
        PaletteColors = 256;

    private readonly List<(int Type, int Width, int Bits, uint[] Data)> _transforms = [];

    /// <summary>Reads what they are.</summary>
    /// <param name="bits">The stream.</param>
    /// <param name="reader">Reads their data.</param>
    /// <param name="width">Pixels of the picture's rows.</param>
    /// <param name="height">The picture's rows.</param>
    /// <returns>Pixels of a row as they are coded.</returns>
    public int Read(ref LosslessBits bits, PixelReader reader, int width, int height)
    {
        int seen = 0;
        while (bits.ReadFlag())
        {
            int type = (int)bits.Read(2);
            if ((seen & (1 << type)) != 0)
            {
                throw new InvalidTiffException($"The lossless WebP stream has transform {type} twice.");
            }

            seen |= 1 << type;
            switch (type)
            {
                case Predictor or Color:
                    int blockBits = (int)bits.Read(3) + 2;
                    int blocksInRow = PixelReader.BlocksOf(width, blockBits),
                        blockRows = PixelReader.BlocksOf(height, blockBits);
                    _transforms.Add((type, width, blockBits, reader.ReadWhole(ref bits, blocksInRow, blockRows)));
                    break;
                case Green:
                    _transforms.Add((type, width, 0, []));
                    break;
                default:
                    int colors = (int)bits.Read(8) + 1;
                    int packingBits = colors switch
                    {
                        <= 2 => 3,
                        <= 4 => 2,
                        <= 16 => 1,
                        _ => 0,
                    };
                    _transforms.Add((type, width, packingBits, ReadPalette(ref bits, reader, colors)));
                    width = PixelReader.BlocksOf(width, packingBits);
                    break;
            }
        }

        return width;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        foreach ((_, _, _, uint[] data) in _transforms)
        {
            if (data.Length > 0)
            {
                ArrayPool<uint>.Shared.Return(data);
            }
        }

        _transforms.Clear();
    }

    /// <summary>Undoes them on some rows.</summary>
    /// <param name="buffer">A picture's row of room, for the row above between calls, and the rows as they are coded behind it.</param>
    /// <param name="start">Where the rows begin, one behind the other; afterwards they are as wide as the picture.</param>
    /// <param name="firstRow">Their first one in the picture.</param>
    /// <param name="rows">How many.</param>
    public void Undo(Span<uint> buffer, int start, int firstRow, int rows)
    {
        for (int i = _transforms.Count - 1; i >= 0; i--)
        {
            (int type, int width, int bits, uint[] data) = _transforms[i];
            Span<uint> pixels = buffer.Slice(start, width * rows);
            switch (type)
            {
                case Predictor:
                    PredictorTransform.Undo(buffer.Slice(start - width, width * (rows + 1)), width, firstRow, new(data, bits));
                    break;
                case Color:
                    ColorTransform.Undo(pixels, width, firstRow, new(data, bits));
                    break;
                case Green:
                    ColorTransform.AddGreen(pixels);
                    break;
                default:
                    PaletteTransform.Undo(pixels, width, bits, data);
                    break;
            }
        }
    }

    // Each colour is coded as its difference to the one before (section 4.4).
    private static uint[] ReadPalette(ref LosslessBits bits, PixelReader reader, int colors)
    {
        uint[] coded = reader.ReadWhole(ref bits, colors, 1);
        uint[] palette = ArrayPool<uint>.Shared.Rent(PaletteColors);
        palette.AsSpan(0, PaletteColors).Clear();
        uint previous = 0;
        for (int i = 0; i < colors; i++)
        {
            palette[i] = previous = PixelBytes.Add(previous, coded[i]);
        }

        ArrayPool<uint>.Shared.Return(coded);
        return palette;
    }
}

/// <summary>What a transform has for each block of pixels.</summary>
/// <param name="Data">One for each block, row by row.</param>
/// <param name="Bits">A block has 2 to this power of pixels in a row, and rows.</param>
internal readonly record struct TransformBlocks(uint[] Data, int Bits);
