using System.Buffers;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Hostility;

public class DecodingMemoryTests
{
    private const int BlockBytes = 256 * 256;

    [Theory]
    [InlineData(BlockBytes, 1)]
    [InlineData((3 * BlockBytes) - 1, 2)]
    public async Task Decoded_blocks_in_memory_are_no_more_than_one_block_may_be(int maxBlockBytes, int expected)
    {
        // 16 blocks, too far apart to be read together.
        byte[] file = new TiffBuilder()
            .Add(new IfdBuilder(1024, 1024).Tiled(256, 256).WithBlocks(Enumerable.Repeat<byte[]?>(new byte[BlockBytes], 16)))
            .Build();
        using var pool = new PeakPool();
        var options = new CogReaderOptions
        {
            Pool = pool,
            MergeGapBytes = 0,
            MaxMergedBytes = 1,
            Limits = new() { MaxBlockBytes = maxBlockBytes },
        };
        CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(file), options, TestContext.Current.CancellationToken);

        using Raster raster = await reader.ReadWindowAsync(
            reader.Header.Levels[0],
            new(0, 0, 1024, 1024),
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.InRange(pool.Peak, 1, expected);
    }

    /// <summary>Counts how many buffers of a block's size were out at the same time.</summary>
    private sealed class PeakPool : MemoryPool<byte>
    {
        private readonly Lock _gate = new();
        private int _out;

        public int Peak { get; private set; }

        public override int MaxBufferSize => int.MaxValue;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            if (minBufferSize == BlockBytes)
            {
                lock (_gate)
                {
                    Peak = Math.Max(Peak, ++_out);
                }

                Thread.Sleep(2); // Time for another decoder to come in.
            }

            return new Owner(this, new byte[minBufferSize]);
        }

        protected override void Dispose(bool disposing) { }

        private sealed class Owner(PeakPool pool, byte[] buffer) : IMemoryOwner<byte>
        {
            public Memory<byte> Memory => buffer;

            public void Dispose()
            {
                if (buffer.Length == BlockBytes)
                {
                    lock (pool._gate)
                    {
                        pool._out--;
                    }
                }
            }
        }
    }
}
