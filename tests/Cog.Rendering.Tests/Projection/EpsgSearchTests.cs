using Cog.Rendering.Projection;
using Cog.Rendering.Projection.Epsg;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

public class EpsgSearchTests
{
    /// <summary>
    /// What rasterio 1.3.5 with PROJ 9.1 finds (<c>CRS.to_epsg()</c>), but for those that it guesses among several datums: it takes the
    /// first by name.
    /// </summary>
    [Theory]
    [InlineData("+proj=eqc +lat_ts=0 +lon_0=0 +ellps=WGS84", 4087)]
    [InlineData("+proj=eqc +ellps=GRS80", null)]
    [InlineData("+proj=poly +lat_0=0 +lon_0=-54 +x_0=5000000 +y_0=10000000 +ellps=GRS80", 5880)]
    [InlineData("+proj=poly +lat_0=0 +lon_0=-54 +x_0=5000000 +y_0=10000000 +ellps=bessel", null)]
    [InlineData("+proj=utm +zone=33 +ellps=WGS84", 32633)]
    [InlineData("+proj=utm +zone=33 +south +ellps=WGS84", 32733)]
    [InlineData("+proj=merc +ellps=WGS84", 3395)]
    [InlineData("+proj=merc +lon_0=10 +ellps=WGS84", null)]
    [InlineData("+proj=cea +lat_ts=30 +ellps=WGS84", 6933)]
    [InlineData("+proj=eqearth +ellps=WGS84", 8857)]
    [InlineData("+proj=moll +ellps=WGS84", null)]
    [InlineData("+proj=utm +zone=33 +ellps=GRS80", null)] // ETRS89, HTRS96 and more.
    [InlineData("+proj=utm +zone=33 +ellps=WGS84 +towgs84=1,2,3", null)]
    [InlineData("+proj=utm +zone=33 +ellps=WGS84 +units=km", null)]
    [InlineData("+proj=longlat +ellps=WGS84", null)]
    public void Finds_the_only_one_that_is_the_same(string text, int? code) => Assert.Equal(code, EpsgSearch.CodeOf(Crs.Parse(text)));

    /// <summary>
    /// Zones of UTM on a datum that keys name, as rasterio 1.3.5 names such files (<c>CRS.to_epsg()</c>): EPSG has ETRS89's twice, 25833
    /// with the easting first and 3045 with the northing.
    /// </summary>
    [Theory]
    [InlineData(4258, 33, 25833)]
    [InlineData(4258, 32, 25832)]
    [InlineData(4258, 31, 25831)]
    [InlineData(4258, 28, 25828)]
    [InlineData(4258, 36, 25836)]
    [InlineData(4258, 37, 25837)]
    [InlineData(4269, 10, 26910)]
    [InlineData(4322, 33, 32233)]
    [InlineData(4230, 32, 23032)]
    [InlineData(4618, 18, 29168)]
    [InlineData(4267, 17, 26717)]
    [InlineData(4618, -22, 29192)] // Not 5532, which EPSG has withdrawn.
    [InlineData(4674, -22, 31982)]
    [InlineData(4258, 38, null)] // EPSG has withdrawn its only one.
    public void A_zone_that_EPSG_has_twice_takes_the_code_that_GDAL_takes(int geographic, int zone, int? code)
    {
        GeoKeys keys = Keys(
            [
                1,
                1,
                0,
                10,
                1024,
                0,
                1,
                1,
                2048,
                0,
                1,
                geographic,
                3072,
                0,
                1,
                32767,
                3075,
                0,
                1,
                1,
                3076,
                0,
                1,
                9001,
                3080,
                34736,
                1,
                0,
                3081,
                34736,
                1,
                1,
                3082,
                34736,
                1,
                2,
                3083,
                34736,
                1,
                3,
                3092,
                34736,
                1,
                4,
            ],
            doubles: [(6 * Math.Abs(zone)) - 183, 0, 500000, zone < 0 ? 10_000_000 : 0, 0.9996]
        );

        Assert.Equal(code, EpsgSearch.CodeOf(Crs.Of(keys)));
    }

    [Theory]
    [InlineData(2, 4326, 4979, 4979)]
    [InlineData(2, 6318, 6319, 6319)]
    [InlineData(2, 4326, 5773, 4326)] // With heights above the sea.
    [InlineData(1, 32633, 4979, 32633)]
    [InlineData(2, 4326, null, 4326)]
    [InlineData(3, 4326, null, 4978)] // Geocentric.
    public void Three_dimensions_have_a_code_of_their_own(int model, int code, int? vertical, int expected)
    {
        List<double> keys = [1, 1, 0, 2, 1024, 0, 1, model];
        keys.AddRange([model == 1 ? 3072 : 2048, 0, 1, code]);
        if (vertical is { } third)
        {
            keys[3]++;
            keys.AddRange([4096, 0, 1, third]);
        }

        Assert.Equal(expected, EpsgSearch.CodeOf(Keys(keys)));
    }

    /// <summary>
    /// GDAL keeps a CRS that GeoTIFF has no keys for as text beside the keys of its geographic CRS: that is not its code. A geocentric one
    /// is not a map's.
    /// </summary>
    [Fact]
    public void A_text_beside_the_geographic_keys_counts_and_a_geocentric_CRS_does_not()
    {
        const string Esri =
            "ESRI PE String = "
            + "PROJCS[\"World_Mollweide\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Mollweide\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],UNIT[\"Meter\",1.0]]|";
        GeoKeys text = Keys([1, 1, 0, 3, 1024, 0, 1, 32767, 2048, 0, 1, 4326, 3073, 34737, Esri.Length, 0], Esri);

        Assert.Null(text.EpsgCode);
        Assert.Null(EpsgSearch.CodeOf(text));
        Assert.False(Crs.Of(text).IsGeographic);
        Assert.Throws<UnsupportedCrsException>(() => Crs.Of(Keys([1, 1, 0, 2, 1024, 0, 1, 3, 2048, 0, 1, 4326])));
    }

    /// <summary>
    /// Each of some projected CRSs, its code taken away, is found again, or another of the same numbers on the same geographic CRS.
    /// </summary>
    [Fact]
    public void Finds_what_the_table_holds()
    {
        int found = 0,
            walked = 0;
        for (int i = 0; i < EpsgData.CountOf(EpsgSection.Projected); i += 331)
        {
            CrsDefinition known = EpsgTable.Instance.Find(EpsgData.UInt16(EpsgData.Record(EpsgSection.Projected, i), 0))!;
            if (known.Axes == default && !EpsgTable.IsDeprecated(i) && EpsgSearch.CodeOf(known with { EpsgCode = null }) is { } code)
            {
                CrsDefinition other = EpsgTable.Instance.Find(code)!;
                Assert.Equal(
                    (known.GeographicCode, known.MethodCode, known.UnitSize),
                    (other.GeographicCode, other.MethodCode, other.UnitSize)
                );
                found++;
            }

            walked += known.Axes == default && !EpsgTable.IsDeprecated(i) ? 1 : 0;
        }

        Assert.Equal(walked, found);
        Assert.InRange(found, 10, 100);
    }

    private static GeoKeys Keys(List<double> directory, string text = "|", double[]? doubles = null)
    {
        IfdBuilder image = new IfdBuilder(4, 4)
            .With(TagId.GeoKeyDirectory, FieldType.Short, [.. directory])
            .With(TagId.GeoAsciiParams, text)
            .WithBlocks(new byte[16]);
        image = doubles is null ? image : image.With(TagId.GeoDoubleParams, FieldType.Double, doubles);
        var source = new MemoryRangeSource(new TiffBuilder().Add(image).Build());
        return Cog
            .Header.CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken)
            .GetAwaiter()
            .GetResult()
            .GeoKeys;
    }
}
