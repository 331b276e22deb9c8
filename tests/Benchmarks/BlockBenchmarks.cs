using BenchmarkDotNet.Attributes;
using Cog;
using Cog.Blocks;
using Cog.Codecs;
using Cog.Header;
using Cog.Sources;
using Cog.Testing;
using Cog.Tiff;

namespace Benchmarks;

/// <summary>One block of each compression, from stored bytes to samples, predictor undone.</summary>
[MemoryDiagnoser]
public class BlockBenchmarks
{
    private byte[] _stored = [];
    private byte[] _decoded = [];
    private BlockLayout _layout = null!;

    /// <summary>Files of the shared corpus where it is present; the sample's two compressions always.</summary>
    public static IEnumerable<string> Files =>
        [
            "island-rgb.tif",
            "island-dem.tif",
            .. Corpus
                .Names("tif", "cog-")
                .Where(n =>
                    n
                        is "cog-deflate.tif"
                            or "cog-lzw.tif"
                            or "cog-zstd.tif"
                            or "cog-webp.tif"
                            or "cog-jpeg.tif"
                            or "cog-none.tif"
                            or "cog-zstd-p3-f32.tif"
                            or "cog-deflate-p2-u16.tif"
                ),
        ];

    [ParamsSource(nameof(Files))]
    public string File { get; set; } = "";

    [GlobalSetup]
    public async Task ReadBlockAsync()
    {
        string path = File.StartsWith("island", StringComparison.Ordinal)
            ? Path.Combine(TestData.Root, "src", "Cog.Cli", "Sample", File)
            : Corpus.PathOf($"tif/{File}");
        byte[] bytes = await System.IO.File.ReadAllBytesAsync(path);
        var source = new MemoryRangeSource(bytes);
        CogReaderOptions options = CogReaderOptions.Default;
        CogHeader header = await CogHeaderReader.ReadAsync(source, options, CancellationToken.None);
        IReadOnlyList<BlockLocation> found = await new BlockIndex(header, header.Image, options).LocateAsync(
            source,
            [0],
            CancellationToken.None
        );

        _layout = header.Image.LayoutOf(0);
        ReadOnlySpan<byte> range = bytes.AsSpan((int)found[0].Range.Offset, found[0].Range.Length);
        _stored = found[0].HasLeader ? range.Slice(4, (int)BitConverter.ToUInt32(range)).ToArray() : range.ToArray();
        _decoded = new byte[_layout.ByteCount];
    }

    [Benchmark]
    public void Decode()
    {
        _decoded.AsSpan().Clear();
        BlockCodecs.Managed.Decode(_stored, _decoded, _layout);
    }
}
