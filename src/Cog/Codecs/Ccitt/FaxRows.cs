namespace Cog.Codecs.Ccitt;

/// <summary>Decodes rows of a fax as the columns where the colour changes, from white to black first.</summary>
/// <param name="width">Columns.</param>
/// <param name="buffers">Room for two rows, twice <see cref="BufferLength"/>.</param>
internal ref struct FaxRows(int width, Span<int> buffers)
{
    private readonly int _width = width;
    private Span<int> _row = buffers[..BufferLength(width)];
    private Span<int> _above = InitialRow(buffers[BufferLength(width)..], width);
    private int _count;

    /// <summary>A change at each column, the row's end up to four times, and four more that end a search.</summary>
    public static int BufferLength(int width) => width + 8;

    /// <summary>One-dimensional coding: runs, white first (T.4 section 4.1).</summary>
    public void ReadOneDimensional(ref FaxReader reader)
    {
        _count = 0;
        int column = 0;
        do
        {
            column += reader.Run(isBlack: (_count & 1) == 1, _width - column);
            Add(column);
        } while (column < _width);

        End();
    }

    /// <summary>Two-dimensional coding: changes by where they are in the row above (T.4 section 4.2, T.6 section 2.2).</summary>
    /// <returns>False when an end of the block comes in place of the row.</returns>
    public bool ReadTwoDimensional(ref FaxReader reader)
    {
        _count = 0;
        int a0 = -1; // Before the first column, so that a change there can be seen.
        int b = 0; // b1 is _above[b]: the first change right of a0, to the colour that a0 does not have; b2 is the next.

        do
        {
            while (_above[b] <= a0 && _above[b] < _width)
            {
                b += 2;
            }

            if (a0 < 0 && reader.TrySkipEndOfLine())
            {
                return false;
            }

            int mode = reader.Code(FaxCodes.Mode);
            switch (mode)
            {
                case 0: // Pass: a0 moves below b2.
                    a0 = _above[b + 1];
                    break;
                case 1: // Horizontal: two runs.
                    a0 = Math.Max(a0, 0);
                    bool isBlack = (_count & 1) == 1;
                    int a1 = a0 + reader.Run(isBlack, _width - a0);
                    a0 = a1 + reader.Run(!isBlack, _width - a1);
                    Add(a1);
                    Add(a0);
                    break;
                default: // Vertical: a change up to three columns from b1.
                    int change = _above[b] + mode - 5;
                    if (change < Math.Max(a0, 0) || change > _width)
                    {
                        throw new InvalidTiffException($"A fax row's colour changes at column {change}, after {a0} and not past {_width}.");
                    }

                    a0 = change;
                    Add(a0);
                    b = b > 0 ? b - 1 : 1; // The other colour's changes; one to the left may be right of a0 still.
                    break;
            }
        } while (a0 < _width);

        End();
        return true;
    }

    /// <summary>Writes the row just read, black as ones, into zeroed bytes, and makes it the row above.</summary>
    public void Write(Span<byte> row)
    {
        for (int i = 0; i < _count; i += 2)
        {
            FillOnes(row, _row[i], _row[i + 1]);
        }

        Span<int> written = _row;
        _row = _above;
        _above = written;
    }

    private static Span<int> InitialRow(Span<int> row, int width)
    {
        row[..4].Fill(width); // All white.
        return row;
    }

    private void Add(int column)
    {
        if (_count >= _row.Length - 4)
        {
            throw new InvalidTiffException($"A fax row of {_width} columns has more than {_count} changes of colour.");
        }

        _row[_count++] = column;
    }

    private void End() => _row.Slice(_count, 4).Fill(_width);

    private static void FillOnes(Span<byte> row, int from, int end)
    {
        if (from >= end)
        {
            return;
        }

        int first = from >> 3,
            last = (end - 1) >> 3;
        int head = 0xFF >> (from & 7),
            tail = 0xFF << (7 - ((end - 1) & 7));
        if (first == last)
        {
            row[first] |= (byte)(head & tail);
            return;
        }

        row[first] |= (byte)head;
        row[(first + 1)..last].Fill(0xFF);
        row[last] |= (byte)tail;
    }
}
