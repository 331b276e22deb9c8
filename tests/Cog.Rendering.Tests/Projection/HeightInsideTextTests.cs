using System.Globalization;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Tests.Projection;

/// <summary>Esri's texts put the height system inside that of the map: what it counts in moves nothing in the plane.</summary>
public class HeightInsideTextTests
{
    private const string Geographic =
        "GEOGCS[\"GCS_North_American_1983\",DATUM[\"D_North_American_1983\",SPHEROID[\"GRS_1980\",6378137.0,298.257222101]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.017453292519943295]";
    private const string Vertical =
        "VERTCS[\"NAVD_1988\",VDATUM[\"North_American_Vertical_Datum_1988\"],PARAMETER[\"Vertical_Shift\",7.0],PARAMETER[\"Direction\",1.0],UNIT[\"Foot_US\",0.3048006096012192]]";
    private const string Albers =
        "PROJECTION[\"Albers\"],PARAMETER[\"false_easting\",0.0],PARAMETER[\"false_northing\",0.0],PARAMETER[\"central_meridian\",-96.0],PARAMETER[\"standard_parallel_1\",29.5],PARAMETER[\"standard_parallel_2\",45.5],PARAMETER[\"latitude_of_origin\",23.0]";

    /// <summary>osr (GDAL 3.6.2) with the text less its height system: -96.1, 44 is at these metres.</summary>
    [Theory]
    [InlineData("PROJCS[\"A\",{G}],{A},UNIT[\"Meter\",1.0],{V}]", 1)]
    [InlineData("PROJCS[\"A\",{G}],{A},{V},UNIT[\"Meter\",1.0]]", 1)]
    [InlineData("PROJCS[\"A\",{V},{G}],{A},UNIT[\"Meter\",1.0]]", 1)]
    [InlineData("PROJCS[\"A\",{G},{V}],{A},UNIT[\"Meter\",1.0]]", 1)]
    [InlineData(
        "PROJCS[\"A\",{G}],{A},UNIT[\"Meter\",1.0],VERT_CS[\"h\",VERT_DATUM[\"d\",2005],UNIT[\"centimetre\",0.01],AXIS[\"Up\",UP]]]",
        1
    )]
    [InlineData(
        "PROJCS[\"A\",{G}],{A},UNIT[\"Meter\",1.0],METADATA[\"World\",-180.0,-90.0,180.0,90.0,0.0,0.0174532925199433,0.0,1262]]",
        1
    )]
    [InlineData("PROJCS[\"A\",{G}],{A},UNIT[\"Meter\",1.0]],{V}", 1)]
    [InlineData(
        "COMPD_CS[\"AV\",PROJCS[\"A\",{G}],{A},UNIT[\"Meter\",1.0]],VERT_CS[\"h\",VERT_DATUM[\"d\",2005],UNIT[\"foot\",0.3048]]]",
        1
    )]
    [InlineData(
        "projcs[\"A\",{G}],{A},UNIT[\"Foot_US\",0.3048006096012192],vertcs[\"h\",VDATUM[\"d\"],UNIT[\"Meter\",1.0]]]",
        0.3048006096012192
    )]
    public void Does_not_lend_its_unit(string form, double unit)
    {
        string text = form.Replace("{G}", Geographic, StringComparison.Ordinal)
            .Replace("{A}", Albers, StringComparison.Ordinal)
            .Replace("{V}", Vertical, StringComparison.Ordinal);

        (double x, double y) = CrsTransform.Create(Crs.FromEpsg(4269), Crs.Parse(text)).Transform(-96.1, 44);

        Assert.Equal(-7991.5398, x * unit, 0.001);
        Assert.Equal(2334323.8209, y * unit, 0.001);
    }

    /// <summary>Beside longitude and latitude, too.</summary>
    [Fact]
    public void Does_not_turn_degrees_into_feet()
    {
        Crs crs = Crs.Parse(string.Create(CultureInfo.InvariantCulture, $"{Geographic},{Vertical}]"));

        Assert.True(crs.IsGeographic);
        Assert.Equal(
            (-96.1, 44),
            CrsTransform.Create(Crs.FromEpsg(4269), crs, shiftsDatum: false).Transform(-96.1, 44) is var (x, y)
                ? (Math.Round(x, 9), Math.Round(y, 9))
                : default
        );
    }
}
