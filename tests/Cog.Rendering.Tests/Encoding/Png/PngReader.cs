using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Cog.Rendering.Tests.Encoding.Png;

/// <summary>
/// A plain, slow PNG reader after the specification, apart from the writer under test: chunks with their CRC, filters undone byte by byte.
/// </summary>
internal sealed class PngReader
{
    private readonly Dictionary<string, byte[]> _chunks = [];

    public PngReader(byte[] file)
    {
        Assert.Equal("89504E470D0A1A0A", Convert.ToHexString(file, 0, 8));
        ReadOnlySpan<byte> rest = file.AsSpan(8);
        while (!rest.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest);
            Assert.Equal(Crc32.HashToUInt32(rest.Slice(4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(rest[(length + 8)..]));
            string type = System.Text.Encoding.ASCII.GetString(rest.Slice(4, 4));
            Order.Add(type);
            _chunks.Add(type, rest.Slice(8, length).ToArray());
            rest = rest[(length + 12)..];
        }

        byte[] header = _chunks["IHDR"];
        Assert.Equal(13, header.Length);
        Width = BinaryPrimitives.ReadInt32BigEndian(header);
        Height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4));
        BitDepth = header[8];
        ColorType = header[9];
        Assert.Equal([0, 0, 0], header[10..]);
    }

    public List<string> Order { get; } = [];

    public int Width { get; }

    public int Height { get; }

    public int BitDepth { get; }

    public int ColorType { get; }

    public int Channels =>
        ColorType switch
        {
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 1,
        };

    public byte[] Chunk(string type) => _chunks.GetValueOrDefault(type, []);

    public HashSet<int> FiltersUsed { get; } = [];

    /// <summary>One value a sample (or index), chunky.</summary>
    public int[] Samples()
    {
        using var zlib = new ZLibStream(new MemoryStream(_chunks["IDAT"]), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        byte[] data = plain.ToArray();

        int rowBytes = ((Width * Channels * BitDepth) + 7) / 8,
            pixelBytes = Math.Max(1, Channels * BitDepth / 8);
        Assert.Equal((rowBytes + 1) * Height, data.Length);
        byte[] above = new byte[rowBytes];
        var samples = new List<int>();
        for (int y = 0; y < Height; y++)
        {
            byte[] row = data[((y * (rowBytes + 1)) + 1)..((y + 1) * (rowBytes + 1))];
            int filter = data[y * (rowBytes + 1)];
            FiltersUsed.Add(filter);
            for (int i = 0; i < rowBytes; i++)
            {
                int a = i < pixelBytes ? 0 : row[i - pixelBytes],
                    b = above[i],
                    c = i < pixelBytes ? 0 : above[i - pixelBytes];
                int p = a + b - c,
                    pa = Math.Abs(p - a),
                    pb = Math.Abs(p - b),
                    pc = Math.Abs(p - c);
                row[i] += (byte)(
                    filter switch
                    {
                        0 => 0,
                        1 => a,
                        2 => b,
                        3 => (a + b) / 2,
                        4 => pa <= pb && pa <= pc ? a
                        : pb <= pc ? b
                        : c,
                        _ => throw new InvalidOperationException($"Filter {filter}."),
                    }
                );
            }

            for (int i = 0; i < Width * Channels; i++)
            {
                samples.Add(
                    BitDepth switch
                    {
                        16 => BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(i * 2)),
                        8 => row[i],
                        _ => (row[i * BitDepth / 8] >> (8 - BitDepth - (i * BitDepth % 8))) & ((1 << BitDepth) - 1),
                    }
                );
            }

            above = row;
        }

        return [.. samples];
    }
}
