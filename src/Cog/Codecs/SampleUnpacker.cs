using Cog.Reading;
using Cog.Tiff;

namespace Cog.Codecs;

/// <summary>Takes one band out of a decoded block: chunky samples at the file's bit depth become a plane of <see cref="SampleType"/>.</summary>
public static class SampleUnpacker
{
    /// <summary>Copies part of one sample plane.</summary>
    /// <param name="block">A block as <see cref="BlockCodecs.Decode"/> leaves it.</param>
    /// <param name="layout">The block's shape.</param>
    /// <param name="part">Which pixels of the block, counted from its first.</param>
    /// <param name="sample">Which sample of a pixel; 0 when the image is planar.</param>
    /// <param name="type">What each sample becomes.</param>
    /// <param name="destination">From the first pixel of <paramref name="part"/> on.</param>
    /// <param name="destinationStride">Samples from one destination row to the next.</param>
    public static void Unpack(ReadOnlySpan<byte> block, BlockLayout layout, PixelWindow part, int sample, SampleType type, Span<byte> destination, int destinationStride) =>
        throw new NotImplementedException();
}
