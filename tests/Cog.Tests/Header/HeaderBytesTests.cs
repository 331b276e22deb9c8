using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Header;

public class HeaderBytesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Of a file whose tags stand behind its pixels, header and blocks come once, whatever the sizes of reads.</summary>
    [Theory]
    [InlineData("reading/cog-mask.tif")]
    [InlineData("reading/plain-u8.tif")]
    [InlineData("reading/odd-u8.tif")]
    [InlineData("functions/own-laea.tif")]
    [InlineData(null)]
    public async Task No_byte_is_asked_for_twice(string? name)
    {
        byte[] file = name is null ? Tail() : await File.ReadAllBytesAsync(TestData.PathOf(name), Token);
        using CogReaderHolder expected = await ReadAsync(new MemoryRangeSource(file), CogReaderOptions.Default);
        foreach (int ingested in new[] { 16, 100, 333, 1000, 4096 })
        {
            foreach (int chunk in new[] { 1, 7, 64, 100, 500, 999, 1000, 3000, 16_384 })
            {
                var source = new RecordingRangeSource(new MemoryRangeSource(file));
                using CogReaderHolder found = await ReadAsync(
                    source,
                    new()
                    {
                        IngestedBytesAtOpen = ingested,
                        HeaderChunkSize = chunk,
                        MergeGapBytes = 0,
                    }
                );

                ByteRange[] reads = [.. source.Reads.Where(r => r.Length > 0).OrderBy(r => r.Offset)];
                Assert.All(reads.Zip(reads.Skip(1)), pair =>
                    Assert.True(pair.First.End <= pair.Second.Offset, $"{ingested}, {chunk}: {pair.First} and {pair.Second}")
                );
                Assert.Equal(expected.Raster.Samples.ToArray(), found.Raster.Samples.ToArray());
            }
        }
    }

    // Tag values between two others that are read before it, and far behind the pixels.
    private static byte[] Tail()
    {
        IfdBuilder ifd = new IfdBuilder(64, 64)
            .Tiled(64, 64)
            .With(TagId.BitsPerSample, FieldType.Short, 8)
            .With(TagId.ImageDescription, new string('d', 700))
            .With(TagId.Software, new string('s', 900))
            .With(TagId.ModelTransformation, FieldType.Double, 1, 0, 0, 5, 0, -1, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1)
            .WithBlocks(Enumerable.Range(0, 4096).Select(i => (byte)i).ToArray());
        return new TiffBuilder { GapBeforeIfds = 6000 }
            .Add(ifd)
            .Build();
    }

    private static async Task<CogReaderHolder> ReadAsync(IRangeSource source, CogReaderOptions options)
    {
        CogReader reader = await CogReader.OpenAsync(source, options, Token);
        ImageLevel level = reader.Header.Levels[0];
        return new(reader, await reader.ReadWindowAsync(level, new(0, 0, level.Width, level.Height), cancellationToken: Token));
    }

    private sealed record CogReaderHolder(CogReader Reader, Raster Raster) : IDisposable
    {
        public void Dispose() => Raster.Dispose();
    }
}
