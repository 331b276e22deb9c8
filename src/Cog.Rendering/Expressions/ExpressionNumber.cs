namespace Cog.Rendering.Expressions;

/// <summary>A number of an expression: whole, with a fraction, or the result of a comparison.</summary>
/// <param name="Kind">Never <see cref="ValueKind.Float32"/>: a number has 64 bits until it meets a 32-bit band's kind.</param>
/// <param name="Whole">The value, unless it is floating point.</param>
/// <param name="Number">The value in any case.</param>
internal readonly record struct ExpressionNumber(ValueKind Kind, long Whole, double Number)
{
    public static ExpressionNumber Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0, value ? 1 : 0);

    public static ExpressionNumber Of(long value) =>
        new(value is >= int.MinValue and <= int.MaxValue ? ValueKind.Int32 : ValueKind.Int64, value, value);

    public static ExpressionNumber Of(double value) => new(ValueKind.Float64, 0, value);

    /// <summary>
    /// Reads digits, with a fraction and an exponent where there are any; a whole number too large for 64 bits has a fraction.
    /// </summary>
    public static ExpressionNumber Parse(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long whole)
            ? Of(whole)
            : Of(double.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture));

    /// <summary>The same value as another kind.</summary>
    public ExpressionNumber As(ValueKind kind) => new(kind, Kind.IsFloat() ? 0 : Whole, kind == ValueKind.Float32 ? (float)Number : Number);
}
