using System.Runtime.InteropServices;

namespace Cog.Tests.Codecs.Deflate;

/// <summary>Memory with a page on either side that nobody may touch: a load or store outside ends the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int Page = 4096,
        ReadAndWrite = 3,
        PrivateAnonymous = 0x22;

    private readonly byte* _start;
    private readonly int _length;

    /// <param name="capacity">Bytes between the pages, rounded up to whole ones.</param>
    public GuardedMemory(int capacity)
    {
        _length = (capacity + Page - 1) / Page * Page;
        _start = (byte*)MemoryMap(null, (nuint)(_length + (2 * Page)), 0, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, (nint)_start);
        Assert.Equal(0, MemoryProtect(_start + Page, (nuint)_length, ReadAndWrite));
    }

    /// <summary>The last bytes: what is behind them is out of bounds.</summary>
    public Span<byte> AtEnd(int length) => new(_start + Page + _length - length, length);

    /// <summary>The first bytes: what is before them is out of bounds.</summary>
    public Span<byte> AtStart(int length) => new(_start + Page, Math.Min(length, _length));

    public void Dispose() => Assert.Equal(0, MemoryUnmap(_start, (nuint)(_length + (2 * Page))));

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* MemoryMap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int MemoryProtect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int MemoryUnmap(void* address, nuint length);
}
