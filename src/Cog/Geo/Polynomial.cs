namespace Cog.Geo;

/// <summary>Two polynomials in two variables, of the first or the second order, fitted to points by least squares.</summary>
internal sealed class Polynomial
{
    // 1, u, v, u², uv, v²
    private const int MaxTerms = 6;

    private readonly (double X, double Y) _centre;
    private readonly (double X, double Y) _scale;
    private readonly double[] _x;
    private readonly double[] _y;

    private Polynomial((double X, double Y) centre, (double X, double Y) scale, double[] x, double[] y) =>
        (_centre, _scale, _x, _y) = (centre, scale, x, y);

    /// <summary>Fits a polynomial by least squares.</summary>
    /// <returns>Null when the points do not determine it.</returns>
    public static Polynomial? Fit(ReadOnlySpan<(double X, double Y)> from, ReadOnlySpan<(double X, double Y)> to, int order)
    {
        // Around their middle and in units of their extent, the equations of points anywhere are well conditioned.
        (double X, double Y) centre = (0, 0),
            scale = (0, 0);
        foreach ((double x, double y) in from)
        {
            centre = (centre.X + (x / from.Length), centre.Y + (y / from.Length));
        }

        foreach ((double x, double y) in from)
        {
            scale = (Math.Max(scale.X, Math.Abs(x - centre.X)), Math.Max(scale.Y, Math.Abs(y - centre.Y)));
        }

        int terms = order == 2 ? MaxTerms : 3;
        if (from.Length < terms || !(scale.X > 0 && scale.Y > 0) || !double.IsFinite(scale.X + scale.Y + centre.X + centre.Y))
        {
            return null;
        }

        // Normal equations, two right sides.
        double[,] equations = new double[terms, terms + 2];
        Span<double> term = stackalloc double[MaxTerms];
        for (int p = 0; p < from.Length; p++)
        {
            Terms((from[p].X - centre.X) / scale.X, (from[p].Y - centre.Y) / scale.Y, term);
            for (int i = 0; i < terms; i++)
            {
                for (int j = 0; j < terms; j++)
                {
                    equations[i, j] += term[i] * term[j];
                }

                equations[i, terms] += term[i] * to[p].X;
                equations[i, terms + 1] += term[i] * to[p].Y;
            }
        }

        return Solve(equations, terms) ? new(centre, scale, Column(equations, terms), Column(equations, terms + 1)) : null;
    }

    public (double X, double Y) At(double x, double y)
    {
        Span<double> term = stackalloc double[MaxTerms];
        Terms((x - _centre.X) / _scale.X, (y - _centre.Y) / _scale.Y, term);
        (double sumX, double sumY) = (0, 0);
        for (int i = 0; i < _x.Length; i++)
        {
            (sumX, sumY) = (sumX + (_x[i] * term[i]), sumY + (_y[i] * term[i]));
        }

        return (sumX, sumY);
    }

    private static void Terms(double u, double v, Span<double> terms)
    {
        (terms[0], terms[1], terms[2]) = (1, u, v);
        (terms[3], terms[4], terms[5]) = (u * u, u * v, v * v);
    }

    // Gauss and Jordan, with the largest pivot. What is left where points lie on a line, or a conic, is rounding.
    private static bool Solve(double[,] equations, int terms)
    {
        for (int i = 0; i < terms; i++)
        {
            int pivot = i;
            for (int row = i + 1; row < terms; row++)
            {
                pivot = Math.Abs(equations[row, i]) > Math.Abs(equations[pivot, i]) ? row : pivot;
            }

            if (!(Math.Abs(equations[pivot, i]) > 1e-10))
            {
                return false;
            }

            for (int column = 0; column < terms + 2; column++)
            {
                (equations[i, column], equations[pivot, column]) = (equations[pivot, column], equations[i, column]);
            }

            for (int row = 0; row < terms; row++)
            {
                double factor = row == i ? 0 : equations[row, i] / equations[i, i];
                for (int column = i; column < terms + 2 && factor != 0; column++)
                {
                    equations[row, column] -= factor * equations[i, column];
                }
            }
        }

        for (int i = 0; i < terms; i++)
        {
            (equations[i, terms], equations[i, terms + 1]) = (
                equations[i, terms] / equations[i, i],
                equations[i, terms + 1] / equations[i, i]
            );
        }

        return true;
    }

    private static double[] Column(double[,] equations, int column)
    {
        double[] values = new double[equations.GetLength(0)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = equations[i, column];
        }

        return values;
    }
}
