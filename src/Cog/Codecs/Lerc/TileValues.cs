using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cog.Codecs.Lerc;

/// <summary>Where a tile's values come from, one after the other.</summary>
internal interface ITileValues<T>
{
    /// <summary>The next value of a valid pixel.</summary>
    /// <param name="previous">What it is added to: zero, or the value before it in the pixel.</param>
    T Next(T previous);
}

/// <summary>Values as they are.</summary>
internal ref struct RawValues<T>(ReadOnlySpan<byte> bytes) : ITileValues<T>
    where T : unmanaged, INumber<T>
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public static int Size => Unsafe.SizeOf<T>();

    /// <summary>How many have been taken.</summary>
    public int Count { get; private set; }

    public T Next(T previous)
    {
        int at = Count++ * Size;
        if (at > _bytes.Length - Size)
        {
            throw new InvalidTiffException($"LERC data ends {at + Size - _bytes.Length} bytes short of a value.");
        }

        return LittleEndian(_bytes.Slice(at, Size));
    }

    /// <summary>Reads a value: LERC is least significant byte first.</summary>
    public static T LittleEndian(ReadOnlySpan<byte> bytes)
    {
        T value = MemoryMarshal.Read<T>(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(new Span<T>(ref value)).Reverse();
        }

        return value;
    }
}

/// <summary>An offset and multiples of a step, no more than a maximum: rounding up must not leave the range of the original.</summary>
/// <remarks>Whole numbers are computed as such: offset, step and maximum of an integer blob are whole, and 64 bits hold them all.</remarks>
internal ref struct Multiples<T>(double offset, double step, double maximum, StuffedIntegers integers) : ITileValues<T>
    where T : unmanaged, INumber<T>
{
    private readonly StuffedIntegers _integers = integers;
    private readonly double _step = step;
    private readonly double _offset = offset;
    private readonly double _maximum = maximum;
    private readonly long _wholeStep = (long)step;
    private readonly long _wholeOffset = (long)offset;
    private readonly long _wholeMaximum = (long)maximum;
    private int _next;

    private static bool IsReal => typeof(T) == typeof(float) || typeof(T) == typeof(double);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Next(T previous)
    {
        uint multiple = 0;
        if (_step != 0 && _integers.Count > 0)
        {
            multiple = _next < _integers.Count
                ? _integers[_next++]
                : throw new InvalidTiffException($"A LERC tile has {_integers.Count} values and more valid pixels.");
        }

        return IsReal
            ? T.CreateTruncating(Math.Min(_offset + (multiple * _step) + double.CreateTruncating(previous), _maximum))
            : T.CreateTruncating(Math.Min(_wholeOffset + (multiple * _wholeStep) + long.CreateTruncating(previous), _wholeMaximum));
    }
}
