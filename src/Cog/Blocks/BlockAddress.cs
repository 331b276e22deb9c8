namespace Cog.Blocks;

/// <summary>One block that a request needs.</summary>
/// <param name="Ifd">Its directory: an image or a mask.</param>
/// <param name="Number">See <see cref="Ifd.BlockNumber"/>.</param>
/// <param name="DecodedBytes">What it decodes to.</param>
internal readonly record struct BlockAddress(Ifd Ifd, long Number, long DecodedBytes)
{
    /// <summary>Refuses a block that decodes to more than is allowed.</summary>
    /// <exception cref="LimitExceededException">It does.</exception>
    public void ThrowIfTooLarge(CogLimits limits)
    {
        if (DecodedBytes > limits.MaxBlockBytes)
        {
            throw LimitExceededException.Of(
                $"Block {Number} of directory {Ifd.Index} decodes to {DecodedBytes} bytes",
                limits.MaxBlockBytes
            );
        }
    }

    /// <summary>Refuses a block that is more compressed than is allowed.</summary>
    /// <param name="stored">Its bytes in the file; 0 for a block that was never written.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="LimitExceededException">It is.</exception>
    public void ThrowIfExpanded(int stored, CogLimits limits)
    {
        if (stored > 0 && DecodedBytes > (long)limits.MaxExpansionRatio * stored)
        {
            throw LimitExceededException.Of(
                $"Block {Number} of directory {Ifd.Index} is {stored} bytes for {DecodedBytes}",
                limits.MaxExpansionRatio
            );
        }
    }
}
