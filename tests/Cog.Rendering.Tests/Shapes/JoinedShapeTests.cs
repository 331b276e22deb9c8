using Cog.Geo;
using Cog.Rendering.Shapes;

namespace Cog.Rendering.Tests.Shapes;

/// <summary>Areas that are cut at ±180°.</summary>
public class JoinedShapeTests
{
    [Theory]
    [InlineData("177,180 -180,-178", 177, 182)]
    [InlineData("-180,-178 177,180", 177, 182)]
    [InlineData("-180,-169 27,180 40,50 -175,-170", 27, 191)] // mainland, its far end, an island at either side
    [InlineData("177,182", 177, 182)]
    [InlineData("-125,-65 -10,30", -125, 30)]
    [InlineData("130,145 -170,-140", -170, 145)] // cut nowhere
    [InlineData("-180,180", -180, 180)]
    [InlineData("-180,0 0,180", -180, 180)]
    [InlineData("170,180", 170, 180)]
    public void Are_in_one_piece(string extents, double west, double east)
    {
        var shape = new Shape([.. extents.Split(' ').Select(text => Rectangle([.. text.Split(',').Select(double.Parse)]))]);

        BoundingBox bounds = shape.JoinAcross(WorldAxis.Longitude).Bounds;

        Assert.Equal((west, east), (bounds.MinX, bounds.MaxX));
    }

    private static IReadOnlyList<ShapePoint[]> Rectangle(double[] ends) =>
        [
            [new(ends[0], 0), new(ends[1], 0), new(ends[1], 1), new(ends[0], 1), new(ends[0], 0)],
        ];
}
