using Cog.Codecs;
using Cog.Codecs.Jpeg;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>Whatever a file holds, only <see cref="CogException"/> comes out, and nothing stays rented.</summary>
public class ReadingFuzzTests
{
    private static readonly CogLimits s_limits = new()
    {
        MaxRasterBytes = 4 << 20,
        MaxBlockBytes = 4 << 20,
        MaxBytesPerRequest = 4 << 20,
        MaxBlocksPerRequest = 256,
    };

    [Theory]
    [InlineData("cog-small.tif")]
    [InlineData("nodata-u8.tif")]
    [InlineData("mask-i16.tif")]
    [InlineData("nan-f32.tif")]
    public async Task Only_typed_errors_escape_from_a_damaged_file(string name)
    {
        byte[] good = File.ReadAllBytes(TestData.PathOf("reading/" + name));
        Random random = Seeds.Random(7);
        using var pool = new CountingMemoryPool();
        var options = new CogReaderOptions
        {
            Limits = s_limits,
            Pool = pool,
            Codecs = BlockCodecs.Managed.With(Compression.Jpeg, new JpegCodec()),
        };
        int failures = 0;

        for (int round = 0; round < 300; round++)
        {
            byte[] bad = [.. good];
            for (int i = random.Next(1, 6); i > 0; i--)
            {
                // Most of the damage to the directories, which are in front.
                bad[random.Next(random.Next(4) == 0 ? bad.Length : Math.Min(bad.Length, 900))] = (byte)random.Next(256);
            }

            if (random.Next(5) == 0)
            {
                bad = bad[..random.Next(1, bad.Length)];
            }

            try
            {
                CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(bad), options, TestContext.Current.CancellationToken);
                foreach (ImageLevel level in reader.Header.Levels)
                {
                    (
                        await reader.ReadWindowAsync(
                            level,
                            new(0, 0, Math.Min(level.Width, 200), Math.Min(level.Height, 200)),
                            cancellationToken: TestContext.Current.CancellationToken
                        )
                    ).Dispose();
                }

                if (reader.Header.Bounds.IsValid)
                {
                    (
                        await reader.ReadAsync(
                            reader.Header.Bounds,
                            new(20, 20),
                            new() { Resampling = Resampling.Cubic },
                            TestContext.Current.CancellationToken
                        )
                    )?.Dispose();
                }
            }
            catch (CogException)
            {
                failures++;
            }

            Assert.Equal(0, pool.Rented);
        }

        Assert.InRange(failures, 20, 299);
    }
}
