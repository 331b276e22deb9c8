using System.Buffers;

namespace Cog.Codecs.Lerc;

/// <summary>The body of most blobs: tiles of a few rows and columns, each stored in whatever of four ways is shortest.</summary>
/// <remarks>
/// A tile opens with a byte: bits 0-1 the way (0 values as they are, 1 an offset and stuffed multiples of twice the error, 2 all zero, 3 an
/// offset alone); bits 2-5 the tile's column, as a check; of these, from version 5 on, bit 2 means "added to the value before it in the
/// pixel"; bits 6-7 how much smaller the offset's type is than the blob's. A pixel of several values has a tile for each.
/// </remarks>
internal static class LercTiles
{
    /// <summary>Reads the tiles of all wanted rows.</summary>
    /// <param name="reader">At the first tile.</param>
    /// <param name="header">The blob's header.</param>
    /// <param name="mask">Which pixels have values.</param>
    /// <param name="maxima">The greatest value of each of a pixel's values; empty to use the header's.</param>
    /// <param name="values">Pixel after pixel.</param>
    public static void Read<T>(ref LercReader reader, LercHeader header, LercMask mask, ReadOnlySpan<T> maxima, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        int tileRows = Math.Min(header.MicroBlockSize, header.Rows),
            tileColumns = Math.Min(header.MicroBlockSize, header.Columns);
        uint[] multiples = ArrayPool<uint>.Shared.Rent(tileRows * tileColumns);
        try
        {
            var body = new Body<T>(header, mask, multiples, values);
            // So many columns of tiles at a time that it is asked in time whether to go on, whatever their size.
            int columnsAtOnce = (int)Math.Max(1, Interruption.Interval / (8L * tileRows * tileColumns * header.Depth)) * tileColumns;
            for (int row = 0; row < header.NeededRows; row += tileRows)
            {
                for (int column = 0; column < header.Columns; column += columnsAtOnce)
                {
                    reader.Interruption.ThrowIfRequested();
                    var part = new LercTile(
                        row,
                        column,
                        Math.Min(tileRows, header.Rows - row),
                        Math.Min(columnsAtOnce, header.Columns - column),
                        0
                    );
                    body.ReadPart(ref reader, maxima, part, tileColumns);
                }
            }
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(multiples);
        }
    }

    /// <summary>The values of a blob, as its tiles fill them.</summary>
    /// <param name="header">The blob's header.</param>
    /// <param name="mask">Which pixels have values.</param>
    /// <param name="multiples">Room for those of one tile.</param>
    /// <param name="values">Pixel after pixel.</param>
    private readonly ref struct Body<T>(LercHeader header, LercMask mask, uint[] multiples, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        private readonly LercMask _mask = mask;
        private readonly Span<T> _values = values;

        // A row of tiles, or some of them.
        public void ReadPart(ref LercReader reader, ReadOnlySpan<T> maxima, LercTile part, int tileColumns)
        {
            for (int column = part.Column; column < part.Column + part.Columns; column += tileColumns)
            {
                int columns = Math.Min(tileColumns, part.Column + part.Columns - column);
                for (int z = 0; z < header.Depth; z++)
                {
                    double maximum = maxima.IsEmpty ? header.Maximum : double.CreateTruncating(maxima[z]);
                    ReadTile(ref reader, maximum, new(part.Row, column, part.Rows, columns, z));
                }
            }
        }

        private void ReadTile(ref LercReader reader, double maximum, LercTile tile)
        {
            int flags = reader.Byte(),
                way = flags & 3;
            int checkMask = header.Version >= 5 ? 14 : 15;
            bool isDifference = header.Version >= 5 && (flags & 4) != 0;
            if (((flags >> 2) & checkMask) != ((tile.Column >> 3) & checkMask) || (isDifference && (tile.Z == 0 || way == 0)))
            {
                throw new InvalidTiffException(
                    $"The LERC tile at row {tile.Row}, column {tile.Column}, value {tile.Z} opens with {flags:X2}, "
                        + "which belongs to another."
                );
            }

            if (way == 0)
            {
                FillRaw(ref reader, tile);
            }
            else if (way == 2)
            {
                Fill(new LercScale(0, 0, double.PositiveInfinity), [], tile, isDifference);
            }
            else
            {
                LercDataType type = isDifference && header.DataType < LercDataType.Float32 ? LercDataType.Int32 : header.DataType;
                double offset = reader.Number(OffsetType(type, flags >> 6));
                int count = way == 3 ? 0 : StuffedIntegers.Read(ref reader, header.Version, multiples.AsSpan(0, tile.Rows * tile.Columns));
                double step = way == 3 ? 0 : 2 * header.MaxError;
                Fill(new LercScale(offset, step, maximum), multiples.AsSpan(0, count), tile, isDifference);
            }
        }

        private void Fill(LercScale scale, ReadOnlySpan<uint> multiples, LercTile tile, bool isDifference)
        {
            // Locals: fields would be read again for each pixel.
            LercMask mask = _mask;
            Span<T> values = _values;
            int depth = header.Depth;
            bool isConstant = scale.Step == 0;
            for (int row = tile.Row; row < tile.Row + tile.Rows; row++)
            {
                int pixel = (row * header.Columns) + tile.Column;
                if (mask.IsAllValid && depth == 1)
                {
                    Span<T> line = values.Slice(pixel, tile.Columns);
                    if (isConstant)
                    {
                        line.Fill(scale.Value(0, T.Zero));
                        continue;
                    }

                    if (multiples.Length < line.Length)
                    {
                        throw TooFew(tile);
                    }

                    for (int i = 0; i < line.Length; i++)
                    {
                        line[i] = scale.Value(multiples[i], T.Zero);
                    }

                    multiples = multiples[line.Length..];
                    continue;
                }

                for (int end = pixel + tile.Columns; pixel < end; pixel++)
                {
                    if (!mask.IsValid(pixel))
                    {
                        continue;
                    }

                    uint multiple = 0;
                    if (!isConstant)
                    {
                        multiple = multiples.IsEmpty ? throw TooFew(tile) : multiples[0];
                        multiples = multiples[1..];
                    }

                    int at = (pixel * depth) + tile.Z;
                    values[at] = scale.Value(multiple, isDifference ? values[at - 1] : T.Zero);
                }
            }
        }

        private void FillRaw(ref LercReader reader, LercTile tile)
        {
            LercMask mask = _mask;
            Span<T> values = _values;
            for (int row = tile.Row; row < tile.Row + tile.Rows; row++)
            {
                int pixel = (row * header.Columns) + tile.Column;
                for (int end = pixel + tile.Columns; pixel < end; pixel++)
                {
                    if (mask.IsValid(pixel))
                    {
                        values[(pixel * header.Depth) + tile.Z] = reader.Value<T>();
                    }
                }
            }
        }
    }

    /// <summary>The type of a tile's offset: <paramref name="smaller"/> steps down from the blob's.</summary>
    private static LercDataType OffsetType(LercDataType type, int smaller) =>
        type switch
        {
            LercDataType.Int16 or LercDataType.Int32 => type - smaller,
            LercDataType.UInt16 or LercDataType.UInt32 => type - (2 * smaller),
            LercDataType.Float32 => smaller switch
            {
                0 => type,
                1 => LercDataType.Int16,
                _ => LercDataType.UInt8,
            },
            LercDataType.Float64 => smaller == 0 ? type : type - (2 * smaller) + 1,
            _ => type,
        };

    private static InvalidTiffException TooFew(LercTile tile) =>
        new($"The LERC tile at row {tile.Row}, column {tile.Column} has fewer values than valid pixels.");

    private readonly record struct LercTile(int Row, int Column, int Rows, int Columns, int Z);
}
