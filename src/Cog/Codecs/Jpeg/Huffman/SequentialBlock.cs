using System.Diagnostics;
using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Codecs.Jpeg.Huffman;

/// <summary>
/// Reads one block of a sequential scan (ITU-T T.81 section F.2.2) and dequantises it: half of a decoder's time is spent here.
/// </summary>
internal static class SequentialBlock
{
    /// <summary>Places of a block's coefficients in a <see cref="BlockPair"/> end before this.</summary>
    private const int Places = (7 * BlockPair.RowStride) + 8;

    // Where the index ends when the first AC code is end of block.
    private const int OnlyDc = 1 + HuffmanTable.EndOfBlockRun + 1;

    /// <summary>Reads a block.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="component">Its tables, and the DC coefficient before this one.</param>
    /// <param name="block">Zeros; receives the coefficients where a <see cref="BlockPair"/> keeps them.</param>
    /// <returns>True when all coefficients but the first are zero.</returns>
    public static bool Read(ref BitReader reader, FrameComponent component, Span<short> block)
    {
        // Not spans: ten bits index 2^10 entries, an index of at most 63 and a run of at most EndOfBlockRun the places, and those a block.
        // The JIT cannot know this, and its checks would cost a tenth of the decoder.
        ref int coefficients = ref MemoryMarshal.GetReference(component.AcTable.Coefficients);
        ref int places = ref MemoryMarshal.GetReference(component.Dequantization.Entries);
        ref short output = ref MemoryMarshal.GetReference(block[..Places]);

        reader.Fill();
        int prediction = component.DcPrediction + ReadDcDifference(ref reader, component.DcTable);
        component.DcPrediction = prediction;
        output = (short)(prediction * (places >> 8));

        ulong bits = reader.Bits;
        int count = reader.Count;
        int index = 1;
        do
        {
            if (count < 32)
            {
                reader.Load(ref bits, ref count);
            }

            int entry = Unsafe.Add(ref coefficients, (nint)(bits >> (64 - HuffmanTable.LookupBits)));
            if (entry == 0)
            {
                reader.Set(bits, count);
                entry = ReadLongAc(ref reader, component.AcTable);
                bits = reader.Bits;
                count = reader.Count;
            }
            else
            {
                bits <<= entry; // By its low six bits: the length is at most ten, and the run begins above.
                count -= entry & 255;
            }

            index += (entry >> 8) & 255;
            int place = Unsafe.Add(ref places, index);
            Debug.Assert((place & 255) < Places);
            Unsafe.Add(ref output, place & 255) = (short)((entry >> 16) * (place >> 8));
            index++;
        } while (index < ZigZag.BlockSize);

        reader.Set(bits, count);
        if (index is > ZigZag.BlockSize and < HuffmanTable.EndOfBlockRun)
        {
            throw new InvalidTiffException($"JPEG block has a run of zeros to coefficient {index - 1}; the last is 63.");
        }

        return index == OnlyDc;
    }

    private static int ReadDcDifference(ref BitReader reader, HuffmanTable table)
    {
        int entry = table.Coefficients[reader.Peek(HuffmanTable.LookupBits)];
        if (entry != 0)
        {
            reader.Skip(entry & 255);
            return entry >> 16;
        }

        int size = reader.ReadSymbol(table);
        return HuffmanTable.Extend(reader.Read(size), size);
    }

    // A code that the look-up does not have, or not with its extra bits: in the form of an entry, but for the length.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadLongAc(ref BitReader reader, HuffmanTable table)
    {
        int symbol = reader.ReadSymbol(table);
        int size = symbol & 15;
        int run = symbol >> 4;
        if (size == 0 && run < 15)
        {
            run = HuffmanTable.EndOfBlockRun;
        }

        return (HuffmanTable.Extend(reader.Read(size), size) << 16) | (run << 8);
    }
}
