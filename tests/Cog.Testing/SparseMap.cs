using System.Buffers.Binary;

namespace Cog.Testing;

/// <summary>
/// The whole world in blocks of 256 × 256 bytes, as a BigTIFF whose block index is a hole but for one block: 50 MB that take no room on
/// disk.
/// </summary>
/// <remarks>
/// 2048 × 2048 blocks are the tiles of zoom level 11. After the directory come 2048² offsets of eight bytes, then 2048² byte counts of
/// four, then the
/// block. Where nothing was written a file reads as zeros, which in an index means blocks without data.
/// </remarks>
internal sealed class SparseMap : IDisposable
{
    private const int Zoom = 11;
    private const int Side = 1 << Zoom;
    private const int BlockBytes = 256 * 256;

    private SparseMap(string path, long offset) => (Path, BlockOffset) = (path, offset);

    public string Path { get; }

    /// <summary>Of both arrays.</summary>
    public static int IndexBytes => Side * Side * 12;

    /// <summary>Where the one block is.</summary>
    public long BlockOffset { get; }

    /// <summary>The path of the tile that is the one block.</summary>
    public static string Tile => $"/cog/tiles/WebMercatorQuad/{Zoom}/1234/567";

    /// <summary>The block's pixels.</summary>
    public static byte[] Pixels { get; } = [.. Enumerable.Range(0, BlockBytes).Select(i => (byte)(1 + (i % 251)))];

    /// <summary>Writes the file into the folder of temporary files.</summary>
    public static SparseMap Create()
    {
        const int Block = (567 * Side) + 1234;
        IfdBuilder directory = new MapFile(Zoom, 0, 0, Side, Side).Directory();
        long end = Build(directory, 0).Length;
        byte[] head = Build(directory, end);
        long counts = end + (Side * Side * 8L),
            data = counts + (Side * Side * 4L);

        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"sparse-{Guid.NewGuid():N}.tif");
        using FileStream file = File.Create(path);
        file.Write(head);
        Write(file, end + (Block * 8L), data, 8);
        Write(file, counts + (Block * 4L), BlockBytes, 4);
        file.Position = data;
        file.Write(Pixels);
        return new(path, data);
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    private static byte[] Build(IfdBuilder directory, long index) =>
        new TiffBuilder { IsBig = true }
            .Add(
                directory
                    .WithValueAt(TagId.TileOffsets, FieldType.Long8, Side * Side, index)
                    .WithValueAt(TagId.TileByteCounts, FieldType.Long, Side * Side, index + (Side * Side * 8L))
            )
            .Build();

    private static void Write(FileStream file, long position, long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        file.Position = position;
        file.Write(bytes[..size]);
    }
}
