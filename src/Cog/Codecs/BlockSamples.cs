namespace Cog.Codecs;

/// <summary>One sample of each pixel of a decoded block.</summary>
/// <param name="block">The block's bytes, as <see cref="BlockCodecs.Decode"/> leaves them.</param>
/// <param name="layout">The block's shape.</param>
/// <param name="sample">Which of the samples that the block has; 0 when the image is planar.</param>
/// <param name="type">What each sample becomes.</param>
internal readonly ref struct BlockSamples(ReadOnlySpan<byte> block, BlockLayout layout, int sample, SampleType type)
{
    /// <summary>The block's bytes.</summary>
    public ReadOnlySpan<byte> Block { get; } = block;

    /// <summary>The block's shape.</summary>
    public BlockLayout Layout { get; } = layout;

    /// <summary>The pixels that it has.</summary>
    public PixelWindow Window => new(0, 0, Layout.Width, Layout.Height);

    /// <summary>Which of the samples that the block has.</summary>
    public int Sample { get; } = sample;

    /// <summary>What each sample becomes.</summary>
    public SampleType Type { get; } = type;
}
