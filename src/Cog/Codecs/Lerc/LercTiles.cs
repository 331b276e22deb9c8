using System.Numerics;

namespace Cog.Codecs.Lerc;

/// <summary>The body of most blobs: tiles of a few rows and columns, each stored in whatever of four ways is shortest.</summary>
/// <remarks>
/// A tile opens with a byte: bits 0-1 the way (0 values as they are, 1 an offset and stuffed multiples of twice the error, 2 all zero, 3 an offset
/// alone); bits 2-5 the tile's column, as a check; of these, from version 5 on, bit 2 means "added to the value before it in the pixel"; bits 6-7 how
/// much smaller the offset's type is than the blob's. A pixel of several values has a tile for each.
/// </remarks>
internal static class LercTiles
{
    /// <summary>Reads all tiles.</summary>
    /// <param name="reader">At the first tile.</param>
    /// <param name="header">The blob's header.</param>
    /// <param name="mask">Which pixels have values.</param>
    /// <param name="maxima">The greatest value of each of a pixel's values; empty to use the header's.</param>
    /// <param name="values">Pixel after pixel.</param>
    public static void Read<T>(ref LercReader reader, LercHeader header, LercMask mask, ReadOnlySpan<T> maxima, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        Span<uint> table = new uint[256];

        for (int row = 0; row < header.Rows;)
        {
            int rows = Math.Min(header.MicroBlockSize, header.Rows - row);
            for (int column = 0; column < header.Columns;)
            {
                int columns = Math.Min(header.MicroBlockSize, header.Columns - column);
                for (int z = 0; z < header.Depth; z++)
                {
                    double maximum = maxima.IsEmpty ? header.Maximum : double.CreateTruncating(maxima[z]);
                    ReadTile(ref reader, header, mask, maximum, new(row, column, rows, columns), z, table, values);
                }

                column += columns;
            }

            row += rows;
        }
    }

    private static void ReadTile<T>(ref LercReader reader, LercHeader header, LercMask mask, double maximum, Tile tile, int z, Span<uint> table, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        int flags = reader.Byte();
        int checkMask = header.Version >= 5 ? 14 : 15;
        bool isDifference = header.Version >= 5 && (flags & 4) != 0;
        if (((flags >> 2) & checkMask) != ((tile.Column >> 3) & checkMask) || (isDifference && (z == 0 || (flags & 3) == 0)))
        {
            throw new InvalidTiffException($"The LERC tile at row {tile.Row}, column {tile.Column}, value {z} opens with {flags:X2}, which belongs to another.");
        }

        switch (flags & 3)
        {
            case 0:
                var raw = new RawValues<T>(reader.Rest);
                Fill(ref raw, header, mask, tile, z, isDifference, values);
                reader.Take((long)raw.Count * RawValues<T>.Size);
                return;
            case 2:
                var zero = new Multiples<T>(0, 1, double.PositiveInfinity, default);
                Fill(ref zero, header, mask, tile, z, isDifference, values);
                return;
        }

        double offset = reader.Number(OffsetType(isDifference && header.DataType < LercDataType.Float32 ? LercDataType.Int32 : header.DataType, flags >> 6));
        StuffedIntegers stuffed = (flags & 3) == 3 ? default : StuffedIntegers.Read(ref reader, header.Version, tile.Rows * tile.Columns, table);
        var multiples = new Multiples<T>(offset, (flags & 3) == 3 ? 0 : 2 * header.MaxError, maximum, stuffed);
        Fill(ref multiples, header, mask, tile, z, isDifference, values);
    }

    private static void Fill<T, TSource>(ref TSource source, LercHeader header, LercMask mask, Tile tile, int z, bool isDifference, Span<T> values)
        where T : unmanaged, INumber<T>
        where TSource : struct, ITileValues<T>, allows ref struct
    {
        int depth = header.Depth;
        for (int row = tile.Row; row < tile.Row + tile.Rows; row++)
        {
            int pixel = (row * header.Columns) + tile.Column;
            if (mask.IsAllValid && depth == 1)
            {
                foreach (ref T value in values.Slice(pixel, tile.Columns))
                {
                    value = source.Next(T.Zero);
                }

                continue;
            }

            for (int end = pixel + tile.Columns; pixel < end; pixel++)
            {
                if (mask.IsValid(pixel))
                {
                    int at = (pixel * depth) + z;
                    values[at] = source.Next(isDifference ? values[at - 1] : T.Zero);
                }
            }
        }
    }

    /// <summary>The type of a tile's offset: <paramref name="smaller"/> steps down from the blob's.</summary>
    private static LercDataType OffsetType(LercDataType type, int smaller) => type switch
    {
        LercDataType.Int16 or LercDataType.Int32 => type - smaller,
        LercDataType.UInt16 or LercDataType.UInt32 => type - (2 * smaller),
        LercDataType.Float32 => smaller switch { 0 => type, 1 => LercDataType.Int16, _ => LercDataType.UInt8 },
        LercDataType.Float64 => smaller == 0 ? type : type - (2 * smaller) + 1,
        _ => type,
    };

    private readonly record struct Tile(int Row, int Column, int Rows, int Columns);
}
