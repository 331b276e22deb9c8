using System.Buffers;
using Cog.Codecs;
using Cog.Tiff.Color;

namespace Cog.Reading;

/// <summary>Takes a decoded block; it is gone when the call returns.</summary>
internal delegate void BlockUser(ReadOnlySpan<byte> block, BlockLayout layout);

/// <summary>From stored bytes to samples as they are shown, in rented memory.</summary>
internal static class DecodedBlock
{
    /// <summary>Decodes, shows colours as RGB where the layout has a view, and hands the block on.</summary>
    /// <param name="stored">Its bytes in the file.</param>
    /// <param name="layout">Its shape.</param>
    /// <param name="options">Codecs, pool.</param>
    /// <param name="use">Takes it, with the shape that it then has: smaller than <paramref name="layout"/> where the stream is, whose other
    /// pixels are 0.</param>
    /// <param name="cancellationToken">Asked inside blocks that may take long.</param>
    public static void Use(
        ReadOnlyMemory<byte> stored,
        BlockLayout layout,
        CogReaderOptions options,
        BlockUser use,
        CancellationToken cancellationToken
    )
    {
        if (cancellationToken.CanBeCanceled)
        {
            layout = layout with { Interruption = new(cancellationToken) };
        }

        if (layout.ColorConversion is null)
        {
            layout = options.Codecs.Held(stored.Span, layout); // 0 is a colour where colours are converted.
        }

        using IMemoryOwner<byte> owner = BlockMemory.Decode(stored.Span, layout, options, isChecked: false);
        ReadOnlySpan<byte> block = owner.Memory.Span[..(int)layout.ByteCount];
        if (layout.ColorConversion is not { } view)
        {
            use(block, layout);
            return;
        }

        int shownBytes = checked(layout.Width * layout.Height * view.SamplesPerPixel);
        using IMemoryOwner<byte> shownOwner = options.Pool.Rent(Math.Max(1, shownBytes));
        Span<byte> shown = shownOwner.Memory.Span[..shownBytes];
        Show(block, layout, view, shown);
        use(shown, layout with { SamplesPerPixel = view.SamplesPerPixel, ColorConversion = null });
    }

    // Some pixels at a time, to be asked between them: L*a*b* takes long.
    private static void Show(ReadOnlySpan<byte> block, BlockLayout layout, ColorConversion view, Span<byte> shown)
    {
        int part = Interruption.Interval / Math.Max(layout.SamplesPerPixel, view.SamplesPerPixel);
        for (int pixels = layout.Width * layout.Height; pixels > 0; pixels -= part)
        {
            layout.Interruption.ThrowIfRequested();
            int count = Math.Min(part, pixels);
            view.Convert(block[..(count * layout.SamplesPerPixel)], layout.SamplesPerPixel, shown[..(count * view.SamplesPerPixel)]);
            block = block[(count * layout.SamplesPerPixel)..];
            shown = shown[(count * view.SamplesPerPixel)..];
        }
    }

    /// <summary>
    /// What a block is said to take decoded, a tile with the rows below the image; a view may have more samples than are stored.
    /// </summary>
    public static long BytesOf(Ifd ifd, int blockRow)
    {
        BlockLayout layout = ifd.IsTiled ? ifd.WholeLayout : ifd.LayoutOf(blockRow);
        return Math.Max(layout.ByteCount, (long)layout.Width * layout.Height * (layout.ColorConversion?.SamplesPerPixel ?? 0));
    }
}
