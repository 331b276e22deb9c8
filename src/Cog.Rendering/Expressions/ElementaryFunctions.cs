namespace Cog.Rendering.Expressions;

/// <summary>Functions of floating-point numbers, one number after the other; 32-bit values are computed in 64 bits and rounded.</summary>
internal static class ElementaryFunctions
{
    /// <summary>Computes one number.</summary>
    /// <param name="operation">A function or an operator of floating-point numbers.</param>
    /// <param name="a">Its first operand.</param>
    /// <param name="b">Its second, where it has one.</param>
    public static double Compute(Operation operation, double a, double b) =>
        operation switch
        {
            Operation.Add => a + b,
            Operation.Subtract => a - b,
            Operation.Multiply => a * b,
            Operation.Divide => a / b,
            // Not Math.IEEERemainder, and not exact: what numexpr computes.
            Operation.FloorDivide => Math.Floor(a / b),
            Operation.Modulo => a - (Math.Floor(a / b) * b),
            Operation.Negate => -a,
            Operation.Absolute => Math.Abs(a),
            Operation.Sign => double.IsNaN(a) ? a : Math.Sign(a),
            Operation.Real => a,
            Operation.Imaginary => 0,
            _ => Find(operation) is { } unary ? unary(a) : FindBinary(operation)(a, b),
        };

    /// <summary>Applies a function of one operand to every value.</summary>
    public static void Apply(Operation operation, ReadOnlySpan<double> values, Span<double> results)
    {
        Func<double, double> function = Find(operation)
            ?? throw new ArgumentOutOfRangeException(nameof(operation), operation, "No function.");
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = function(values[i]);
        }
    }

    /// <summary>Applies a function of two operands to every pair of values.</summary>
    public static void Apply(Operation operation, ReadOnlySpan<double> first, ReadOnlySpan<double> second, Span<double> results)
    {
        Func<double, double, double> function = FindBinary(operation);
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = function(first[i], second[i]);
        }
    }

    private static Func<double, double>? Find(Operation operation) =>
        operation switch
        {
            Operation.Sqrt => Math.Sqrt,
            Operation.Floor => Math.Floor,
            Operation.Ceiling => Math.Ceiling,
            Operation.Truncate => Math.Truncate,
            Operation.Round => Math.Round, // Half to even, as rint.
            Operation.Exp => Math.Exp,
            Operation.Expm1 => Expm1,
            Operation.Log => Math.Log,
            Operation.Log2 => Math.Log2,
            Operation.Log10 => Math.Log10,
            Operation.Log1p => Log1p,
            Operation.Sin => Math.Sin,
            Operation.Cos => Math.Cos,
            Operation.Tan => Math.Tan,
            Operation.Arcsin => Math.Asin,
            Operation.Arccos => Math.Acos,
            Operation.Arctan => Math.Atan,
            Operation.Sinh => Math.Sinh,
            Operation.Cosh => Math.Cosh,
            Operation.Tanh => Math.Tanh,
            Operation.Arcsinh => Math.Asinh,
            Operation.Arccosh => Math.Acosh,
            Operation.Arctanh => Math.Atanh,
            _ => null,
        };

    private static Func<double, double, double> FindBinary(Operation operation) =>
        operation switch
        {
            Operation.Power => Math.Pow,
            Operation.Arctan2 => Math.Atan2,
            Operation.Hypot => double.Hypot,
            Operation.Remainder => static (a, b) => a % b, // With the sign of the first, as fmod.
            Operation.CopySign => Math.CopySign,
            Operation.NextAfter => NextAfter,
            Operation.Maximum => Math.Max, // NaN where either is NaN.
            Operation.Minimum => Math.Min,
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No function of floating-point numbers."),
        };

    // .NET's double.LogP1 is log(1 + x), which loses what is small: W. Kahan's correction by the rounding of 1 + x.
    private static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(sum) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    // And double.ExpM1 is exp(x) - 1: sinh has no such loss.
    private static double Expm1(double x) => Math.Abs(x) < 1 ? 2 * Math.Sinh(x / 2) * Math.Exp(x / 2) : Math.Exp(x) - 1;

    private static double NextAfter(double from, double towards) =>
        double.IsNaN(from) || double.IsNaN(towards) ? double.NaN
        : from == towards ? towards
        : from < towards ? double.BitIncrement(from)
        : double.BitDecrement(from);
}
