namespace Cog.Codecs.WebP.Lossy;

/// <summary>
/// One component's samples in whole macroblocks, with neighbours for those that have none in the picture (RFC 6386 section 12.2): a row of
/// 127 above, with some more to its right, and a column of 129 to the left.
/// </summary>
internal readonly unsafe struct Plane
{
    /// <summary>Columns to the left of the first one.</summary>
    public const int Margin = 32;

    private const byte Above = 127,
        Left = 129;

    private readonly byte* _start;

    /// <summary>Begins a plane in pinned memory.</summary>
    /// <param name="memory">As many bytes as <see cref="BytesOf"/>.</param>
    /// <param name="pinned">The same memory.</param>
    /// <param name="width">Samples in a row.</param>
    /// <param name="height">Rows.</param>
    public Plane(Span<byte> memory, byte* pinned, int width, int height)
    {
        Stride = StrideOf(width);
        _start = pinned + Stride + Margin;
        memory[..Stride].Fill(Above);
        for (int row = 1; row <= height; row++)
        {
            memory[(row * Stride) + Margin - 1] = Left;
        }
    }

    /// <summary>From one row to the next.</summary>
    public int Stride { get; }

    /// <summary>What a plane takes.</summary>
    public static int BytesOf(int width, int height) => checked(StrideOf(width) * (height + 1));

    /// <summary>A sample's place.</summary>
    public byte* At(int x, int y) => _start + ((nint)y * Stride) + x;

    // What stands to the right of a row is read, by vectors, and not used.
    private static int StrideOf(int width) => Margin + width + Margin;
}
