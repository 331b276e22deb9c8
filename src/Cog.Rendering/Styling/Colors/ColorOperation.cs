namespace Cog.Rendering.Styling.Colors;

/// <summary>One step of a <see cref="ColorFormula"/>, on values from 0 to 1.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Bands">One bit a band that it changes, red the lowest.</param>
/// <param name="First">gamma's exponent, sigmoidal's contrast, saturation's factor.</param>
/// <param name="Second">sigmoidal's bias.</param>
internal readonly record struct ColorOperation(ColorOperationKind Kind, int Bands, double First, double Second)
{
    /// <summary>Whether a band is changed.</summary>
    /// <param name="band">From 0.</param>
    public bool Changes(int band) => band < 3 && (Bands & (1 << band)) != 0;

    /// <summary>A value, changed: of operations that look at one band alone.</summary>
    public double Of(double value) => Kind == ColorOperationKind.Gamma ? Math.Pow(value, 1 / First) : Sigmoidal(value, First, Second);

    /// <summary>
    /// ImageMagick's sigmoidal contrast: the logistic function around a bias, stretched so that 0 and 1 stay; its inverse for a negative
    /// contrast.
    /// </summary>
    private static double Sigmoidal(double value, double contrast, double bias)
    {
        if (contrast == 0)
        {
            return value;
        }

        double least = Logistic(-contrast * bias),
            most = Logistic(contrast * (1 - bias));
        if (contrast > 0)
        {
            return (Logistic(contrast * (value - bias)) - least) / (most - least);
        }

        // The other way round: which value the function takes to this one.
        double steep = -contrast,
            low = Logistic(-steep * bias),
            high = Logistic(steep * (1 - bias)),
            share = low + (value * (high - low));
        return bias - (Math.Log((1 / share) - 1) / steep);
    }

    private static double Logistic(double value) => 1 / (1 + Math.Exp(-value));
}

/// <summary>What a <see cref="ColorOperation"/> does.</summary>
internal enum ColorOperationKind
{
    Gamma,
    Sigmoidal,
    Saturation,
}
