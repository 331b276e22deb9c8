namespace Cog.Rendering.Algorithms;

/// <summary>How brightly slopes lie in the light of a lamp far away: 0 turned away from it, 255 turned to it.</summary>
/// <remarks>
/// A height that rises by one from pixel to pixel is a slope of 45 degrees, whatever the size of a pixel: what is asked for closer up looks
/// flatter, and <c>z_exaggeration</c> makes up for it. Every slope has a brightness, also those in the shade.
/// </remarks>
internal sealed class Hillshade : GradientAlgorithm
{
    private readonly double _fromNorth,
        _fromEast,
        _fromAbove;

    private Hillshade(AlgorithmArguments arguments)
        : base("hillshade", arguments.Integer("buffer"), arguments.Number("z_exaggeration"))
    {
        double azimuth = double.DegreesToRadians(360 - arguments.Integer("azimuth")),
            altitude = double.DegreesToRadians(arguments.Number("angle_altitude"));
        _fromAbove = Math.Sin(altitude);
        _fromNorth = Math.Cos(altitude) * Math.Sin(azimuth);
        _fromEast = Math.Cos(altitude) * Math.Cos(azimuth);
    }

    public static AlgorithmDefinition Definition =>
        new("hillshade", "Hillshade", "Shades heights as if a lamp stood in one direction.", arguments => new Hillshade(arguments))
        {
            InputBands = 1,
            OutputBands = 1,
            OutputType = SampleType.UInt8,
            Parameters =
            [
                AlgorithmParameter.Integer("azimuth", 45, 0, 360),
                AlgorithmParameter.Number("angle_altitude", 45, -90, 90),
                AlgorithmParameter.Integer("buffer", 3, 0, 99),
                AlgorithmParameter.Number("z_exaggeration", 1, 1e-6, 1e6),
            ],
        };

    /// <inheritdoc/>
    public override BandShape ShapeOf(BandShape before) => new(1, SampleType.UInt8);

    // With slope s and aspect a the shade is sin(altitude) cos(s) + cos(altitude) sin(s) cos(azimuth - a). The gradient's length g is
    // tan(s) and its direction a, so that sines and cosines of both are quotients of it: nothing but a root is left for each pixel.
    protected override void Write(
        ReadOnlySpan<double> byRow,
        ReadOnlySpan<double> byColumn,
        (double X, double Y) pixel,
        Span<byte> destination
    )
    {
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            Span<double> shades = stackalloc double[Vector<double>.Count];
            for (; byRow.Length - i >= shades.Length; i += shades.Length)
            {
                Vector<double> down = new(byRow[i..]),
                    right = new(byColumn[i..]);
                Vector<double> light =
                    (new Vector<double>(_fromAbove) + (_fromEast * right) - (_fromNorth * down))
                    / Vector.SquareRoot(Vector<double>.One + (down * down) + (right * right));
                (255 * (light + Vector<double>.One) / 2).CopyTo(shades);
                for (int k = 0; k < shades.Length; k++)
                {
                    destination[i + k] = (byte)shades[k];
                }
            }
        }

        for (; i < byRow.Length; i++)
        {
            double down = byRow[i],
                right = byColumn[i];
            double light = (_fromAbove + (_fromEast * right) - (_fromNorth * down)) / Math.Sqrt(1 + (down * down) + (right * right));
            destination[i] = (byte)(255 * (light + 1) / 2);
        }
    }
}
