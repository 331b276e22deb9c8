namespace Cog.Hosting.Http;

/// <summary>How large an answer may be.</summary>
internal static class ResponseSize
{
    private const int LargestSide = 65_536;

    /// <summary>Refuses what would not fit into memory, before anything is planned or read.</summary>
    /// <param name="size">The picture's size.</param>
    /// <param name="bytesPerPixel">Of all bands; the mask comes on top.</param>
    /// <param name="limits">The ceiling.</param>
    /// <param name="parameter">What the caller may ask for instead, e.g. <c>max_size</c>: the longer side.</param>
    /// <exception cref="BadHttpRequestException">413; the message says what would fit.</exception>
    public static void ThrowIfTooLarge(RasterSize size, int bytesPerPixel, CogLimits limits, string parameter)
    {
        double pixels = (double)limits.MaxRasterBytes / (bytesPerPixel + 1);
        if ((double)size.Width * size.Height <= pixels)
        {
            return;
        }

        // As max_size would make it: the longer side is given, the other is rounded up.
        double ratio = (double)Math.Min(size.Width, size.Height) / Math.Max(size.Width, size.Height);
        int longest = Math.Clamp((int)Math.Sqrt(pixels / ratio), 1, LargestSide);
        while (longest > 1 && (double)longest * Shorter(longest) > pixels)
        {
            longest--;
        }

        RasterSize largest = size.Width >= size.Height ? new(longest, Shorter(longest)) : new(Shorter(longest), longest);
        throw new BadHttpRequestException(
            $"The answer would have {size.Width} × {size.Height} pixels; the largest of this shape is {largest.Width} × "
                + $"{largest.Height}: ask for {parameter}={longest}, or for less.",
            StatusCodes.Status413PayloadTooLarge
        );

        int Shorter(int longer) => (int)Math.Clamp(Math.Ceiling(longer * ratio), 1, int.MaxValue);
    }
}
