using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Codecs.Deflate;

/// <summary>
/// Adler-32, the checksum of zlib streams (RFC 1950 section 8): two sums modulo 65521, of the bytes, and of the first sum after each of
/// them.
/// </summary>
internal static class Adler32
{
    /// <summary>The checksum of no bytes.</summary>
    public const uint Initial = 1;

    private const uint Modulus = 65521;

    // So many bytes that neither sum overflows 32 bits before it is reduced (zlib's NMAX is 5552), in whole vectors; of the portable one
    // also no more than 256, whose columns have 16 bits.
    private const int AvxPart = 5536,
        PortablePart = 4096;

    /// <summary>The checksum of some bytes, then those given.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint sum = checksum & 0xFFFF,
            sumOfSums = checksum >> 16;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> part = bytes[..Math.Min(bytes.Length, Avx2.IsSupported ? AvxPart : PortablePart)];
            bytes = bytes[part.Length..];
            int vectors = part.Length & (Avx2.IsSupported ? ~31 : ~15);
            if (Avx2.IsSupported)
            {
                AddAvx2(part[..vectors], ref sum, ref sumOfSums);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                AddVectors(part[..vectors], ref sum, ref sumOfSums);
            }
            else
            {
                vectors = 0;
            }

            AddScalar(part[vectors..], ref sum, ref sumOfSums);
            sum %= Modulus;
            sumOfSums %= Modulus;
        }

        return (sumOfSums << 16) | sum;
    }

    internal static void AddScalar(ReadOnlySpan<byte> bytes, ref uint sum, ref uint sumOfSums)
    {
        foreach (byte value in bytes)
        {
            sum += value;
            sumOfSums += sum;
        }
    }

    // 32 bytes a step. They add the sum so far 32 times to the sum of sums, the first of them 32 times, and the last once.
    internal static void AddAvx2(ReadOnlySpan<byte> bytes, ref uint sum, ref uint sumOfSums)
    {
        Vector256<sbyte> weights = Vector256.CreateSequence((sbyte)32, (sbyte)-1);
        Vector256<short> ones = Vector256<short>.One;
        Vector256<uint> sums = Vector256<uint>.Zero,
            before = Vector256<uint>.Zero;
        Vector256<int> weighted = Vector256<int>.Zero;
        for (int i = 0; i < bytes.Length; i += 32)
        {
            Vector256<byte> values = Vector256.Create(bytes[i..]);
            before += sums;
            sums += Avx2.SumAbsoluteDifferences(values, Vector256<byte>.Zero).AsUInt32();
            weighted += Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(values, weights), ones);
        }

        sumOfSums += (sum * (uint)bytes.Length) + (32 * Vector256.Sum(before)) + (uint)Vector256.Sum(weighted);
        sum += Vector256.Sum(sums);
    }

    // The same, 16 bytes a step: each column is summed, and weighted at the end.
    internal static void AddVectors(ReadOnlySpan<byte> bytes, ref uint sum, ref uint sumOfSums)
    {
        Vector128<ushort> low = Vector128<ushort>.Zero,
            high = Vector128<ushort>.Zero;
        Vector128<uint> sums = Vector128<uint>.Zero,
            before = Vector128<uint>.Zero;
        for (int i = 0; i < bytes.Length; i += 16)
        {
            (Vector128<ushort> first, Vector128<ushort> second) = Vector128.Widen(Vector128.Create(bytes[i..]));
            low += first;
            high += second;
            before += sums;
            (Vector128<uint> even, Vector128<uint> odd) = Vector128.Widen(first + second);
            sums += even + odd;
        }

        uint weighted = 0;
        for (int column = 0; column < 8; column++)
        {
            weighted += ((uint)low[column] * (uint)(16 - column)) + ((uint)high[column] * (uint)(8 - column));
        }

        sumOfSums += (sum * (uint)bytes.Length) + (16 * Vector128.Sum(before)) + weighted;
        sum += Vector128.Sum(sums);
    }
}
