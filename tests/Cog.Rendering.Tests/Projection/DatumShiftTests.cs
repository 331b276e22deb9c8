using Cog.Rendering.Projection;
using Cog.Rendering.Projection.Datums;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Rendering.Tests.Projection;

/// <summary>Which shift is meant where; parameters are EPSG's transformations, whose codes the comments give.</summary>
public class DatumShiftTests
{
    private static DatumShifts Osgb36 => EpsgTable.Instance.Find(4277)!.Shifts;

    private static DatumShifts Nad27 => EpsgTable.Instance.Find(4267)!.Shifts;

    [Fact]
    public void The_most_accurate_one_around_a_point_is_taken()
    {
        Assert.Equal(446.448, Osgb36.At(-2.5, 54)!.Value.X, 1e-4); // 1314, 2 m, before those of 10 m and more
        Assert.Equal(-8, Nad27.At(-98, 39)!.Value.X); // 1173, 10 m, contiguous United States
        Assert.Equal(-5, Nad27.At(-150, 64)!.Value.X); // 1176, Alaska
        Assert.Null(Osgb36.At(20, 50));
    }

    /// <summary>
    /// GDA94 to WGS 84 (1150) is none; what leads to WGS 84 (G1762) alone is 1.8 m of drift since 1994 (9687, more accurate).
    /// </summary>
    [Fact]
    public void What_leads_to_a_realization_of_wgs_84_does_not_count_beside_what_leads_to_wgs_84() =>
        Assert.Equal((0, 0, 0), EpsgTable.Instance.Find(4283)!.Shifts.At(150, -35) is { } none ? (none.X, none.Y, none.Z) : (1, 1, 1));

    [Fact]
    public void A_data_set_has_the_one_that_holds_all_of_it()
    {
        // West of 95° W a shift of the western states alone is more accurate (8 m), but does not hold this box.
        Assert.Equal(-8, Nad27.At(-101, 39)!.Value.X);
        Assert.Equal(159, Nad27.At(-101, 39)!.Value.Y);
        Assert.Equal((-8, 160), (Nad27.For(new(-120, 30, -80, 48))!.Value.X, Nad27.For(new(-120, 30, -80, 48))!.Value.Y));
        Assert.Null(Nad27.For(new(20, 30, 40, 48)));
    }

    [Fact]
    public void A_data_set_that_none_holds_has_that_of_its_middle_or_one_that_it_meets()
    {
        Assert.Equal(446.448, Osgb36.For(new(-40, 40, 35, 68))!.Value.X, 1e-4);
        Assert.NotNull(Osgb36.For(new(0, 50, 20, 52)));
    }

    /// <summary>NAD27 on the Aleutians, east and west of 180°; the areas of neither cross it, that of NAD83's shift does (1251).</summary>
    [Theory]
    [InlineData(-174, 52, -2)]
    [InlineData(175, 52, 2)]
    public void Areas_are_found_on_both_sides_of_the_antimeridian(double longitude, double latitude, double x) =>
        Assert.Equal(
            (x, -2),
            (Nad27.At(longitude, latitude)!.Value.X, EpsgTable.Instance.Find(4269)!.Shifts.At(longitude, latitude)!.Value.X)
        );

    [Fact]
    public void Going_there_and_back_ends_where_it_began()
    {
        var helmert = Helmert.FromToWgs84([598.1, 73.7, 418.2, 0.202, 0.045, -2.455, 6.7])!.Value;
        Geocentric point = Geocentric.From(0.2, 0.9, new(6377397.155, 299.1528128));

        Geocentric back = helmert.Undo(helmert.Apply(point));

        // The rotation is linear in its angles: squares of 1e-5 are left.
        Assert.Equal(0, Math.Abs(back.X - point.X) + Math.Abs(back.Y - point.Y) + Math.Abs(back.Z - point.Z), 2e-3);
    }

    [Theory]
    [InlineData(0.3, 0.7)]
    [InlineData(-3.1, -1.57)]
    [InlineData(2, Math.PI / 2)]
    [InlineData(1, 0)]
    public void Geocentric_coordinates_lead_back_to_the_ellipsoid(double longitude, double latitude)
    {
        (double backLongitude, double backLatitude) = Geocentric.From(longitude, latitude, Ellipsoid.Wgs84).On(Ellipsoid.Wgs84);

        Assert.Equal(latitude, backLatitude, 1e-14);
        Assert.Equal(longitude, backLongitude, 1e-9);
    }

    /// <summary>IOGP Guidance Note 7-2, example of the geocentric translations and Helmert transformations: WGS 72 to WGS 84.</summary>
    [Fact]
    public void A_worked_example_is_met()
    {
        var shift = Helmert.FromToWgs84([0, 0, 4.5, 0, 0, 0.554, 0.219])!.Value;

        Geocentric found = shift.Apply(new(3657660.66, 255768.55, 5201382.11));

        Assert.Equal(3657660.78, found.X, 0.01);
        Assert.Equal(255778.43, found.Y, 0.01);
        Assert.Equal(5201387.75, found.Z, 0.01);
    }

    [Fact]
    public void A_shift_on_one_datum_alone_leaves_the_other_be()
    {
        // Both on the datum of OSGB 36: nothing is shifted.
        CrsTransform transform = CrsTransform.Create(Crs.FromEpsg(4277), Crs.FromEpsg(27700));
        CrsTransform alone = CrsTransform.Create(Crs.FromEpsg(4277), Crs.FromEpsg(27700), shiftsDatum: false);

        Assert.Equal(alone.Transform(-1, 53), transform.Transform(-1, 53));
    }
}
