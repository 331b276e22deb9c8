namespace Cog.Codecs.Lerc;

/// <summary>An offset and multiples of a step, no more than a maximum: rounding up must not leave the range of the original.</summary>
/// <remarks>Whole numbers are computed as such: offset, step and maximum of an integer blob are whole, and 64 bits hold them all.</remarks>
internal readonly struct LercScale(double offset, double step, double maximum)
{
    private readonly double _offset = offset;
    private readonly double _maximum = maximum;
    private readonly long _wholeOffset = (long)offset;
    private readonly long _wholeStep = (long)step;
    private readonly long _wholeMaximum = (long)maximum;

    public double Step { get; } = step;

    /// <summary>A value, on top of <paramref name="previous"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(uint multiple, T previous)
        where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? T.CreateTruncating(Math.Min(_offset + (multiple * Step) + double.CreateTruncating(previous), _maximum))
            : T.CreateTruncating(Math.Min(_wholeOffset + (multiple * _wholeStep) + long.CreateTruncating(previous), _wholeMaximum));
}
