using System.Buffers;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>
/// Reads the pixels of one image of a VP8L stream (WebP lossless specification, sections 5 and 6): the picture itself, or one of the small
/// images that say how it is coded.
/// </summary>
internal sealed class PixelReader
{
    private const int PixelsAtOnce = Interruption.Interval / sizeof(uint),
        LastLiteral = 255,
        FirstCachePlace = 256 + PrefixCodeReader.LengthPrefixes;

    private readonly PixelCodes _codes = new();
    private readonly ColorCache _cache = new();
    private int _width;
    private int _total;
    private int _position;

    /// <summary>Reads an image that says how another one is coded.</summary>
    /// <returns>Rented from the shared pool.</returns>
    public uint[] ReadWhole(ref LosslessBits bits, int width, int height)
    {
        uint[] pixels = ArrayPool<uint>.Shared.Rent(width * height);
        try
        {
            Begin(ref bits, width, height, mayHaveGroups: false);
            while (_position < _total)
            {
                bits.Interruption.ThrowIfRequested();
                Read(ref bits, pixels.AsSpan(0, _total), Math.Min(_total, _position + PixelsAtOnce));
            }

            bits.ThrowIfPastEnd();
            return pixels;
        }
        catch
        {
            ArrayPool<uint>.Shared.Return(pixels);
            throw;
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Reads what stands before the pixels: the size of the colour cache and the prefix codes.</summary>
    /// <param name="bits">The stream.</param>
    /// <param name="width">Pixels of a row as they are coded.</param>
    /// <param name="height">Rows.</param>
    /// <param name="mayHaveGroups">Whether blocks of pixels may have codes of their own: those of the picture itself.</param>
    public void Begin(ref LosslessBits bits, int width, int height, bool mayHaveGroups)
    {
        _width = width;
        _total = width * height;
        _position = 0;
        int cacheBits = 0;
        if (bits.ReadFlag())
        {
            cacheBits = (int)bits.Read(4);
            if (cacheBits is < 1 or > ColorCache.MaxBits)
            {
                throw new InvalidTiffException(
                    $"The lossless WebP stream has a colour cache of {cacheBits} bits, not of 1 to {ColorCache.MaxBits}."
                );
            }
        }

        _codes.Read(ref bits, (width, height), cacheBits, mayHaveGroups && bits.ReadFlag());
        _cache.Begin(cacheBits);
    }

    /// <summary>Gives the memory back.</summary>
    public void Release() => _codes.Release();

    /// <summary>How many blocks cover a side.</summary>
    public static int BlocksOf(int pixels, int bits) => (pixels + (1 << bits) - 1) >> bits;

    /// <summary>Reads on, from where the last call stopped.</summary>
    /// <param name="bits">The stream.</param>
    /// <param name="pixels">All from the first one on that anybody wants; those read before are looked at again.</param>
    /// <param name="until">Stops at or behind this pixel.</param>
    /// <remarks>
    /// Unsafe, because this is where the time goes. Tables are indexed with as many bits as they have entries for, by way of offsets that
    /// <see cref="PrefixTables"/> made; where a run begins and ends is checked.
    /// </remarks>
    public unsafe void Read(ref LosslessBits bits, Span<uint> pixels, int until)
    {
        if (until > pixels.Length || pixels.Length > _total)
        {
            throw new ArgumentOutOfRangeException(nameof(until));
        }

        if (_position >= until)
        {
            return; // A run of the rows before went on to here, perhaps to the end: behind that there is no group of codes.
        }

        fixed (ushort* tables = _codes.Tables)
        fixed (uint* output = pixels)
        fixed (byte* input = bits.Data)
        {
            int position = _position,
                width = _width,
                blockMask = _codes.BlockMask,
                y = position / width,
                x = position - (y * width),
                lastLoad = bits.Data.Length - sizeof(ulong),
                from = bits.Position,
                count = bits.Count;
            ulong buffer = bits.Buffer;
            ref readonly PrefixGroup group = ref _codes.GroupAt(x, y);

            while (position < until)
            {
                if ((x & blockMask) == 0)
                {
                    group = ref _codes.GroupAt(x, y);
                }

                Fill(ref bits, input, lastLoad, ref from, ref buffer, ref count);
                uint symbol = Take(tables, group.Green, ref buffer, ref count);
                if (symbol <= LastLiteral)
                {
                    uint pixel = group.Constant | (symbol << 8);
                    if (!group.IsGreenOnly)
                    {
                        uint red = Take(tables, group.Red, ref buffer, ref count),
                            blue = Take(tables, group.Blue, ref buffer, ref count);
                        pixel = (red << 16) | (symbol << 8) | blue;
                        if (group.Alpha.Mask == 0)
                        {
                            pixel |= group.Constant & 0xFF00_0000;
                        }
                        else
                        {
                            Fill(ref bits, input, lastLoad, ref from, ref buffer, ref count);
                            pixel |= Take(tables, group.Alpha, ref buffer, ref count) << 24;
                        }
                    }

                    output[position++] = pixel;
                    if (++x == width)
                    {
                        x = 0;
                        y++;
                    }
                }
                else if (symbol >= FirstCachePlace)
                {
                    output[position] = _cache.Find((int)symbol - FirstCachePlace, pixels[..position]);
                    position++;
                    if (++x == width)
                    {
                        x = 0;
                        y++;
                    }
                }
                else
                {
                    int length = (int)TakeNumber(symbol - 256, ref buffer, ref count);
                    uint prefix = Take(tables, group.Distance, ref buffer, ref count);
                    Fill(ref bits, input, lastLoad, ref from, ref buffer, ref count);
                    int distance = Neighbours.ToDistance((int)TakeNumber(prefix, ref buffer, ref count), width);
                    if (distance > position || length > _total - position)
                    {
                        throw new InvalidTiffException(
                            $"The lossless WebP stream repeats {length} pixels from {distance} before, at pixel {position} of {_total}."
                        );
                    }

                    length = Math.Min(length, pixels.Length - position);
                    Repeat(output + position, distance, length);
                    position += length;
                    x += length;
                    if (x >= width)
                    {
                        y += x / width;
                        x %= width;
                    }

                    if (position < until)
                    {
                        group = ref _codes.GroupAt(x, y);
                    }
                }
            }

            _position = position;
            bits.Position = from;
            bits.Buffer = buffer;
            bits.Count = count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Fill(ref LosslessBits bits, byte* input, int lastLoad, ref int from, ref ulong buffer, ref int count)
    {
        if (from <= lastLoad)
        {
            buffer |= Unsafe.ReadUnaligned<ulong>(input + from) << count;
            from += (63 - count) >> 3;
            count |= LosslessBits.Filled;
            return;
        }

        (from, buffer, count) = FillAtEnd(ref bits, from, buffer, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (int From, ulong Buffer, int Count) FillAtEnd(ref LosslessBits bits, int from, ulong buffer, int count)
    {
        (bits.Position, bits.Buffer, bits.Count) = (from, buffer, count);
        bits.Fill();
        return (bits.Position, bits.Buffer, bits.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe uint Take(ushort* tables, PrefixCode code, ref ulong buffer, ref int count)
    {
        ushort* table = tables + code.Offset;
        uint entry = table[(uint)buffer & code.Mask];
        int length = (int)entry & 15;
        if (length > PrefixTables.RootBits)
        {
            uint mask = (1u << (length - PrefixTables.RootBits)) - 1;
            entry = table[(entry >> 4) + (((uint)buffer >> PrefixTables.RootBits) & mask)];
            length = (int)entry & 15;
        }

        buffer >>= length;
        count -= length;
        return entry >> 4;
    }

    // Section 5.2.2: a prefix, and the bits behind it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint TakeNumber(uint prefix, ref ulong buffer, ref int count)
    {
        if (prefix < 4)
        {
            return prefix + 1;
        }

        int extra = (int)(prefix - 2) >> 1;
        uint value = ((2 + (prefix & 1)) << extra) + ((uint)buffer & ((1u << extra) - 1)) + 1;
        buffer >>= extra;
        count -= extra;
        return value;
    }

    private static unsafe void Repeat(uint* to, int distance, int length)
    {
        uint* from = to - distance;
        if (distance == 1)
        {
            new Span<uint>(to, length).Fill(*from);
        }
        else if (distance >= length)
        {
            new ReadOnlySpan<uint>(from, length).CopyTo(new(to, length));
        }
        else
        {
            for (int i = 0; i < length; i++)
            {
                to[i] = from[i];
            }
        }
    }
}
