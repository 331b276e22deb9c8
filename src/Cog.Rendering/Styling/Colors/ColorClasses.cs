namespace Cog.Rendering.Styling.Colors;

/// <summary>Colours of single whole numbers, negative ones too, in any order and with gaps.</summary>
internal sealed class ColorClasses : ColorMap
{
    private const int Chunk = 1024,
        MaxSpan = 1 << 16;

    private readonly long[] _values;
    private readonly uint[] _colors;

    // A colour for every value from the least to the largest, when those are not far apart.
    private readonly uint[]? _span;

    /// <param name="classes">The colours (<see cref="ColorMap.Pack"/>) by value; at least one.</param>
    public ColorClasses(IReadOnlyDictionary<long, uint> classes)
    {
        _values = [.. classes.Keys.Order()];
        _colors = [.. _values.Select(value => classes[value])];
        if (_values[^1] - (double)_values[0] < MaxSpan)
        {
            _span = new uint[_values[^1] - _values[0] + 1];
            foreach (long value in _values)
            {
                _span[value - _values[0]] = classes[value];
            }
        }
    }

    /// <inheritdoc/>
    protected override void Find(Raster values, int start, Span<uint> found)
    {
        Span<double> numbers = stackalloc double[Chunk];
        numbers = numbers[..found.Length];
        Read(values, start, numbers);
        double first = _values[0],
            last = _values[^1];
        for (int i = 0; i < found.Length; i++)
        {
            double number = numbers[i];
            found[i] = number >= first && number <= last && double.IsInteger(number) ? ColorOf(number) : 0;
        }
    }

    private uint ColorOf(double number)
    {
        if (_span is not null)
        {
            return _span[(int)(number - _values[0])];
        }

        int index = Array.BinarySearch(_values, (long)number);
        return index >= 0 ? _colors[index] : 0;
    }
}
