namespace Cog.Rendering.Expressions;

/// <summary>Whole numbers as numexpr divides them: towards minus infinity, as Python does, and by zero to 0. They wrap around.</summary>
internal static class IntegerArithmetic
{
    public static T FloorDivide<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        if (b == T.Zero)
        {
            return T.Zero;
        }

        if (b == T.NegativeOne)
        {
            return unchecked(T.Zero - a); // The least number has no negative: it stays, where a division would fail.
        }

        T quotient = a / b;
        return quotient * b != a && T.IsNegative(a) != T.IsNegative(b) ? quotient - T.One : quotient;
    }

    public static T Modulo<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        if (b == T.Zero || b == T.NegativeOne)
        {
            return T.Zero;
        }

        T rest = a % b;
        return rest != T.Zero && T.IsNegative(rest) != T.IsNegative(b) ? rest + b : rest;
    }

    /// <summary>By repeated multiplication; to a negative power 1 / <paramref name="a"/>, cut off, and 0 of 0.</summary>
    public static T Power<T>(T a, T b)
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
    {
        if (T.IsNegative(b))
        {
            return a == T.One || a == T.NegativeOne ? a : T.Zero;
        }

        T power = T.One;
        for (T left = b; left != T.Zero; left >>= 1)
        {
            power = (left & T.One) != T.Zero ? unchecked(power * a) : power;
            a = unchecked(a * a);
        }

        return power;
    }
}
