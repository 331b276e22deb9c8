namespace Cog.Rendering.Expressions;

// As many values a step as a vector has; what is left over goes through the same operator one by one.
internal static partial class Arithmetic
{
    /// <summary>An operator, of values and of vectors of them.</summary>
    private interface IOperator<T>
        where T : unmanaged
    {
        static abstract T Of(T a, T b);

        static abstract Vector<T> Of(Vector<T> a, Vector<T> b);
    }

    private static void Apply<T, TOperator>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> results)
        where T : unmanaged
        where TOperator : struct, IOperator<T>
    {
        int i = 0;
        for (; Vector.IsHardwareAccelerated && results.Length - i >= Vector<T>.Count; i += Vector<T>.Count)
        {
            TOperator.Of(new Vector<T>(first[i..]), new Vector<T>(second[i..])).CopyTo(results[i..]);
        }

        for (; i < results.Length; i++)
        {
            results[i] = TOperator.Of(first[i], second[i]);
        }
    }

    private static int SqrtVectors<T>(ReadOnlySpan<T> values, Span<T> results)
        where T : unmanaged
    {
        int i = 0;
        for (; Vector.IsHardwareAccelerated && results.Length - i >= Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector.SquareRoot(new Vector<T>(values[i..])).CopyTo(results[i..]);
        }

        return i;
    }

    // x - x is 0 of every finite number and of no other. Vectors with another stay to be done one by one, with all that follow.
    private static int FiniteVectors<T>(ReadOnlySpan<T> values, Span<T> results)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; Vector.IsHardwareAccelerated && results.Length - i >= Vector<T>.Count; i += Vector<T>.Count)
        {
            var vector = new Vector<T>(values[i..]);
            if (!Vector.EqualsAll(vector - vector, Vector<T>.Zero))
            {
                break;
            }

            vector.CopyTo(results[i..]);
        }

        return i;
    }

    private readonly struct AddOperator<T> : IOperator<T>
        where T : unmanaged, INumber<T>
    {
        public static T Of(T a, T b) => a + b;

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => a + b;
    }

    private readonly struct SubtractOperator<T> : IOperator<T>
        where T : unmanaged, INumber<T>
    {
        public static T Of(T a, T b) => a - b;

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => a - b;
    }

    private readonly struct MultiplyOperator<T> : IOperator<T>
        where T : unmanaged, INumber<T>
    {
        public static T Of(T a, T b) => a * b;

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => a * b;
    }

    private readonly struct DivideOperator<T> : IOperator<T>
        where T : unmanaged, INumber<T>
    {
        public static T Of(T a, T b) => a / b;

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => a / b;
    }

    private readonly struct AndOperator<T> : IOperator<T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => a & b;

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => a & b;
    }

    private readonly struct OrOperator<T> : IOperator<T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => a | b;

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => a | b;
    }

    private readonly struct XorOperator<T> : IOperator<T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Of(T a, T b) => a ^ b;

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => a ^ b;
    }
}
