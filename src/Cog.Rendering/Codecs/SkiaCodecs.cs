using Cog.Codecs;

namespace Cog.Rendering.Codecs;

/// <summary>The codecs that need a native library.</summary>
internal static class SkiaCodecs
{
    /// <summary>
    /// Every codec: the managed ones, and WebP by SkiaSharp. The native library is loaded with the first WebP block, not before.
    /// </summary>
    public static BlockCodecs All { get; } = BlockCodecs.Managed.With(Compression.WebP, new WebPCodec());
}
