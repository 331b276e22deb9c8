using Cog.Header;

namespace Cog.Tests.Header;

public class GdalMetadataTests
{
    private static readonly GdalMetadata s_metadata = GdalMetadata.Parse(
        """
        <GDALMetadata>
          <Item name="TITLE">a &amp;lt; b</Item>
          <Item name="NAME" domain="TILING_SCHEME">WebMercatorQuad</Item>
          <Item name="WAVELENGTH" sample="1">0.55</Item>
          <Item name="STATISTICS_MINIMUM" sample="1">-1.5</Item>
          <Item name="STATISTICS_MAXIMUM" sample="1">7</Item>
          <Item name="OFFSET" sample="0" role="offset">-273.15</Item>
          <Item name="SCALE" sample="0" role="scale">0.01</Item>
          <Item name="UNITTYPE" sample="0" role="unittype">K</Item>
          <Item name="DESCRIPTION" sample="0" role="description">Temperatur &#xE4;</Item>
          <Item name="EMPTY" />
        </GDALMetadata>
        """
    );

    [Fact]
    public void Reads_items_by_band_and_domain()
    {
        Assert.Equal(["a < b", ""], new[] { s_metadata.Of(null)["TITLE"], s_metadata.Of(null)["EMPTY"] });
        Assert.Equal(2, s_metadata.Of(null).Count);
        Assert.Empty(s_metadata.Of(0));
        Assert.Equal("0.55", s_metadata.Of(1)["WAVELENGTH"]);
        Assert.Equal("WebMercatorQuad", s_metadata.OfDomain("TILING_SCHEME")["NAME"]);
    }

    [Fact]
    public void Reads_scale_offset_unit_description_and_statistics()
    {
        Assert.Equal(
            (0.01, -273.15, "K", "Temperatur ä"),
            (s_metadata.Scale(0), s_metadata.Offset(0), s_metadata.Unit(0), s_metadata.Description(0))
        );
        Assert.Equal((1, 0, null, null), (s_metadata.Scale(1), s_metadata.Offset(1), s_metadata.Unit(1), s_metadata.Description(1)));
        Assert.Equal((-1.5, 7), s_metadata.Statistics(1));
        Assert.Null(s_metadata.Statistics(0));
    }

    [Fact]
    public void An_element_of_more_attributes_than_anyone_writes_is_not_parsed()
    {
        string Item(int attributes) =>
            "<GDALMetadata><Item name=\"A\" "
            + string.Join(' ', Enumerable.Range(1, attributes - 1).Select(i => $"a{i}='='"))
            + ">1</Item></GDALMetadata>";

        Assert.Single(GdalMetadata.Parse(Item(1000)).Items);
        Assert.Empty(GdalMetadata.Parse(Item(1001)).Items);
        Assert.Empty(GdalMetadata.Parse(Item(320_000)).Items);
    }

    [Theory]
    [InlineData("<a b='1' c=\"=\"/><d e = '2'/>", 2)]
    [InlineData("<!-- = = = --><a b='>' c='1' d='2'>= = = =</a>", 3)]
    [InlineData("<![CDATA[ < = > = ]]><?x a='1' b='2'?>", 2)]
    [InlineData("<a b='1' c", 1)]
    [InlineData("<a b='", 1)]
    [InlineData("<!--", 0)]
    [InlineData("<", 0)]
    [InlineData("", 0)]
    public void Counts_attributes_outside_of_texts_and_comments(string xml, int most) => Assert.Equal(most, XmlTags.MostAttributes(xml));

    [Theory]
    [InlineData("")]
    [InlineData("no XML")]
    [InlineData("<GDALMetadata><Item name=\"A\">b</Item>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><GDALMetadata><Item name=\"A\">&a;</Item></GDALMetadata>")]
    public void Broken_or_dangerous_XML_gives_no_items(string xml) => Assert.Empty(GdalMetadata.Parse(xml).Items);
}
