using Cog.Rendering.Projection;

namespace Cog.Rendering.Tests.Projection;

public class CrsTests
{
    [Theory]
    [InlineData("EPSG:32628", 32628)]
    [InlineData("epsg:3857", 3857)]
    [InlineData("25832", 25832)]
    [InlineData("urn:ogc:def:crs:EPSG::4326", 4326)]
    [InlineData("urn:ogc:def:crs:EPSG:9.8.5:4326", 4326)]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/32701", 32701)]
    [InlineData("https://www.opengis.net/def/crs/OGC/0/CRS84", 4326)]
    [InlineData("[EPSG:4326]", 4326)]
    [InlineData("OGC:CRS84", 4326)]
    [InlineData("EPSG:900913", 3857)]
    public void Parses(string text, int code) => Assert.Equal(code, Crs.Parse(text).EpsgCode);

    [Theory]
    [InlineData("")]
    [InlineData("WGS84")]
    [InlineData("EPSG:")]
    [InlineData("EPSG:-1")]
    [InlineData("IGNF:LAMB93")]
    [InlineData("EPSG:99999999999")]
    public void Rejects_what_names_no_CRS(string text) => Assert.Throws<FormatException>(() => Crs.Parse(text));

    [Theory]
    [InlineData("EPSG:22300", "EPSG:22300")] // Tunisia Mining Grid: no kernel
    [InlineData("EPSG:4978", "EPSG:4978")] // geocentric
    [InlineData("EPSG:5701", "EPSG:5701")] // vertical
    [InlineData("12345", "EPSG:12345")]
    [InlineData("ESRI:54050", "ESRI:54050")] // Fuller: PROJ has no kernel either
    [InlineData("OGC:CRS27", "OGC:CRS27")]
    public void Names_a_CRS_that_is_not_supported_and_what_is(string text, string name)
    {
        var error = Assert.Throws<UnsupportedCrsException>(() => Crs.Parse(text));

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("EPSG:3857", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EPSG:32628", "http://www.opengis.net/def/crs/EPSG/0/32628", false, 1)]
    [InlineData("EPSG:4326", "http://www.opengis.net/def/crs/EPSG/0/4326", true, 111319.49079327358)]
    [InlineData("OGC:CRS84", "http://www.opengis.net/def/crs/OGC/0/CRS84", true, 111319.49079327358)]
    public void Knows_its_uri_and_units(string text, string uri, bool isGeographic, double metersPerUnit)
    {
        Crs crs = Crs.Parse(text);

        Assert.Equal(uri, crs.Uri);
        Assert.Equal(isGeographic, crs.IsGeographic);
        Assert.Equal(metersPerUnit, crs.MetersPerUnit, 1e-6);
    }
}
