using System.Buffers;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>What is kept of each column of macroblocks from row to row.</summary>
internal sealed class MacroblockRows
{
    private Macroblock[] _blocks = [];
    private SubblockMode[] _modes = [];
    private CoefficientContext[] _contexts = [];
    private byte[] _filters = [];
    private int _columns;

    /// <summary>The row that is being decoded.</summary>
    public Span<Macroblock> Blocks => _blocks.AsSpan(0, _columns);

    /// <summary>Modes of the subblocks just above, four a column.</summary>
    public Span<SubblockMode> ModesAbove => _modes.AsSpan(0, 4 * _columns);

    /// <summary>Which blocks above have coefficients.</summary>
    public Span<CoefficientContext> Contexts => _contexts.AsSpan(0, _columns);

    /// <summary>Twice the number of a filter's strength, and one more where inner edges are filtered; of this row and of the one before by
    /// turns.</summary>
    public Span<byte> FiltersOf(int row) => _filters.AsSpan((row & 1) * _columns, _columns);

    /// <summary>Begins a frame.</summary>
    public void Rent(int columns)
    {
        _columns = columns;
        _blocks = ArrayPool<Macroblock>.Shared.Rent(columns);
        _modes = ArrayPool<SubblockMode>.Shared.Rent(4 * columns);
        _contexts = ArrayPool<CoefficientContext>.Shared.Rent(columns);
        _filters = ArrayPool<byte>.Shared.Rent(2 * columns);
        ModesAbove.Clear(); // To DC, which they count as outside of the picture.
        Contexts.Clear();
    }

    /// <summary>Gives the memory back.</summary>
    public void Return()
    {
        Return(ref _blocks);
        Return(ref _modes);
        Return(ref _contexts);
        Return(ref _filters);
    }

    // Once: another frame may begin and run out of memory before it has arrays of its own.
    private static void Return<T>(ref T[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<T>.Shared.Return(array);
            array = [];
        }
    }
}
