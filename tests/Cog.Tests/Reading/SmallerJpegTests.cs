using Cog.Sources;
using Cog.Testing;
using Cog.Tests.Codecs.Jpeg;

namespace Cog.Tests.Reading;

/// <summary>
/// A JPEG that is smaller than its block is legal: GDAL 3.6.2 warns ("Improper JPEG strip/tile size, expected 16384x800, got 16x16"), reads
/// the image and leaves 0 around it. No memory is taken for what is not there.
/// </summary>
public sealed class SmallerJpegTests
{
    private const int Width = 16_384,
        Height = 800; // 39 MB of pixels in one strip

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 0, 40, 40)]
    [InlineData(3, 5, 7, 4)]
    [InlineData(10, 12, 30, 30)]
    [InlineData(500, 0, 20, 20)] // beside the image
    [InlineData(0, 700, 20, 100)] // below it
    public async Task A_window_has_the_image_and_zeros_around_it(int x, int y, int width, int height)
    {
        JpegBlock jpeg = JpegBlock.Named("synthetic.zip", "ycbcr-1x1-16x16");
        using var pool = new CountingMemoryPool();
        CogReader reader = await OpenAsync(jpeg, pool);

        using (Raster raster = await reader.ReadWindowAsync(reader.Header.Levels[0], new(x, y, width, height), cancellationToken: Token))
        {
            for (int i = 0; i < 3 * width * height; i++)
            {
                (int band, int row, int column) = (i / (width * height), (i / width % height) + y, (i % width) + x);
                int expected = row < 16 && column < 16 ? jpeg.Samples[(((row * 16) + column) * 3) + band] : 0;
                Assert.Equal(expected, raster.Samples[i]);
            }
        }

        Assert.InRange(pool.PeakBytes, 1, 100_000);
        Assert.Equal(0, pool.Rented);
    }

    [Fact]
    public async Task Picked_pixels_are_the_images_or_zero()
    {
        JpegBlock jpeg = JpegBlock.Named("synthetic.zip", "ycbcr-1x1-16x16");
        using var pool = new CountingMemoryPool();
        CogReader reader = await OpenAsync(jpeg, pool);

        // Every fourth pixel of the left, upper corner of 64 × 64.
        using (Raster raster = (await reader.ReadAsync(new(0, 0, 64, 64), new(16, 16), cancellationToken: Token))!)
        {
            Assert.Equal(0, raster.Samples[4]);
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(jpeg.Samples[((2 * 16) + (4 * i) + 2) * 3], raster.Row<byte>(0, 0)[i]);
            }
        }

        Assert.InRange(pool.PeakBytes, 1, 100_000);
    }

    private static Task<CogReader> OpenAsync(JpegBlock jpeg, CountingMemoryPool pool)
    {
        IfdBuilder image = new IfdBuilder(Width, Height)
            .Striped(Height)
            .With(TagId.SamplesPerPixel, FieldType.Short, 3)
            .With(TagId.BitsPerSample, FieldType.Short, 8, 8, 8)
            .With(TagId.PhotometricInterpretation, FieldType.Short, 6)
            .With(TagId.YCbCrSubSampling, FieldType.Short, 1, 1)
            .With(TagId.Compression, FieldType.Short, 7)
            .WithBlocks(jpeg.Data);
        return CogReader.OpenAsync(new MemoryRangeSource(new TiffBuilder().Add(image).Build()), new() { Pool = pool }, Token);
    }
}
