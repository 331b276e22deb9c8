using Cog.Rendering.Warping;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

public class PixelQuadTests
{
    [Fact]
    public void A_diamond_lies_in_four_pixels_alike()
    {
        PixelQuad diamond = new((2, 1.5), (2.5, 2), (2, 2.5), (1.5, 2));

        Assert.Equal(0.5, Math.Abs(diamond.Area), 1e-15);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], new[] { (1, 1), (2, 1), (1, 2), (2, 2) }.Select(p => Share(diamond, p.Item1, p.Item2)));
        Assert.Equal(0, Share(diamond, 0, 1));
        Assert.Equal(0, Share(diamond, 3, 4));
    }

    [Fact]
    public void The_corner_of_a_triangle_is_cut_off()
    {
        // x + y < 3 within the pixel at 1, 1, of a triangle (a quadrilateral with two corners in one place) of area 4.5.
        PixelQuad triangle = new((0, 0), (3, 0), (0, 3), (0, 3));

        Assert.Equal(0.5 / 4.5, Share(triangle, 1, 1), 1e-15);
        Assert.Equal(1 / 4.5, Share(triangle, 0, 1), 1e-15);
        Assert.True(triangle.IsSimple);
    }

    [Fact]
    public void What_lies_in_each_pixel_is_the_whole_in_total_also_of_a_concave_one()
    {
        Random random = Seeds.Random(3);
        int crossed = 0;
        for (int round = 0; round < 3000; round++)
        {
            (double X, double Y) Corner() => (random.NextDouble() * 7, random.NextDouble() * 5);
            PixelQuad quad = new(Corner(), Corner(), Corner(), Corner());
            if (!quad.IsSimple)
            {
                crossed++;
                continue;
            }

            double[] shares = [.. from y in Enumerable.Range(0, 5) from x in Enumerable.Range(0, 7) select Share(quad, x, y)];
            Assert.Equal(1, shares.Sum(), 1e-9);
            Assert.All(shares, s => Assert.InRange(s, -1e-9, 1 + 1e-9));
        }

        Assert.InRange(crossed, 500, 2000);
    }

    [Fact]
    public void Crossed_edges_are_seen()
    {
        Assert.False(new PixelQuad((0, 0), (1, 1), (1, 0), (0, 1)).IsSimple);
        Assert.True(new PixelQuad((0, 0), (1, 0), (1, 1), (0, 1)).IsSimple);
        Assert.True(new PixelQuad((0, 0), (0, 1), (1, 1), (1, 0)).IsSimple); // The other way round.
        Assert.True(new PixelQuad((0, 0), (2, 0), (0.5, 0.5), (0, 2)).IsSimple); // Concave.
    }

    private static double Share(PixelQuad quad, int column, int row)
    {
        Span<(double X, double Y)> part = stackalloc (double, double)[PixelQuad.MostCorners];
        return PixelQuad.AreaIn(column, part[..quad.CutRow(row, part)]) / quad.Area;
    }
}
