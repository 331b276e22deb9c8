using Cog.Rendering.Projection;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Rendering.Tests.Projection;

public class EpsgTableTests
{
    [Theory]
    [InlineData(7405, 27700)] // OSGB36 / British National Grid + ODN height
    [InlineData(9707, 4326)] // WGS 84 + EGM96 height
    [InlineData(5555, 25832)] // ETRS89 / UTM zone 32N + DHHN92 height
    public void A_compound_CRS_is_its_horizontal_part(int code, int horizontal) => Assert.Equal(horizontal, Crs.FromEpsg(code).EpsgCode);

    [Fact]
    public void Every_geographic_code_has_a_definition()
    {
        for (int i = 0; i < EpsgData.CountOf(EpsgSection.Geographic); i++)
        {
            int code = EpsgData.UInt16(EpsgData.Record(EpsgSection.Geographic, i), 0);
            Crs crs = Crs.FromEpsg(code);

            Assert.True(crs.IsGeographic);
            Assert.Equal(code, crs.EpsgCode);
            Assert.InRange(crs.Definition.Ellipsoid.SemiMajorAxis, 6_370_000, 6_379_000);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_look_up()
    {
        EpsgData.IndexOf(EpsgSection.Projected, 32633);
        long before = GC.GetAllocatedBytesForCurrentThread();

        int index = EpsgData.IndexOf(EpsgSection.Projected, 2154);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(2154, EpsgData.UInt16(EpsgData.Record(EpsgSection.Projected, index), 0));
    }

    /// <summary>Units in metres as EPSG defines them: the US survey foot is 12/39.37 m.</summary>
    [Theory]
    [InlineData(2263, 12 / 39.37)]
    [InlineData(2225, 12 / 39.37)]
    [InlineData(27700, 1)]
    [InlineData(2222, 0.3048)]
    [InlineData(3991, 12 / 39.37)]
    public void Knows_the_units_of_a_CRS(int code, double metersPerUnit) =>
        Assert.Equal(metersPerUnit, Crs.FromEpsg(code).MetersPerUnit, 1e-15);

    /// <summary>Longitude from Paris in grads: (9 - 2.33722917) / 0.9.</summary>
    [Fact]
    public void Counts_from_the_prime_meridian_in_the_unit_of_the_CRS()
    {
        (double x, double y) = CrsTransform.Create(Crs.Wgs84, Crs.FromEpsg(4807), shiftsDatum: false).Transform(9, 45);

        Assert.Equal(7.4030787, x, 1e-6);
        Assert.Equal(50, y, 1e-12);
    }

    [Theory]
    [InlineData(3035, true)]
    [InlineData(32633, false)]
    [InlineData(2193, true)]
    [InlineData(4326, true)]
    [InlineData(3857, false)]
    public void Knows_which_axis_its_authority_names_first(int code, bool isNorthFirst) =>
        Assert.Equal(isNorthFirst, Crs.FromEpsg(code).IsNorthFirst);

    [Fact]
    public void Knows_where_a_CRS_is_used()
    {
        Assert.Equal(new(-9.01, 49.75, 2.01, 61.01), Crs.FromEpsg(27700).AreaOfUse);
        Assert.True(Crs.FromEpsg(2193).AreaOfUse is { MinX: > 160, MaxX: < 180 });
    }

    /// <summary>
    /// IOGP Guidance Note 7-2, example of the Lambert Conic Near-Conformal method: Deir ez Zor / Levant Zone at 37°31'17.625" N,
    /// 34°08'11.291" E.
    /// </summary>
    [Fact]
    public void Lambert_near_conformal_meets_its_worked_example()
    {
        (double x, double y) = CrsTransform
            .Create(Crs.FromEpsg(4227), Crs.FromEpsg(22700))
            .Transform(34 + (8 / 60.0) + (11.291 / 3600), 37 + (31 / 60.0) + (17.625 / 3600));

        Assert.Equal(15707.96, x, 0.01);
        Assert.Equal(623165.96, y, 0.01);
    }
}
