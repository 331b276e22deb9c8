using Cog.Resamplers;

namespace Cog;

/// <summary>
/// How pixels of one grid become pixels of another. <see cref="ResamplingNames"/> has the names in text, and which of them reads and warps
/// take.
/// </summary>
public enum Resampling
{
    /// <summary>Nearest neighbour: the pixel under the centre.</summary>
    Nearest,

    /// <summary>Bilinear: a triangle kernel, one pixel to each side.</summary>
    Bilinear,

    /// <summary>Keys' cubic convolution, a = -1/2; two pixels to each side.</summary>
    Cubic,

    /// <summary>The cubic B-spline: smooths, overshoots nowhere; two pixels to each side.</summary>
    CubicSpline,

    /// <summary>Lanczos: a windowed sinc, three pixels to each side.</summary>
    Lanczos,

    /// <summary>The mean of the pixels under the output pixel, weighted by the area they share with it.</summary>
    Average,

    /// <summary>The most frequent value.</summary>
    Mode,

    /// <summary>A binomial kernel of 3, 5 or 7 pixels. Reads only.</summary>
    Gauss,

    /// <summary>The root mean square, weighted as <see cref="Average"/> is.</summary>
    Rms,

    /// <summary>The largest value. Warps only.</summary>
    Max,

    /// <summary>The smallest value. Warps only.</summary>
    Min,

    /// <summary>The median. Warps only.</summary>
    Med,

    /// <summary>The first quartile. Warps only.</summary>
    Q1,

    /// <summary>The third quartile. Warps only.</summary>
    Q3,

    /// <summary>The sum of the pixels under the output pixel, weighted as <see cref="Average"/> is. Warps only.</summary>
    Sum,
}
