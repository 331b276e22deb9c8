using System.Buffers.Binary;
using Cog.Tiff;

namespace Cog.Tests.Codecs;

/// <summary>Just enough of a TIFF reader to take blocks out of well-formed files, independent of the product's.</summary>
internal sealed class CorpusTiff
{
    private static readonly int[] s_sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

    private readonly byte[] _file;
    private readonly bool _isBig;

    public CorpusTiff(string path)
    {
        _file = File.ReadAllBytes(path);
        IsBigEndian = _file[0] == 'M';
        _isBig = UInt(2, 2) == 43;

        for (ulong at = _isBig ? UInt(8, 8) : UInt(4, 4); at != 0; )
        {
            int countSize = _isBig ? 8 : 2,
                entrySize = _isBig ? 20 : 12,
                offsetSize = _isBig ? 8 : 4;
            int entries = (int)UInt((int)at, countSize);
            var tags = new Dictionary<int, ulong[]>();
            for (int i = 0; i < entries; i++)
            {
                int entry = (int)at + countSize + (i * entrySize);
                int size = s_sizes[(int)UInt(entry + 2, 2)];
                int count = (int)UInt(entry + 4, offsetSize);
                int value = entry + 4 + offsetSize;
                int start = size * count <= offsetSize ? value : (int)UInt(value, offsetSize);
                tags[(int)UInt(entry, 2)] = [.. Enumerable.Range(0, count).Select(n => UInt(start + (n * size), size))];
            }

            Ifds.Add(tags);
            at = UInt((int)at + countSize + (entries * entrySize), offsetSize);
        }
    }

    public bool IsBigEndian { get; }

    public List<Dictionary<int, ulong[]>> Ifds { get; } = [];

    public int Tag(int ifd, int tag, int defaultValue) =>
        Ifds[ifd].TryGetValue(tag, out ulong[]? value) && value.Length > 0 ? (int)value[0] : defaultValue;

    public int Bands(int ifd) => Tag(ifd, 277, 1);

    public bool IsPlanar(int ifd) => Tag(ifd, 284, 1) == 2;

    public int BlockWidth(int ifd) => Tag(ifd, 322, Tag(ifd, 256, 0));

    public int BlockHeight(int ifd) => Tag(ifd, 323, (int)Math.Min((uint)Tag(ifd, 278, -1), (uint)Tag(ifd, 257, 0)));

    public BlockLayout Layout(int ifd, int blockRow)
    {
        bool isTiled = Ifds[ifd].ContainsKey(322);
        int height = BlockHeight(ifd);
        ulong[] subsampling = Ifds[ifd].GetValueOrDefault(530, [2, 2]);
        return new()
        {
            Width = BlockWidth(ifd),
            Height = isTiled ? height : Math.Min(height, Tag(ifd, 257, 0) - (blockRow * height)),
            SamplesPerPixel = IsPlanar(ifd) ? 1 : Bands(ifd),
            BitsPerSample = Tag(ifd, 258, 1),
            Compression = (Compression)Tag(ifd, 259, 1),
            SampleFormat = (SampleFormat)Tag(ifd, 339, 1),
            Predictor = (Predictor)Tag(ifd, 317, 1),
            Photometric = (PhotometricInterpretation)Tag(ifd, 262, 1),
            IsBigEndian = IsBigEndian,
            IsLowBitFirst = Tag(ifd, 266, 1) == 2,
            ChromaSubsampling = ((int)subsampling[0], (int)subsampling[1]),
            FaxOptions = (uint)Tag(ifd, (Compression)Tag(ifd, 259, 1) == Compression.CcittFax4 ? 293 : 292, 0),
            LercParameters = Ifds[ifd].TryGetValue(50674, out ulong[]? lerc) ? lerc.Select(v => (uint)v).ToArray() : [],
        };
    }

    /// <summary>The compressed bytes of a block; null when it is sparse.</summary>
    public byte[]? Block(int ifd, int x, int y, int plane)
    {
        int across = (Tag(ifd, 256, 0) + BlockWidth(ifd) - 1) / BlockWidth(ifd);
        int down = (Tag(ifd, 257, 0) + BlockHeight(ifd) - 1) / BlockHeight(ifd);
        int index = (((plane * down) + y) * across) + x;
        ulong[] offsets = Ifds[ifd].GetValueOrDefault(324) ?? Ifds[ifd][273];
        ulong[] counts = Ifds[ifd].GetValueOrDefault(325) ?? Ifds[ifd].GetValueOrDefault(279) ?? [(ulong)_file.Length - offsets[0]];
        return offsets[index] == 0 ? null : _file.AsSpan((int)offsets[index], (int)counts[index]).ToArray();
    }

    private ulong UInt(int at, int size)
    {
        ReadOnlySpan<byte> bytes = _file.AsSpan(at, size);
        return (size, IsBigEndian) switch
        {
            (1, _) => bytes[0],
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }
}
