using System.Runtime.Intrinsics;

namespace Cog.Rendering.Codecs;

/// <summary>Four-byte pixels to three-byte pixels.</summary>
internal static class RgbPacker
{
    /// <summary>Copies R, G and B of every RGBA pixel.</summary>
    /// <param name="rgba">Whole pixels of 4 bytes.</param>
    /// <param name="rgb">At least 3 bytes for each of them.</param>
    public static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        // Four pixels a step. The store is 16 bytes of which 12 count: the next step, or the scalar tail, overwrites the rest,
        // so a step needs two more pixels behind its own.
        Vector128<byte> order = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
        while (rgba.Length >= 24 && Vector128.IsHardwareAccelerated)
        {
            Vector128.Shuffle(Vector128.Create(rgba), order).CopyTo(rgb);
            rgba = rgba[16..];
            rgb = rgb[12..];
        }

        DropAlphaScalar(rgba, rgb);
    }

    internal static void DropAlphaScalar(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (; rgba.Length >= 4; rgba = rgba[4..], rgb = rgb[3..])
        {
            rgba[..3].CopyTo(rgb);
        }
    }
}
