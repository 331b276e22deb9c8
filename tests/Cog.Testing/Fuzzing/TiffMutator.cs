using System.Buffers.Binary;

namespace Cog.Testing.Fuzzing;

/// <summary>Makes bad files out of good ones. The same seeds and random numbers make the same files.</summary>
/// <remarks>
/// Half of the damage is done to directory entries, where it reaches decisions that random bytes do not; the rest to any bytes, and to the
/// length.
/// </remarks>
internal sealed class TiffMutator(IReadOnlyList<byte[]> seeds)
{
    private static readonly uint[] s_numbers =
    [
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        15,
        16,
        17,
        31,
        32,
        64,
        127,
        128,
        255,
        256,
        257,
        4095,
        4096,
        65_535,
        65_536,
        0x7FFF_FFFE,
        0x7FFF_FFFF,
        0x8000_0000,
        0x8000_0001,
        0xFFFF_FFF0,
        0xFFFF_FFFE,
        0xFFFF_FFFF,
    ];

    // Tags that others depend on, so that one is moved to another.
    private static readonly ushort[] s_tags =
    [
        254,
        256,
        257,
        258,
        259,
        262,
        266,
        273,
        277,
        278,
        279,
        284,
        292,
        293,
        317,
        320,
        322,
        323,
        324,
        325,
        338,
        339,
        347,
        529,
        530,
        532,
        33550,
        33922,
        34264,
        34735,
        34736,
        34737,
        42112,
        42113,
        50674,
    ];

    // Compression, photometric interpretation, predictor: values that lead elsewhere.
    private static readonly ushort[] s_codes = [1, 2, 3, 4, 5, 6, 7, 8, 10, 32773, 32946, 34887, 34925, 50000, 50001];

    /// <summary>One bad file.</summary>
    public byte[] Next(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        byte[] file = [.. seeds[random.Next(seeds.Count)]];
        for (int i = random.Next(1, 5); i > 0 && file.Length > 0; i--)
        {
            file = Damage(file, random);
        }

        return file;
    }

    private byte[] Damage(byte[] file, Random random)
    {
        switch (random.Next(12))
        {
            case < 6:
                ChangeEntry(file, random);
                return file;
            case 6:
                file[random.Next(Math.Min(file.Length, 1024))] = (byte)random.Next(256);
                return file;
            case 7:
                for (int i = random.Next(1, 8); i > 0; i--)
                {
                    file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                }

                return file;
            case 8:
                return file[..random.Next(file.Length)];
            case 9:
                return Splice(file, random);
            case 10:
                int at = random.Next(file.Length);
                return [.. file[..at], .. new byte[random.Next(1, 9)], .. file[at..]];
            default:
                int from = random.Next(file.Length),
                    length = Math.Min(random.Next(1, 64), file.Length - from);
                file.AsSpan(from, length).Fill((byte)(random.Next(2) * 255));
                return file;
        }
    }

    private byte[] Splice(byte[] file, Random random)
    {
        byte[] other = seeds[random.Next(seeds.Count)];
        int length = Math.Min(random.Next(1, 512), Math.Min(file.Length, other.Length));
        other.AsSpan(random.Next(other.Length - length + 1), length).CopyTo(file.AsSpan(random.Next(file.Length - length + 1)));
        return file;
    }

    /// <summary>Changes tag, type, count or value of one entry of the first directory, or of one that it leads to.</summary>
    private static void ChangeEntry(byte[] file, Random random)
    {
        if (file.Length < 16)
        {
            return;
        }

        bool isBigEndian = file[0] == 'M',
            isBig = file[isBigEndian ? 3 : 2] == 43;
        (int countSize, int entrySize, int offsetSize) = isBig ? (8, 20, 8) : (2, 12, 4);
        long directory = Read(file, isBig ? 8 : 4, offsetSize, isBigEndian) ?? 0;
        for (int skip = random.Next(3); skip > 0; skip--)
        {
            if (
                Entries(file, directory, countSize, isBigEndian) is { } some
                && Read(file, directory + countSize + (some * entrySize), offsetSize, isBigEndian) is > 0 and var next
            )
            {
                directory = next;
            }
        }

        if (Entries(file, directory, countSize, isBigEndian) is not (> 0 and { } entries))
        {
            return;
        }

        long entry = directory + countSize + (random.Next((int)Math.Min(entries, 1000)) * entrySize);
        long value = entry + 4 + offsetSize;
        switch (random.Next(7))
        {
            case 0:
                Write(file, entry, 2, s_tags[random.Next(s_tags.Length)], isBigEndian);
                break;
            case 1:
                Write(file, entry + 2, 2, (uint)random.Next(20), isBigEndian);
                break;
            case 2:
                Write(file, entry + 4, offsetSize, s_numbers[random.Next(s_numbers.Length)], isBigEndian);
                break;
            case 3:
                Write(file, value, 2, s_codes[random.Next(s_codes.Length)], isBigEndian);
                break;
            case 4:
                Write(file, value, offsetSize, s_numbers[random.Next(s_numbers.Length)], isBigEndian);
                break;
            case 5:
                // Into the long value, if it is one.
                long elsewhere = Read(file, value, offsetSize, isBigEndian) ?? 0;
                Write(
                    file,
                    elsewhere + random.Next(64),
                    random.Next(2) == 0 ? 2 : 4,
                    s_numbers[random.Next(s_numbers.Length)],
                    isBigEndian
                );
                break;
            default:
                Write(file, value, 2, s_numbers[random.Next(s_numbers.Length)], isBigEndian);
                break;
        }
    }

    private static long? Entries(byte[] file, long directory, int countSize, bool isBigEndian) =>
        Read(file, directory, countSize, isBigEndian);

    private static long? Read(byte[] file, long at, int size, bool isBigEndian)
    {
        if (at < 0 || at > file.Length - size)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        file.AsSpan((int)at, size).CopyTo(bytes);
        if (isBigEndian)
        {
            bytes[..size].Reverse();
        }

        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private static void Write(byte[] file, long at, int size, uint value, bool isBigEndian)
    {
        if (at < 0 || at > file.Length - size)
        {
            return;
        }

        Span<byte> bytes = file.AsSpan((int)at, size);
        for (int i = 0; i < size; i++)
        {
            bytes[isBigEndian ? size - 1 - i : i] = (byte)(i < 4 ? value >> (8 * i) : 0);
        }
    }
}
