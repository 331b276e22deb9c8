using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Rendering.Expressions;

/// <summary>Values of one kind to values of a later one.</summary>
internal static class ValueCasting
{
    public static void Cast<TFrom, TTo>(ReadOnlySpan<TFrom> values, Span<TTo> results)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = TTo.CreateTruncating(values[i]);
        }
    }

    /// <summary>The commonest of them, before every quotient of whole samples.</summary>
    public static void ToDoubles(ReadOnlySpan<int> values, Span<double> results)
    {
        int i = 0;
        for (; Avx.IsSupported && results.Length - i >= 4; i += 4)
        {
            Avx.ConvertToVector256Double(Vector128.Create(values[i..])).CopyTo(results[i..]);
        }

        Cast(values[i..], results[i..]);
    }
}
