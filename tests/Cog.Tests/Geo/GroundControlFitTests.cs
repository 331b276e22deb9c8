using Cog.Geo;

namespace Cog.Tests.Geo;

public class GroundControlFitTests
{
    /// <summary>
    /// Six points of a bent image, and what GDAL 3.6 makes of them: <c>gdaltransform -i</c>, and <c>gdal.GCPsToGeoTransform</c>.
    /// </summary>
    [Fact]
    public void Six_points_are_fitted_as_gdal_fits_them()
    {
        var fit = GroundControlFit.Create([
            new(0, 0, 500000, 5300000, 0),
            new(120, 0, 501200, 5300000, 0),
            new(120, 90, 501230, 5299100, 0),
            new(0, 90, 500030, 5299100, 0),
            new(60, 45, 500607.5, 5299550, 0),
            new(30, 30, 500303.3333333333, 5299700, 0),
        ]);

        Assert.NotNull(fit);
        (double column, double row) = fit.ToPixel(501061.8055555555, 5299875); // the points' middle, and 500 and 300 more
        Assert.Equal((106.12268518518663, 12.5), (column, row), Close);
        Assert.Equal(499996.8649085038, fit.Affine.C, 1e-6);
        Assert.Equal(0.3407487142683494, fit.Affine.B, 1e-9);
        Assert.Equal(10.008342303552475, fit.Affine.A, 1e-9);
        Assert.Equal((0.0, -10.0), (fit.Affine.D, fit.Affine.E), Close);
    }

    [Fact]
    public void Three_points_are_met()
    {
        var fit = GroundControlFit.Create([new(0, 0, 10, 50, 0), new(100, 0, 11, 50.5, 0), new(0, 100, 9.5, 49, 0)]);

        Assert.NotNull(fit);
        Assert.Equal((11, 50.5), fit.ToCrs(100, 0), Close);
        Assert.Equal((100.0, 100.0), fit.ToPixel(10.5, 49.5), Close);
    }

    [Fact]
    public void Points_that_determine_nothing_fit_nothing()
    {
        Assert.Null(GroundControlFit.Create([]));
        Assert.Null(GroundControlFit.Create([new(0, 0, 1, 1, 0), new(9, 9, 2, 2, 0)]));
        Assert.Null(GroundControlFit.Create([new(0, 0, 1, 1, 0), new(9, 9, 2, 2, 0), new(18, 18, 3, 3, 0)]));
        Assert.Null(GroundControlFit.Create([new(0, 0, double.NaN, 1, 0), new(9, 0, 2, 2, 0), new(0, 18, 3, 3, 0)]));
        Assert.Null(GroundControlFit.Create([new(0, 0, double.PositiveInfinity, 1, 0), new(9, 0, -1e308, 2, 0), new(0, 18, 3, 3, 0)]));
    }

    private static bool Close((double A, double B) a, (double A, double B) b) => Math.Abs(a.A - b.A) < 1e-6 && Math.Abs(a.B - b.B) < 1e-6;
}
