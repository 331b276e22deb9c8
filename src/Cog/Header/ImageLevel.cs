namespace Cog;

/// <summary>One resolution of the image, with the mask of the same size when there is one.</summary>
/// <param name="Number">0 the image itself, 1 the largest overview, and so on to the smallest.</param>
/// <param name="Image">The directory of the samples.</param>
/// <param name="Mask">The directory of the transparency mask, or null.</param>
public sealed record ImageLevel(int Number, Ifd Image, Ifd? Mask)
{
    /// <summary>Width in pixels.</summary>
    public int Width => Image.Width;

    /// <summary>Height in pixels.</summary>
    public int Height => Image.Height;
}
