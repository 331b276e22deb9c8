namespace Cog.Rendering.Expressions;

/// <summary>Operations on values of one kind, value by value. The plain operators have vectors beside them.</summary>
internal static partial class Arithmetic
{
    // 32-bit values go through functions of 64 bits, so many at a time.
    private const int Part = 128;

    /// <summary>Bytes that are 0 or 1.</summary>
    public static void ComputeBooleans(Operation operation, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> results)
    {
        switch (operation)
        {
            case Operation.And:
                Apply<byte, AndOperator<byte>>(first, second, results);
                break;
            case Operation.Or:
                Apply<byte, OrOperator<byte>>(first, second, results);
                break;
            case Operation.Xor:
                Apply<byte, XorOperator<byte>>(first, second, results);
                break;
            case Operation.Invert:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = (byte)(1 - first[i]);
                }

                break;
            default:
                throw Unknown(operation);
        }
    }

    /// <summary>Whole numbers, which wrap around.</summary>
    public static void ComputeIntegers<T>(Operation operation, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> results)
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        switch (operation)
        {
            case Operation.And:
                Apply<T, AndOperator<T>>(first, second, results);
                break;
            case Operation.Or:
                Apply<T, OrOperator<T>>(first, second, results);
                break;
            case Operation.Xor:
                Apply<T, XorOperator<T>>(first, second, results);
                break;
            case Operation.Invert:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = ~first[i];
                }

                break;
            case Operation.FloorDivide:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = IntegerArithmetic.FloorDivide(first[i], second[i]);
                }

                break;
            case Operation.Modulo:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = IntegerArithmetic.Modulo(first[i], second[i]);
                }

                break;
            case Operation.Power:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = IntegerArithmetic.Power(first[i], second[i]);
                }

                break;
            case Operation.Sign:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] =
                        first[i] == T.Zero ? T.Zero
                        : T.IsNegative(first[i]) ? T.NegativeOne
                        : T.One;
                }

                break;
            default:
                ComputeNumbers(operation, first, second, results);
                break;
        }
    }

    /// <summary>Floating-point numbers.</summary>
    public static void ComputeFloats<T>(Operation operation, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> results)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        switch (operation)
        {
            case Operation.Divide:
                Apply<T, DivideOperator<T>>(first, second, results);
                break;
            case Operation.Finite:
                MakeFinite(first, results);
                break;
            case Operation.Absolute:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = T.Abs(first[i]);
                }

                break;
            case Operation.Sqrt:
                for (int i = SqrtVectors(first, results); i < results.Length; i++)
                {
                    results[i] = T.Sqrt(first[i]);
                }

                break;
            // Not exact, but what numexpr computes; in the values' own width.
            case Operation.FloorDivide:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = T.Floor(first[i] / second[i]);
                }

                break;
            case Operation.Modulo:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = first[i] - (T.Floor(first[i] / second[i]) * second[i]);
                }

                break;
            case Operation.Sign:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] =
                        first[i] > T.Zero ? T.One
                        : first[i] < T.Zero ? T.NegativeOne
                        : first[i] * T.Zero; // 0, or NaN.
                }

                break;
            case Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Negate:
                ComputeNumbers(operation, first, second, results);
                break;
            default:
                ApplyFunction(operation, first, second, results);
                break;
        }
    }

    /// <summary>Whole powers of whole numbers, by squaring.</summary>
    /// <param name="values">The bases.</param>
    /// <param name="halfExponent">Twice the exponent, which is not negative.</param>
    /// <param name="results">The powers, which wrap around.</param>
    public static void Power<T>(ReadOnlySpan<T> values, int halfExponent, Span<T> results)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Multiplied(values[i], halfExponent / 2);
        }
    }

    /// <summary>Whole and half powers, by squaring, with a square root and a quotient where they are wanted.</summary>
    public static void FloatPower<T>(ReadOnlySpan<T> values, int halfExponent, Span<T> results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int halves = Math.Abs(halfExponent);
        for (int i = 0; i < results.Length; i++)
        {
            T power = Multiplied(values[i], halves / 2);
            power = halves % 2 == 0 ? power : power * T.Sqrt(values[i]);
            results[i] = halfExponent < 0 ? T.One / power : power;
        }
    }

    private static T Multiplied<T>(T value, int exponent)
        where T : unmanaged, INumber<T>
    {
        T power = T.One;
        for (; exponent > 0; exponent >>= 1)
        {
            power = (exponent & 1) != 0 ? power * value : power;
            value = value * value;
        }

        return power;
    }

    private static void ComputeNumbers<T>(Operation operation, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> results)
        where T : unmanaged, INumber<T>
    {
        switch (operation)
        {
            case Operation.Add:
                Apply<T, AddOperator<T>>(first, second, results);
                break;
            case Operation.Subtract:
                Apply<T, SubtractOperator<T>>(first, second, results);
                break;
            case Operation.Multiply:
                Apply<T, MultiplyOperator<T>>(first, second, results);
                break;
            case Operation.Negate:
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = -first[i];
                }

                break;
            default:
                throw Unknown(operation);
        }
    }

    private static void ApplyFunction<T>(Operation operation, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool isUnary = operation is >= Operation.Sqrt and < Operation.Arctan2;
        Span<double> one = stackalloc double[Part],
            other = stackalloc double[Part];
        for (int start = 0; start < results.Length; start += Part)
        {
            int count = Math.Min(Part, results.Length - start);
            ValueCasting.Cast(first.Slice(start, count), one[..count]);
            if (isUnary)
            {
                ElementaryFunctions.Apply(operation, one[..count], one[..count]);
            }
            else
            {
                ValueCasting.Cast(second.Slice(start, count), other[..count]);
                ElementaryFunctions.Apply(operation, one[..count], other[..count], one[..count]);
            }

            ValueCasting.Cast(one[..count], results.Slice(start, count));
        }
    }

    // NumPy's nan_to_num.
    private static void MakeFinite<T>(ReadOnlySpan<T> values, Span<T> results)
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        for (int i = FiniteVectors(values, results); i < results.Length; i++)
        {
            results[i] = T.IsNaN(values[i]) ? T.Zero : T.Clamp(values[i], T.MinValue, T.MaxValue);
        }
    }

    private static ArgumentOutOfRangeException Unknown(Operation operation) =>
        new(nameof(operation), operation, "Not an operation of such values.");
}
