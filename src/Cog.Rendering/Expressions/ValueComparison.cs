namespace Cog.Rendering.Expressions;

/// <summary>Values to booleans, and by booleans.</summary>
internal static class ValueComparison
{
    /// <summary>1 where a comparison holds, else 0; with NaN only <see cref="Operation.NotEqual"/> holds.</summary>
    public static void Compare<T>(Operation operation, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<byte> results)
        where T : unmanaged, INumber<T>
    {
        if (operation is Operation.Greater or Operation.GreaterOrEqual)
        {
            Compare(operation == Operation.Greater ? Operation.Less : Operation.LessOrEqual, second, first, results);
            return;
        }

        switch (operation)
        {
            case Operation.Less:
                Less(first, second, results);
                break;
            case Operation.LessOrEqual:
                LessOrEqual(first, second, results);
                break;
            default:
                byte equal = operation == Operation.Equal ? (byte)1 : (byte)0;
                for (int i = 0; i < results.Length; i++)
                {
                    results[i] = (byte)(first[i] == second[i] ? equal : 1 - equal);
                }

                break;
        }
    }

    /// <summary>The first value where the condition is not 0, else the second.</summary>
    public static void Choose<T>(ReadOnlySpan<byte> conditions, ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> results)
        where T : unmanaged
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = conditions[i] != 0 ? first[i] : second[i];
        }
    }

    /// <summary>1 where a value is NaN, infinite, finite or negative, else 0.</summary>
    public static void Classify(Operation operation, ReadOnlySpan<double> values, Span<byte> results)
    {
        for (int i = 0; i < results.Length; i++)
        {
            bool holds = operation switch
            {
                Operation.IsNaN => double.IsNaN(values[i]),
                Operation.IsInfinite => double.IsInfinity(values[i]),
                Operation.IsFinite => double.IsFinite(values[i]),
                _ => double.IsNegative(values[i]),
            };
            results[i] = holds ? (byte)1 : (byte)0;
        }
    }

    private static void Less<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<byte> results)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = first[i] < second[i] ? (byte)1 : (byte)0;
        }
    }

    private static void LessOrEqual<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<byte> results)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = first[i] <= second[i] ? (byte)1 : (byte)0;
        }
    }
}
