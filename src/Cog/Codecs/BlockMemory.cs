using System.Buffers;

namespace Cog.Codecs;

/// <summary>
/// Decodes blocks into rented memory. None of it is taken because the tags say how large a block is: what its stored bytes can decode to is
/// looked at first, and a large block is decoded in parts, each several times the one before, until so much of it is there.
/// </summary>
internal static class BlockMemory
{
    /// <summary>What is taken without a look inside.</summary>
    public const int SmallBytes = 4 << 20;

    // Streams that decode to more of what they take are looked at more closely.
    private const int UsualRatio = 16,
        Growth = 8;

    /// <summary>Decodes a block and undoes its predictor.</summary>
    /// <param name="stored">Its bytes in the file.</param>
    /// <param name="layout">Its shape.</param>
    /// <param name="options">Codecs, pool.</param>
    /// <param name="isChecked">See <see cref="BlockCodecs.DecodeChecked"/>.</param>
    /// <returns><see cref="BlockLayout.ByteCount"/> bytes, and perhaps more memory behind them.</returns>
    /// <exception cref="CogException">As <see cref="BlockCodecs.Decode"/>; or so few bytes cannot be so large a block.</exception>
    public static IMemoryOwner<byte> Decode(ReadOnlySpan<byte> stored, BlockLayout layout, CogReaderOptions options, bool isChecked)
    {
        ThrowIfTooShort(stored.Length, layout);
        if (layout.ByteCount > SmallBytes)
        {
            options.Codecs.Check(stored, layout);
            DecodeParts(stored, layout, options);
        }

        return DecodeAll(stored, layout, options, isChecked);
    }

    /// <summary>Refuses a block that is too short for what it must decode to, whatever it holds.</summary>
    /// <param name="stored">Bytes in the file, or more.</param>
    /// <param name="layout">The block's shape.</param>
    public static void ThrowIfTooShort(long stored, BlockLayout layout)
    {
        long needed = NeededBytes(layout);
        if (Most(stored, layout.Compression) is { } most && most < needed)
        {
            throw new InvalidTiffException(
                layout.Compression == Compression.None
                    ? $"The uncompressed block has {stored} bytes, expected {needed}."
                    : $"The {layout.Compression} block of {stored} bytes decodes to {most} bytes at most, expected {needed}."
            );
        }
    }

    /// <summary>Bytes that the codec must find.</summary>
    public static long NeededBytes(BlockLayout layout)
    {
        BlockLayout needed = layout.NeededRows is { } rows ? layout with { Height = rows } : layout;
        return ChromaSubsampling.AppliesTo(needed) ? ChromaSubsampling.UnitBytes(needed) : needed.ByteCount;
    }

    /// <summary>
    /// The most that so many bytes decode to; null where a few may be an image of any size: one colour in JPEG, LERC and WebP, a white
    /// page in fax.
    /// </summary>
    public static long? Most(long stored, Compression compression) =>
        compression switch
        {
            Compression.None => stored,
            // TIFF 6.0 section 9: 128 times one byte is two.
            Compression.PackBits => 64 * stored,
            // Section 13: the longest string of a full table is 3839 bytes, its code has 12 bits.
            Compression.Lzw => 2560 * stored,
            // RFC 1951: 258 bytes are two bits at least; zlib's manual has the same number.
            Compression.AdobeDeflate or Compression.Deflate => 1032 * stored,
            // 273 bytes are 14 decisions, of which none costs less than a 45th of a bit (probabilities go to 2017 of 2048).
            Compression.Lzma => 8192 * stored,
            // RFC 8878 section 3.1.1.2: 128 KB of one byte are four.
            Compression.Zstd => 32_768 * stored,
            _ => null,
        };

    // Rows from the top, decoded and given up again: costs half of a block's time more at most.
    private static void DecodeParts(ReadOnlySpan<byte> stored, BlockLayout layout, CogReaderOptions options)
    {
        if (layout.Compression == Compression.None || !Ifd.IsStreamOfRows(layout.Compression) || ChromaSubsampling.AppliesTo(layout))
        {
            return; // A picture is decoded as a whole.
        }

        for (long part = Math.Max(SmallBytes, (long)UsualRatio * stored.Length); part < layout.ByteCount / 2; part *= Growth)
        {
            int rows = (int)Math.Clamp(part / layout.RowBytes, 1, layout.Height);
            BlockLayout top = layout with { Height = rows, NeededRows = layout.NeededRows is { } needed ? Math.Min(needed, rows) : null };
            DecodeAll(stored, top, options, isChecked: false).Dispose();
        }
    }

    private static IMemoryOwner<byte> DecodeAll(ReadOnlySpan<byte> stored, BlockLayout layout, CogReaderOptions options, bool isChecked)
    {
        int bytes = checked((int)layout.ByteCount);
        IMemoryOwner<byte> owner = options.Pool.Rent(Math.Max(1, bytes));
        try
        {
            Span<byte> block = owner.Memory.Span[..bytes];
            block.Clear();
            if (isChecked)
            {
                options.Codecs.DecodeChecked(stored, block, layout);
            }
            else
            {
                options.Codecs.Decode(stored, block, layout);
            }

            return owner;
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }
}
