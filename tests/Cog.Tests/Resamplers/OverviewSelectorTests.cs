using Cog.Resamplers;

namespace Cog.Tests.Resamplers;

public class OverviewSelectorTests
{
    // Resolutions 1, 2, 4, 8.
    private static readonly RasterSize[] s_halving = [new(800, 800), new(400, 400), new(200, 200), new(100, 100)];

    // Resolutions 1, 3, 10: real overviews need not halve.
    private static readonly RasterSize[] s_uneven = [new(3000, 1500), new(1000, 500), new(300, 150)];

    [Theory]
    [InlineData(0.25, 0)]
    [InlineData(1, 0)]
    [InlineData(1.6, 0)] // 1.2 × 1.6 = 1.92 < 2
    [InlineData(1.7, 1)] // 1.2 × 1.7 = 2.04 > 2
    [InlineData(2, 1)]
    [InlineData(3.3, 1)]
    [InlineData(3.4, 2)]
    [InlineData(8, 3)]
    [InlineData(1000, 3)]
    public void Auto_takes_the_overview_that_gdal_takes(double resolution, int expected) =>
        Assert.Equal(expected, OverviewSelector.Select(s_halving, resolution, OverviewSelector.Auto));

    // target > res - (res - finer) × strategy / 100, worked by hand.
    [Theory]
    [InlineData(100, 1.0, 0)]
    [InlineData(100, 1.01, 1)] // LOWER: anything coarser than the finer level
    [InlineData(100, 2.5, 2)]
    [InlineData(100, 4.1, 3)]
    [InlineData(0, 1.99, 0)] // UPPER: never coarser than wanted
    [InlineData(0, 2, 1)] // equal will do
    [InlineData(0, 3.99, 1)]
    [InlineData(0, 4.01, 2)]
    [InlineData(25, 1.75, 0)] // 2 - 1 × 0.25 = 1.75: not greater
    [InlineData(25, 1.76, 1)]
    [InlineData(75, 1.26, 1)] // 2 - 1 × 0.75 = 1.25
    [InlineData(50, 1.5, 0)] // 2 - 1 × 0.5 = 1.5: not greater
    [InlineData(50, 1.51, 1)]
    [InlineData(75, 5.1, 3)] // 8 - 4 × 0.75 = 5
    public void Every_number_is_aiocogeos_rule(int strategy, double resolution, int expected) =>
        Assert.Equal(expected, OverviewSelector.Select(s_halving, resolution, strategy));

    /// <summary>aiocogeo takes every overview for a halving.</summary>
    [Theory]
    [InlineData(0, 2.9, 0)]
    [InlineData(0, 3.1, 1)]
    [InlineData(0, 8.5, 1)] // by powers of two, 8.5 would be past the third level
    [InlineData(100, 3.1, 2)]
    [InlineData(50, 6.4, 1)] // 10 - 7 × 0.5 = 6.5
    [InlineData(50, 6.6, 2)]
    [InlineData(OverviewSelector.Auto, 8.3, 1)] // 1.2 × 8.3 = 9.96
    [InlineData(OverviewSelector.Auto, 8.4, 2)]
    public void Compares_resolutions_not_powers_of_two(int strategy, double resolution, int expected) =>
        Assert.Equal(expected, OverviewSelector.Select(s_uneven, resolution, strategy));

    [Fact]
    public void Rounding_does_not_hide_an_equal_resolution() => Assert.Equal(1, OverviewSelector.Select(s_halving, 2 - 1e-12, 0));

    [Fact]
    public void An_image_of_one_column_has_overviews_of_its_rows() =>
        Assert.Equal(
            [0, 1, 2],
            new[] { 1.0, 2, 4 }.Select(r => OverviewSelector.Select([new(1, 400), new(1, 200), new(1, 100)], r, OverviewSelector.Auto))
        );

    [Theory]
    [InlineData(OverviewSelector.Auto)]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(100)]
    public void An_image_without_overviews_serves_all(int strategy) =>
        Assert.Equal(0, OverviewSelector.Select([new(10, 10)], 99, strategy));
}
