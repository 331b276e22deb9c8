namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>
/// The vector operations that the transforms are written in, for a vector of 16-bit lanes and one of 32-bit lanes of the same width.
/// </summary>
/// <remarks>
/// Zips, packs and stores work on each 128 bits of a vector alone. Halves ("low", "high") of a 16-bit vector are widened so that
/// <see cref="Descale"/> of both restores the order of lanes.
/// </remarks>
/// <typeparam name="TShorts">Lanes of 16 bits.</typeparam>
/// <typeparam name="TInts">Lanes of 32 bits.</typeparam>
internal interface ISimdLanes<TShorts, TInts>
    where TShorts : struct
    where TInts : struct
{
    /// <summary>Lanes from <paramref name="index"/> on; the caller has checked that they are there.</summary>
    static abstract TShorts Load(ref readonly short start, int index);

    /// <summary>How many bytes a vector holds.</summary>
    static abstract int ByteCount { get; }

    /// <summary>The first <see cref="ByteCount"/> bytes, two in a lane.</summary>
    static abstract TShorts LoadBytes(ReadOnlySpan<byte> bytes);

    /// <summary>Writes vectors of bytes as pixels of three.</summary>
    static abstract void StorePixels(Span<byte> pixels, TShorts red, TShorts green, TShorts blue);

    /// <summary>
    /// As many samples from <paramref name="index"/> on as there are lanes, widened; the caller has checked that they are there.
    /// </summary>
    static abstract TShorts Widen(ref readonly byte start, int index);

    /// <summary>
    /// Eight lanes from <paramref name="index"/> on, the same in each 128 bits; the caller has checked that they are there.
    /// </summary>
    static abstract TShorts LoadRow(ref readonly short start, int index);

    /// <summary>Writes each 128 bits to a block of its own, the next one 64 places on; the caller has checked that there is room.</summary>
    static abstract void StoreBlocks(TShorts value, ref short start, int index);

    /// <summary>Writes lanes as bytes, saturated to 0-255, in order; the caller has checked that there is room.</summary>
    static abstract void StoreBytes(TShorts value, ref byte start, int index);

    /// <summary>
    /// Writes the mean of four samples for each two lanes, which are sums of two samples, as bytes; the caller has checked that there is
    /// room. Halves are rounded down and up by turns, as libjpeg does when it halves both sides of a plane.
    /// </summary>
    static abstract void StoreMeans(TShorts sums, ref byte start, int index);

    static abstract TShorts Create(short value);

    static abstract TShorts Add(TShorts left, TShorts right);

    static abstract TShorts Subtract(TShorts left, TShorts right);

    static abstract TInts Add(TInts left, TInts right);

    static abstract TInts Subtract(TInts left, TInts right);

    /// <summary>Lanes times 2^13, widened.</summary>
    static abstract (TInts Low, TInts High) ShiftLeft13(TShorts value);

    /// <summary><c>left * leftFactor + right * rightFactor</c>, widened.</summary>
    static abstract (TInts Low, TInts High) MultiplyAdd(TShorts left, short leftFactor, TShorts right, short rightFactor);

    /// <summary>The high 16 bits of lanes times <paramref name="factor"/>.</summary>
    static abstract TShorts MultiplyHigh(TShorts value, short factor);

    /// <summary>The high 16 bits of the products of lanes without sign.</summary>
    static abstract TShorts MultiplyHighUnsigned(TShorts left, TShorts right);

    static abstract TShorts ShiftLeft(TShorts value, int count);

    /// <summary>Keeps the sign.</summary>
    static abstract TShorts ShiftRight(TShorts value, int count);

    static abstract TShorts Abs(TShorts value);

    /// <summary>Lanes, which are 0 where those of <paramref name="sign"/> are, negated where those are negative.</summary>
    static abstract TShorts WithSignOf(TShorts value, TShorts sign);

    /// <summary>Lanes divided by 2^<paramref name="shift"/>, rounded half up, saturated to 16 bits.</summary>
    static abstract TShorts Descale(TInts low, TInts high, int shift);

    /// <summary>The same, rounded half down.</summary>
    static abstract TShorts DescaleDown(TInts low, TInts high, int shift);

    /// <summary>Lanes plus one, divided by two.</summary>
    static abstract TShorts RoundedHalf(TShorts value);

    /// <summary>Saturates to signed bytes, those of <paramref name="low"/> first, and adds 128.</summary>
    static abstract TShorts PackSamples(TShorts low, TShorts high);

    static abstract (TShorts Low, TShorts High) Zip8(TShorts left, TShorts right);

    static abstract (TShorts Low, TShorts High) Zip16(TShorts left, TShorts right);
}
