namespace Cog.Rendering.Expressions;

/// <summary>
/// What a value of an expression is, as in numexpr; of two that meet, the later is the kind of both.
/// </summary>
internal enum ValueKind
{
    /// <summary>A comparison: bytes, 0 or 1.</summary>
    Boolean,

    /// <summary>Samples of up to 16 bits, <see cref="int"/> samples, and whole numbers that fit.</summary>
    Int32,

    /// <summary>Unsigned samples of 32 bits, samples of 64 bits, and larger whole numbers.</summary>
    Int64,

    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>64-bit floats, numbers with a fraction, quotients of whole numbers.</summary>
    Float64,
}

/// <summary>Kinds and the types of samples.</summary>
internal static class ValueKinds
{
    /// <summary>What samples count as.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Complex samples.</exception>
    public static ValueKind Of(SampleType type) =>
        type switch
        {
            SampleType.UInt8 or SampleType.Int8 or SampleType.UInt16 or SampleType.Int16 or SampleType.Int32 => ValueKind.Int32,
            SampleType.UInt32 or SampleType.Int64 or SampleType.UInt64 => ValueKind.Int64,
            SampleType.Float32 => ValueKind.Float32,
            SampleType.Float64 => ValueKind.Float64,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a real type."),
        };

    /// <summary>How values are stored in a raster.</summary>
    public static SampleType ToSampleType(this ValueKind kind) =>
        kind switch
        {
            ValueKind.Boolean => SampleType.UInt8,
            ValueKind.Int32 => SampleType.Int32,
            ValueKind.Int64 => SampleType.Int64,
            ValueKind.Float32 => SampleType.Float32,
            _ => SampleType.Float64,
        };

    /// <summary>The kind of an operation on both.</summary>
    public static ValueKind With(this ValueKind one, ValueKind other) => one > other ? one : other;

    /// <summary>One type that holds bands of both kinds: NumPy's, where whole numbers and 32-bit floats meet in 64 bits.</summary>
    public static ValueKind BesideIn(this ValueKind one, ValueKind other) =>
        one.With(other) == ValueKind.Float32 && (one.IsInteger() || other.IsInteger()) ? ValueKind.Float64 : one.With(other);

    public static bool IsInteger(this ValueKind kind) => kind is ValueKind.Int32 or ValueKind.Int64;

    public static bool IsFloat(this ValueKind kind) => kind is ValueKind.Float32 or ValueKind.Float64;
}
