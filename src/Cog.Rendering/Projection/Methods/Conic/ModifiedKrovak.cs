namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>
/// The polynomial that fits Krovak's plane to the Czech network of 2005, on southing + i westing (IOGP Guidance Note 7-2, "Krovak
/// Modified").
/// </summary>
internal static class ModifiedKrovak
{
    private static readonly Complex Origin = new(1089000, 654000);

    /// <summary>dX + i dY at a point of the plane.</summary>
    public static Complex Shift(Complex plane)
    {
        // C1 and C2, C3 and C4, … pair to complex coefficients; the last pair's signs differ in dX and dY.
        Complex z = plane - Origin,
            z2 = z * z,
            z4 = z2 * z2;
        Complex sum =
            new Complex(2.946529277e-2, 2.515965696e-2)
            + (new Complex(1.193845912e-7, -4.668270147e-7) * z)
            + (new Complex(9.233980362e-12, 1.523735715e-12) * z2)
            + (new Complex(1.696780024e-18, 4.408314235e-18) * z2 * z);
        const double C9 = -8.331083518e-24,
            C10 = -3.689471323e-24;
        return sum + new Complex((C10 * z4.Real) + (C9 * z4.Imaginary), (C9 * z4.Real) - (C10 * z4.Imaginary));
    }

    /// <summary>The point that was shifted here: the shift changes by less than a millionth of the way.</summary>
    public static Complex Undo(Complex shifted)
    {
        Complex plane = shifted;
        for (int i = 0; i < 4; i++)
        {
            plane = shifted + Shift(plane);
        }

        return plane;
    }
}
