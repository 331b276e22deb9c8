using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>Everything around the scan: JFIF 1.01 and a baseline frame (ITU-T T.81 annex B).</summary>
internal static class JpegHeader
{
    /// <summary>From the start of the image to the start of the scan.</summary>
    /// <param name="output">Receives it.</param>
    /// <param name="size">Columns and rows.</param>
    /// <param name="components">One, or three.</param>
    /// <param name="dc">By slot.</param>
    /// <param name="ac">By slot.</param>
    public static void Write(
        PooledOutput output,
        RasterSize size,
        ReadOnlySpan<PictureComponent> components,
        ReadOnlySpan<HuffmanCodes> dc,
        ReadOnlySpan<HuffmanCodes> ac
    )
    {
        output.Write(0xFF, JpegMarker.StartOfImage);
        WriteJfif(output);

        int slots = components.Length == 1 ? 1 : 2;
        Span<byte> table = stackalloc byte[ZigZag.BlockSize];
        for (byte slot = 0; slot < slots; slot++)
        {
            for (int place = 0; place < table.Length; place++)
            {
                table[place] = components[slot].Quantization.Divisors[ZigZag.NaturalOrder[place]];
            }

            output.Write(0xFF, JpegMarker.QuantizationTables, 0, 3 + ZigZag.BlockSize, slot);
            output.Write(table);
        }

        output.Write(0xFF, JpegMarker.BaselineFrame, 0, (byte)(8 + (3 * components.Length)), 8);
        output.Write((byte)(size.Height >> 8), (byte)size.Height, (byte)(size.Width >> 8), (byte)size.Width, (byte)components.Length);
        for (int i = 0; i < components.Length; i++)
        {
            output.Write((byte)(i + 1), (byte)(components[i].Sampling * 0x11), (byte)components[i].Slot);
        }

        for (byte slot = 0; slot < slots; slot++)
        {
            WriteCodes(output, slot, dc[slot]);
            WriteCodes(output, (byte)(0x10 | slot), ac[slot]);
        }

        // All 64 coefficients at once, all their bits.
        output.Write(0xFF, JpegMarker.StartOfScan, 0, (byte)(6 + (2 * components.Length)), (byte)components.Length);
        for (int i = 0; i < components.Length; i++)
        {
            output.Write((byte)(i + 1), (byte)(components[i].Slot * 0x11));
        }

        output.Write(0, ZigZag.BlockSize - 1, 0);
    }

    /// <summary>JFIF's marker: grey, or YCbCr.</summary>
    public static void WriteJfif(PooledOutput output)
    {
        // Version 1.1, no unit of density, square pixels, no thumbnail.
        output.Write(0xFF, JpegMarker.JfifApplication, 0, 16);
        output.Write("JFIF\0"u8);
        output.Write(1, 1, 0, 0, 1, 0, 1, 0, 0);
    }

    private static void WriteCodes(PooledOutput output, byte classAndSlot, HuffmanCodes codes)
    {
        int length = 3 + codes.Definition.Length;
        output.Write(0xFF, JpegMarker.HuffmanTables, (byte)(length >> 8), (byte)length, classAndSlot);
        output.Write(codes.Definition);
    }
}
