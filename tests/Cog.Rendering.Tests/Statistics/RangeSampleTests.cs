using Cog.Rendering.Statistics;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Statistics;

public class RangeSampleTests
{
    private static async Task<RangeSample> OfAsync(params (int Width, int Height, int Block)[] levels)
    {
        var file = new TiffBuilder();
        for (int i = 0; i < levels.Length; i++)
        {
            (int width, int height, int block) = levels[i];
            IfdBuilder directory = new IfdBuilder(width, height).Tiled(block, block);
            file.Add(i == 0 ? directory : directory.With(TagId.NewSubfileType, FieldType.Long, 1));
        }

        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(file.Build()),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        return RangeSample.Of(reader.Header);
    }

    [Fact]
    public async Task Is_all_of_the_smallest_overview_that_says_enough()
    {
        RangeSample sample = await OfAsync((2000, 1000, 512), (1000, 500, 512), (500, 250, 512), (250, 125, 512));

        Assert.Equal((2, new PixelWindow(0, 0, 500, 250)), (sample.Level.Number, Assert.Single(sample.Windows)));
    }

    [Fact]
    public async Task Is_all_of_a_small_image()
    {
        RangeSample sample = await OfAsync((100, 50, 64), (50, 25, 64));

        Assert.Equal((0, new PixelWindow(0, 0, 100, 50)), (sample.Level.Number, Assert.Single(sample.Windows)));
    }

    [Fact]
    public async Task Of_a_large_image_without_overviews_it_is_the_middle_of_sixteen_blocks()
    {
        RangeSample sample = await OfAsync((5000, 5000, 512));

        Assert.Equal(16, sample.Windows.Distinct().Count());
        Assert.All(sample.Windows, w => Assert.Equal((256, 256, 128, 128), (w.Width, w.Height, w.X % 512, w.Y % 512)));
        Assert.Equal([1, 3, 6, 8], sample.Windows.Select(w => w.X / 512).Distinct());
    }

    [Fact]
    public async Task Its_box_is_the_files_part_of_it()
    {
        MapFile map = new(3, 2, 2, 4, 4);
        CogReader reader = await CogReader.OpenAsync(
            new MemoryRangeSource(map.Build((_, _) => 1)),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        var sample = RangeSample.Of(reader.Header);

        Assert.Equal(reader.Header.Bounds, sample.BoundsOf(sample.Windows[0], reader.Header));
        BoundingBox quarter = sample.BoundsOf(new(512, 0, 512, 512), reader.Header);
        Assert.Equal((0.0, 0.0), (Math.Round(quarter.MinX, 6), Math.Round(quarter.MinY, 6)));
    }
}
