using System.Buffers;
using System.Runtime.CompilerServices;

namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>Finds what repeats: places whose next bytes hash alike, the latest first, two side by side or a chain of them.</summary>
/// <remarks>
/// Places are counted over the whole stream. Loads go through <see cref="Unsafe"/>, because their checks would cost as much as the rest;
/// none is behind <c>end - 8</c>, and a place that is looked at is one that was passed, at most a window before.
/// </remarks>
internal sealed class MatchFinder : IDisposable
{
    public const int Window = 32768,
        MaxLength = 258;
    private const int HashBits = 15,
        Pair = 2,
        MinLength = 4,
        UsualDistance = 8, // Its logarithm.
        MatchBits = 10,
        MaxSkip = 15; // More, and what comes after noise, or repeats it, would not be found.
    private const double LeastLiteralBits = 0.05;

    private readonly MatchEffort _effort;
    private readonly int[] _heads = ArrayPool<int>.Shared.Rent(1 << HashBits);
    private readonly int[] _chains;
    private readonly int[] _least = new int[16];
    private int _hashShift;

    public MatchFinder(MatchEffort effort)
    {
        _effort = effort;
        _chains = effort.Depth != Pair ? ArrayPool<int>.Shared.Rent(Window) : [];
        Forget();
    }

    /// <summary>Forgets all places: for when they are counted anew.</summary>
    public void Forget() => _heads.AsSpan(0, 1 << HashBits).Fill(int.MinValue / 2);

    /// <summary>Cuts bytes into sequences.</summary>
    /// <param name="bytes">What came before, then those to cut.</param>
    /// <param name="start">Where those begin.</param>
    /// <param name="origin">The place of the first of <paramref name="bytes"/> in the stream.</param>
    /// <param name="sequences">At least a quarter of the bytes, and one.</param>
    /// <returns>How many sequences; the last has no match.</returns>
    public int Cut(ReadOnlySpan<byte> bytes, int start, int origin, Span<Sequence> sequences)
    {
        Weigh(bytes[start..]);
        ref byte first = ref MemoryMarshal.GetReference(bytes);
        int end = bytes.Length,
            lastHashed = end - sizeof(ulong),
            at = start,
            literals = start,
            count = 0,
            misses = 0;
        while (at <= lastHashed)
        {
            (int length, int distance) = Find(ref first, at, end, origin);
            if (length == 0)
            {
                at += 1 + Math.Min(misses++ >> _effort.Skip, MaxSkip);
                continue;
            }

            // The match that begins a byte later may be longer.
            while (length < _effort.Enough && at < lastHashed)
            {
                (int later, int laterDistance) = Find(ref first, at + 1, end, origin);
                if (later <= length)
                {
                    break;
                }

                at++;
                (length, distance) = (later, laterDistance);
            }

            misses = 0;
            sequences[count++] = new(at - literals, (ushort)length, (ushort)distance);
            Remember(ref first, at + 2, Math.Min(at + length, lastHashed + 1), origin);
            at += length;
            literals = at;
        }

        sequences[count++] = new(end - literals, 0, 0);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int Length, int Distance) Find(ref byte first, int at, int end, int origin) =>
        _effort.Depth == Pair ? FindInPair(ref first, at, end, origin) : FindInChain(ref first, at, end, origin);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int Length, int Distance) FindInPair(ref byte first, int at, int end, int origin)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));
        ref int pair = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_heads), Hash(word) & ~1);
        int place = origin + at,
            later = pair,
            earlier = Unsafe.Add(ref pair, 1),
            farthest = Math.Max(place - Window, origin);
        pair = place;
        Unsafe.Add(ref pair, 1) = later;
        ulong laterDifference = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, Looked(later, farthest) - origin)) ^ word,
            earlierDifference = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, Looked(earlier, farthest) - origin)) ^ word;
        int best = 0,
            bestDistance = 0;
        if (laterDifference << _hashShift == 0 && later >= farthest)
        {
            int length = Length(laterDifference, ref first, at, later - origin, end);
            if (IsWorth(length, place - later))
            {
                (best, bestDistance) = (length, place - later);
            }
        }

        if (earlierDifference << _hashShift == 0 && earlier >= farthest)
        {
            int length = Length(earlierDifference, ref first, at, earlier - origin, end);
            if (length > best && IsWorth(length, place - earlier))
            {
                (best, bestDistance) = (length, place - earlier);
            }
        }

        return (best, bestDistance);
    }

    // A place too far back is looked at as well, as the farthest that may be: whether it is cannot be foretold, whether bytes are equal
    // can.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Looked(int place, int farthest)
    {
        int beyond = place - farthest;
        return farthest + (beyond & ~(beyond >> 31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Length(ulong difference, ref byte first, int at, int match, int end) =>
        difference != 0
            ? BitOperations.TrailingZeroCount(difference) >> 3
            : sizeof(ulong) + Extend(ref first, at + sizeof(ulong), match + sizeof(ulong), end);

    private (int Length, int Distance) FindInChain(ref byte first, int at, int end, int origin)
    {
        ref int chains = ref MemoryMarshal.GetArrayDataReference(_chains);
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at));
        ref int head = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_heads), Hash(word));
        int place = origin + at,
            candidate = head,
            depth = _effort.Depth;
        head = place;
        Unsafe.Add(ref chains, place & (Window - 1)) = candidate;

        int best = 0,
            bestDistance = 0,
            farthest = Math.Max(place - Window, origin);
        do
        {
            ulong difference = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, Looked(candidate, farthest) - origin)) ^ word;
            if (difference << _hashShift == 0 && candidate >= farthest)
            {
                int length = Length(difference, ref first, at, candidate - origin, end);
                if (length > best && IsWorth(length, place - candidate))
                {
                    (best, bestDistance) = (length, place - candidate);
                    if (best >= _effort.Enough)
                    {
                        break;
                    }
                }
            }

            if (--depth <= 0 || candidate < farthest)
            {
                break;
            }

            int next = Unsafe.Add(ref chains, candidate & (Window - 1));
            if (next >= candidate)
            {
                break; // Overwritten since.
            }

            candidate = next;
        } while (true);

        return (best, bestDistance);
    }

    private bool IsWorth(int length, int distance) => length >= _least[BitOperations.Log2((uint)distance)];

    // A match takes the bits of two codes and of its distance. It is worth them where its bytes would take more as literals, which they do
    // in a picture of noise, and hardly in one of gentle slopes, whose filtered bytes are all small. What fewer bytes than those of the
    // shortest match have in common is not looked for.
    private void Weigh(ReadOnlySpan<byte> part)
    {
        // Every fourth byte tells as much.
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        int total = 0;
        for (int i = 0; i < part.Length; i += 4)
        {
            counts[part[i]]++;
            total++;
        }

        double bits = 0;
        foreach (int count in counts)
        {
            bits += count == 0 ? 0 : count * Math.Log2((double)total / count);
        }

        double perLiteral = Math.Max(bits / Math.Max(1, total), LeastLiteralBits);
        for (int log = 0; log < _least.Length; log++)
        {
            _least[log] = (int)Math.Clamp(Math.Ceiling((MatchBits + log) / perLiteral), MinLength, 64);
        }

        _hashShift = 64 - (8 * Math.Clamp(_least[UsualDistance], _effort.HashBytes, sizeof(ulong)));
    }

    // Of a long match only some places: a run would make chains of nothing else.
    private void Remember(ref byte first, int from, int to, int origin)
    {
        ref int heads = ref MemoryMarshal.GetArrayDataReference(_heads);
        for (int at = from, step = to - from > 32 ? 4 : 1; at < to; at += step)
        {
            int hash = Hash(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at))),
                place = origin + at;
            if (_effort.Depth == Pair)
            {
                Unsafe.Add(ref heads, hash | 1) = Unsafe.Add(ref heads, hash & ~1);
                Unsafe.Add(ref heads, hash & ~1) = place;
            }
            else
            {
                _chains[place & (Window - 1)] = Unsafe.Add(ref heads, hash);
                Unsafe.Add(ref heads, hash) = place;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Hash(ulong word) => (int)(((word << _hashShift) * 0x9E3779B97F4A7C15) >> (64 - HashBits));

    private static int Extend(ref byte first, int at, int match, int end)
    {
        int limit = Math.Min(end - at, MaxLength - sizeof(ulong)),
            length = 0;
        while (length <= limit - sizeof(ulong))
        {
            ulong difference =
                Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, at + length))
                ^ Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, match + length));
            if (difference != 0)
            {
                return length + (BitOperations.TrailingZeroCount(difference) >> 3);
            }

            length += sizeof(ulong);
        }

        while (length < limit && Unsafe.Add(ref first, at + length) == Unsafe.Add(ref first, match + length))
        {
            length++;
        }

        return length;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_heads);
        if (_chains.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_chains);
        }
    }
}
