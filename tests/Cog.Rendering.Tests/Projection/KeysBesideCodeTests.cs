using System.Globalization;
using Cog.Header;
using Cog.Rendering.Projection;
using Cog.Rendering.Projection.Epsg;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Projection;

/// <summary>
/// Files whose keys say more than a code, or something else: where GDAL 3.6.2 places them (tests/data/crs/make_files.py).
/// </summary>
public class KeysBesideCodeTests
{
    public static TheoryData<string> Rows => [.. File.ReadLines(TestData.PathOf("crs/keys.csv"))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Are_placed_where_GDAL_places_them(string row)
    {
        string[] words = row.Split(';');
        (double longitude, double latitude) = CrsTransform
            .Create(Crs.Of(Keys(words[0])), Crs.Wgs84)
            .Transform(Number(words[1]), Number(words[2]));

        Assert.Equal(Number(words[3]), longitude, 1e-5);
        Assert.Equal(Number(words[4]), latitude, 1e-5);
    }

    /// <summary>Any type of integers, in either byte order, and doubles as FLOAT: libtiff converts.</summary>
    [Theory]
    [InlineData(FieldType.Short, FieldType.Double)]
    [InlineData(FieldType.Long, FieldType.Double)]
    [InlineData(FieldType.SLong, FieldType.Float)]
    [InlineData(FieldType.Long8, FieldType.Float)]
    [InlineData(FieldType.SLong8, FieldType.Double)]
    public void Of_any_numeric_type_are_read(FieldType integers, FieldType doubles)
    {
        const string Text =
            "1024=1 1025=1 2048=4326 3072=32767 3074=32767 3075=8 3076=9001 3078=40.5 3079=50.25 3080=10.0 3081=45.0 3082=500000.0 "
            + "3083=250000.0";
        foreach ((bool isBigEndian, bool isBig) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            if (!isBig && integers is FieldType.Long8 or FieldType.SLong8)
            {
                continue;
            }

            Crs crs = Crs.Of(Keys(Text, integers, doubles, isBigEndian, isBig));

            // gdaltransform -t_srs EPSG:4326 -s_srs '+proj=lcc +lat_0=45 +lon_0=10 +lat_1=40.5 +lat_2=50.25 +x_0=500000 +y_0=250000
            // +datum=WGS84'
            (double longitude, double latitude) = CrsTransform.Create(crs, Crs.Wgs84).Transform(500000, 250000);
            Assert.Equal(10, longitude, 1e-9);
            Assert.Equal(45, latitude, 1e-9);
        }
    }

    [Fact]
    public void Of_values_that_no_key_can_have_are_none() =>
        Assert.Same(GeoKeys.Empty, KeysOf([1, 1, 0, 1, 3072, 0, 1, 70000], [], "|", FieldType.Long, FieldType.Double, false, false));

    [Theory]
    [InlineData("1024=1 3072=26986 3076=9003", "EPSG:26986", "0.3048006")]
    [InlineData("1024=1 3072=32633 3076=32767 3077=1000.0", "EPSG:32633", "1000 m")]
    [InlineData("1024=1 3072=27700 2048=4326", "EPSG:27700", "EPSG:4326")]
    [InlineData("1024=1 3072=32633 3075=1 3080=16.0 3081=0.0 3082=500000.0 3083=0.0 3092=0.9996", "EPSG:32633", "ProjCoordTransGeoKey")]
    public void A_warning_names_the_code_and_what_the_file_says(string keys, string code, string said)
    {
        string warning = Assert.Single(Crs.WarningsOf(Keys(keys)));

        Assert.Contains(code, warning, StringComparison.Ordinal);
        Assert.Contains(said, warning, StringComparison.Ordinal);
        Assert.Null(EpsgSearch.CodeOf(Keys(keys)));
        Assert.Null(Crs.Of(Keys(keys)).EpsgCode);
    }

    [Theory]
    [InlineData("1024=1 3072=26986 3076=9001", 26986)]
    [InlineData("1024=1 3072=26986", 26986)]
    [InlineData("1024=1 3072=2249 3076=9003", 2249)]
    [InlineData("1024=1 3072=3035 2048=4326", 3035)] // The two datums are one to better than a metre.
    [InlineData("1024=1 3072=32633 3075=1 3080=15.0 3081=0.0 3082=500000.0 3083=0.0 3092=0.9996", 32633)]
    [InlineData("1024=1 3072=26986 3076=12345", 26986)]
    [InlineData("1024=1 3072=3857 3075=7 3080=0.0 3081=0.0 3082=0.0 3083=0.0 3092=1.0", 3857)]
    [InlineData("1024=2 2048=4326 2054=9102", 4326)]
    public void Where_they_agree_the_code_stays(string keys, int code)
    {
        Assert.Empty(Crs.WarningsOf(Keys(keys)));
        Assert.Equal(code, EpsgSearch.CodeOf(Keys(keys)));
        Assert.Equal(code, Crs.Of(Keys(keys)).EpsgCode);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static GeoKeys Keys(
        string text,
        FieldType integers = FieldType.Short,
        FieldType doubles = FieldType.Double,
        bool isBigEndian = false,
        bool isBig = false
    )
    {
        string[][] pairs = [.. text.Split(' ').Select(pair => pair.Split('='))];
        List<double> directory = [1, 1, 0, pairs.Length],
            numbers = [];
        foreach (string[] pair in pairs)
        {
            bool isDouble = pair[1].Contains('.', StringComparison.Ordinal);
            directory.AddRange([Number(pair[0]), isDouble ? 34736 : 0, 1, isDouble ? numbers.Count : Number(pair[1])]);
            if (isDouble)
            {
                numbers.Add(Number(pair[1]));
            }
        }

        return KeysOf(directory, numbers, "|", integers, doubles, isBigEndian, isBig);
    }

    private static GeoKeys KeysOf(
        List<double> directory,
        List<double> numbers,
        string text,
        FieldType integers,
        FieldType doubles,
        bool isBigEndian,
        bool isBig
    )
    {
        IfdBuilder image = new IfdBuilder(4, 4)
            .WithBlocks(new byte[16])
            .With(TagId.GeoKeyDirectory, integers, [.. directory])
            .With(TagId.GeoAsciiParams, text);
        image = numbers.Count > 0 ? image.With(TagId.GeoDoubleParams, doubles, [.. numbers]) : image;
        var source = new MemoryRangeSource(
            new TiffBuilder { IsBigEndian = isBigEndian, IsBig = isBig }
                .Add(image)
                .Build()
        );
        return CogHeaderReader
            .ReadAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken)
            .GetAwaiter()
            .GetResult()
            .GeoKeys;
    }
}
