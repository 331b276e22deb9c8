using Cog.Geo;

namespace Cog.Tests.Geo;

public class WorldAxisTests
{
    [Theory]
    [InlineData(170, -170, 170, 190)]
    [InlineData(-170, 170, -170, 170)]
    [InlineData(170, 190, 170, 190)]
    public void A_box_across_180_degrees_ends_beyond_it(double minX, double maxX, double west, double east) =>
        Assert.Equal(new BoundingBox(west, 0, east, 1), WorldAxis.Longitude.Unwrap(new(minX, 0, maxX, 1)));

    [Theory]
    [InlineData(170, 190, 170, -170)]
    [InlineData(-190, -170, 170, -170)]
    [InlineData(190, 200, -170, -160)]
    [InlineData(-180, 180, -180, 180)]
    [InlineData(-179, 179, -179, 179)]
    [InlineData(170, -170, 170, -170)]
    [InlineData(0, 360, -180, 180)]
    [InlineData(-180.125, 179.875, -180, 180)]
    [InlineData(-180.0000001, -170, -180, -170)]
    [InlineData(170, 180.0000001, 170, 180)]
    [InlineData(-180.5, -179.5, 179.5, -179.5)]
    [InlineData(double.NaN, double.NaN, double.NaN, double.NaN)]
    public void A_box_is_told_between_180_degrees_west_and_east(double minX, double maxX, double west, double east)
    {
        BoundingBox box = WorldAxis.Longitude.Wrap(new(minX, 0, maxX, 1));

        Assert.Equal((west, east), (box.MinX, box.MaxX));
    }

    [Theory]
    [InlineData(-178, -172, 170, 190, 360)]
    [InlineData(182, 188, -190, -170, -360)]
    [InlineData(182, 188, 170, 190, 0)]
    [InlineData(-200, -175, 170, 190, 360)]
    [InlineData(0, 10, 170, 190, 0)]
    [InlineData(542, 548, -190, -170, -720)]
    [InlineData(1e300, 1.1e300, -190, -170, 0)]
    [InlineData(-180, 0, -0.25, 359.75, 360)]
    [InlineData(-90, 10, -0.25, 359.75, 360)]
    [InlineData(-5, 5, -0.25, 359.75, 0)]
    [InlineData(-180, 0, -180.25, 179.75, 0)]
    [InlineData(-180, 180, 0, 360, 0)]
    public void A_box_is_moved_to_the_side_where_the_image_is(
        double minX,
        double maxX,
        double imageMinX,
        double imageMaxX,
        double expected
    ) => Assert.Equal(expected, WorldAxis.Longitude.ShiftOnto(new(minX, 0, maxX, 1), new(imageMinX, 0, imageMaxX, 1)));

    [Fact]
    public void A_picture_across_the_ends_of_a_world_has_a_strip_of_each()
    {
        WorldStrip[] strips = [.. WorldAxis.Longitude.Strips(new(170, 0, 190, 1), 40, new(-180, -90, 180, 90))];

        Assert.Equal([new(0, 20, new(170, 0, 180, 1)), new(20, 20, new(-180, 0, -170, 1))], strips);
    }

    [Fact]
    public void A_column_belongs_to_the_end_that_its_middle_is_at()
    {
        // Columns of 3: 170, 173, 176, 179 to 182 with its middle at 180.5.
        WorldStrip[] strips = [.. WorldAxis.Longitude.Strips(new(170, 0, 191, 1), 7, new(-180, -90, 180, 90))];

        Assert.Equal([(0, 3), (3, 4)], strips.Select(strip => (strip.Column, strip.Width)));
        Assert.Equal((-181, -169), (strips[1].Bounds.MinX, strips[1].Bounds.MaxX));
    }

    [Theory]
    [InlineData(-180, 180, -180, 180)]
    [InlineData(-10, 10, -180, 180)]
    [InlineData(170, 190, 170, 190)]
    [InlineData(-10, 200, 170, 190)]
    [InlineData(-400, 400, -180, 180)]
    public void One_copy_is_one_strip(double minX, double maxX, double imageMinX, double imageMaxX) =>
        Assert.Equal(
            [new(0, 10, new(minX, 0, maxX, 1))],
            WorldAxis.Longitude.Strips(new(minX, 0, maxX, 1), 10, new(imageMinX, 0, imageMaxX, 1))
        );

    [Fact]
    public void Greenwich_is_the_end_of_a_world_from_0_to_360_degrees() =>
        Assert.Equal(
            [new(0, 20, new(350, 0, 360, 1)), new(20, 20, new(0, 0, 10, 1))],
            WorldAxis.Longitude.Strips(new(-10, 0, 10, 1), 40, new(0, -90, 360, 90))
        );

    [Fact]
    public void A_copy_of_less_than_half_a_column_is_no_strip() =>
        Assert.Equal([new(0, 256, new(180, 0, 360, 1))], WorldAxis.Longitude.Strips(new(-180, 0, 0, 1), 256, new(-0.25, -90, 359.75, 90)));

    [Fact]
    public void A_sliver_of_a_world_is_a_strip_where_columns_are_narrow() =>
        Assert.Equal(
            [new(0, 179, new(270, 0, 359.5, 1)), new(179, 1, new(-0.5, 0, 0, 1))],
            WorldAxis.Longitude.Strips(new(-90, 0, 0, 1), 180, new(-0.3, -90, 359.7, 90))
        );
}
