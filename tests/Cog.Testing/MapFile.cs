using System.IO.Compression;

namespace Cog.Testing;

/// <summary>Grey maps of bytes in EPSG:3857, made in memory: some tiles of a zoom level of WebMercatorQuad, pixel for pixel.</summary>
/// <param name="Zoom">The level.</param>
/// <param name="Column">Of the first tile.</param>
/// <param name="Row">Of the first tile.</param>
/// <param name="Across">Columns of tiles.</param>
/// <param name="Down">Rows of tiles.</param>
internal sealed record MapFile(int Zoom, int Column, int Row, int Across, int Down)
{
    private const double HalfWorld = 20037508.342789244; // Metres: π · 6378137.
    private const int TileSize = 256;

    /// <summary>Pixels of a block's side; those of a tile make every tile one block.</summary>
    public int BlockSize { get; init; } = TileSize;

    public bool IsDeflated { get; init; }

    /// <summary>See <see cref="TiffBuilder.GapBeforeIfds"/>.</summary>
    public int GapBeforeIfds { get; init; }

    /// <summary>See <see cref="TiffBuilder.GapBeforeIndexes"/>.</summary>
    public int GapBeforeIndexes { get; init; }

    /// <summary>Paths of all its tiles, row by row, without their format: <c>/cog/tiles/WebMercatorQuad/12/1854/1642</c>.</summary>
    public IReadOnlyList<string> Tiles =>
        [
            .. from y in Enumerable.Range(Row, Down)
            from x in Enumerable.Range(Column, Across)
            select $"/cog/tiles/WebMercatorQuad/{Zoom}/{x}/{y}",
        ];

    /// <summary>West, south, east, north, in metres.</summary>
    public (double West, double South, double East, double North) Bounds =>
        (
            (Column * TileWidth) - HalfWorld,
            HalfWorld - ((Row + Down) * TileWidth),
            ((Column + Across) * TileWidth) - HalfWorld,
            HalfWorld - (Row * TileWidth)
        );

    private double TileWidth => 2 * HalfWorld / Math.Pow(2, Zoom);

    /// <summary>Writes the file.</summary>
    /// <param name="pixel">Column and row of the whole image → value.</param>
    public byte[] Build(Func<int, int, byte> pixel) =>
        new TiffBuilder { GapBeforeIfds = GapBeforeIfds, GapBeforeIndexes = GapBeforeIndexes }
            .Add(Directory().WithBlocks(Blocks(pixel)))
            .Build();

    /// <summary>The directory, without blocks.</summary>
    public IfdBuilder Directory() =>
        new IfdBuilder(Across * TileSize, Down * TileSize)
            .Tiled(BlockSize, BlockSize)
            .With(TagId.Compression, FieldType.Short, IsDeflated ? (int)Compression.AdobeDeflate : (int)Compression.None)
            .With(TagId.ModelPixelScale, FieldType.Double, TileWidth / TileSize, TileWidth / TileSize, 0)
            .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, Bounds.West, Bounds.North, 0)
            .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 3857);

    private IEnumerable<byte[]> Blocks(Func<int, int, byte> pixel)
    {
        byte[] block = new byte[BlockSize * BlockSize];
        for (int top = 0; top < Down * TileSize; top += BlockSize)
        {
            for (int left = 0; left < Across * TileSize; left += BlockSize)
            {
                for (int i = 0; i < block.Length; i++)
                {
                    block[i] = pixel(left + (i % BlockSize), top + (i / BlockSize));
                }

                yield return IsDeflated ? Deflate(block) : [.. block];
            }
        }
    }

    private static byte[] Deflate(byte[] block)
    {
        using var stored = new MemoryStream();
        using (var zlib = new ZLibStream(stored, CompressionLevel.Fastest))
        {
            zlib.Write(block);
        }

        return stored.ToArray();
    }
}
