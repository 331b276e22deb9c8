using Cog.Resamplers;

namespace Cog;

/// <summary>
/// How pixels of one grid become pixels of another. <see cref="ResamplingNames"/> has the names in text, and which of them reads and warps
/// take.
/// </summary>
public enum Resampling
{
    /// <summary>The pixel under the middle.</summary>
    Nearest,

    /// <summary>A triangle, one pixel to each side.</summary>
    Bilinear,

    /// <summary>Keys' cubic convolution, a = -1/2; two pixels to each side.</summary>
    Cubic,

    /// <summary>The cubic B-spline: smooths, overshoots nowhere; two pixels to each side.</summary>
    CubicSpline,

    /// <summary>A windowed sinc, three pixels to each side.</summary>
    Lanczos,

    /// <summary>The mean of what lies under the pixel, each by its share.</summary>
    Average,

    /// <summary>The most frequent value.</summary>
    Mode,

    /// <summary>A binomial kernel of 3, 5 or 7 pixels. Reads only.</summary>
    Gauss,

    /// <summary>The root of the mean of squares.</summary>
    Rms,

    /// <summary>The largest. Warps only.</summary>
    Max,

    /// <summary>The smallest. Warps only.</summary>
    Min,

    /// <summary>The middle one of the sorted values. Warps only.</summary>
    Med,

    /// <summary>The value with a quarter of the sorted ones below it. Warps only.</summary>
    Q1,

    /// <summary>The value with three quarters of the sorted ones below it. Warps only.</summary>
    Q3,

    /// <summary>The sum of what lies under the pixel, each by its share. Warps only.</summary>
    Sum,
}
