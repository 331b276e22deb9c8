using System.Buffers;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>
/// The prefix codes of an image: one group for all of it, or one for each square block of pixels (WebP lossless specification, section
/// 6.2).
/// </summary>
internal sealed class PixelCodes
{
    private readonly PrefixTables _tables = new();
    private PixelReader? _reader;
    private PrefixGroup[] _groups = [];
    private uint[] _groupOfBlock = [];
    private int _blockBits;
    private int _blocksInRow;

    /// <summary>The entries that the codes are places in.</summary>
    public ReadOnlySpan<ushort> Tables => _tables.Entries;

    /// <summary>The bits of a column that tell its place in a block: none are set where a block begins.</summary>
    public int BlockMask => (1 << _blockBits) - 1;

    /// <summary>The codes of the block in which a pixel lies.</summary>
    public ref readonly PrefixGroup GroupAt(int x, int y) =>
        ref _groups[_groupOfBlock[((y >> _blockBits) * _blocksInRow) + (x >> _blockBits)]];

    /// <summary>Reads the codes of an image.</summary>
    /// <param name="bits">The stream.</param>
    /// <param name="size">Of the image.</param>
    /// <param name="cacheBits">Bits of its colour cache.</param>
    /// <param name="hasGroups">Whether its blocks have codes of their own.</param>
    public void Read(ref LosslessBits bits, (int Width, int Height) size, int cacheBits, bool hasGroups)
    {
        if (!hasGroups)
        {
            _blockBits = 30; // One block.
            _blocksInRow = 0;
            _groupOfBlock = ArrayPool<uint>.Shared.Rent(1);
            _groupOfBlock[0] = 0;
            if (_groups.Length == 0)
            {
                _groups = new PrefixGroup[1];
            }

            _groups[0] = PrefixCodeReader.ReadGroup(ref bits, _tables, cacheBits);
            return;
        }

        _blockBits = (int)bits.Read(3) + 2;
        _blocksInRow = PixelReader.BlocksOf(size.Width, _blockBits);
        int blocks = _blocksInRow * PixelReader.BlocksOf(size.Height, _blockBits);
        _reader ??= new();
        _groupOfBlock = _reader.ReadWhole(ref bits, _blocksInRow, PixelReader.BlocksOf(size.Height, _blockBits));
        Span<uint> numbers = _groupOfBlock.AsSpan(0, blocks);
        int largest = 0;
        foreach (ref uint number in numbers)
        {
            number = (number >> 8) & 0xFFFF;
            largest = Math.Max(largest, (int)number);
        }

        int[] places = ArrayPool<int>.Shared.Rent(largest + 1);
        try
        {
            ReadGroups(ref bits, cacheBits, numbers, places.AsSpan(0, largest + 1));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
        }
    }

    // Groups that no block uses are read and forgotten.
    private void ReadGroups(ref LosslessBits bits, int cacheBits, Span<uint> numbers, Span<int> places)
    {
        places.Fill(-1);
        foreach (uint number in numbers)
        {
            places[(int)number] = 0;
        }

        int used = 0;
        for (int group = 0; group < places.Length; group++)
        {
            bits.Interruption.ThrowIfRequested();
            int before = _tables.Length;
            PrefixGroup codes = PrefixCodeReader.ReadGroup(ref bits, _tables, cacheBits);
            if (places[group] < 0)
            {
                _tables.Shrink(before);
                continue;
            }

            if (used == _groups.Length || _groups.Length == 1)
            {
                Grow(used);
            }

            _groups[used] = codes;
            places[group] = used++;
        }

        foreach (ref uint number in numbers)
        {
            number = (uint)places[(int)number];
        }
    }

    private void Grow(int used)
    {
        PrefixGroup[] larger = ArrayPool<PrefixGroup>.Shared.Rent(Math.Max(64, 2 * used));
        _groups.AsSpan(0, used).CopyTo(larger);
        if (_groups.Length > 1)
        {
            ArrayPool<PrefixGroup>.Shared.Return(_groups);
        }

        _groups = larger;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        _tables.Release();
        if (_groupOfBlock.Length > 0)
        {
            ArrayPool<uint>.Shared.Return(_groupOfBlock);
            _groupOfBlock = [];
        }

        if (_groups.Length > 1)
        {
            ArrayPool<PrefixGroup>.Shared.Return(_groups);
            _groups = [];
        }
    }
}
