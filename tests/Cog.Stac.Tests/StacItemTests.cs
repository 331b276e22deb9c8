using System.Text;
using Cog.Testing;

namespace Cog.Stac.Tests;

/// <summary>Items as documents: STAC 1.0 and 1.1, and the extensions eo, raster, projection, file and alternate-assets.</summary>
public class StacItemTests
{
    private const string Head = """{"type":"Feature","stac_version":"1.1.0","id":"one","assets":{""";

    private static readonly Uri s_address = new("https://example.org/items/one/item.json");

    [Fact]
    public void Bands_of_1_0_are_put_together_from_two_extensions()
    {
        StacAsset asset = Single(
            """
            "href":"B04.tif","type":"image/tiff","title":"Red","roles":["data","reflectance"],"file:header_size":4096,
            "eo:bands":[{"name":"B04","common_name":"red","description":"665 nm"}],
            "raster:bands":[{"nodata":0,"data_type":"uint16","unit":"1","scale":0.0001,"offset":-0.1,
             "statistics":{"minimum":1,"maximum":9}},
            {"nodata":"nan"}]
            """
        );

        Assert.Equal(
            ("image/tiff", "Red", 4096, "data,reflectance"),
            (asset.MediaType, asset.Title, asset.HeaderSize, string.Join(',', asset.Roles))
        );
        Assert.Equal(
            new StacBand
            {
                Name = "B04",
                CommonName = "red",
                Description = "665 nm",
                DataType = "uint16",
                Unit = "1",
                Scale = 0.0001,
                Offset = -0.1,
                NoData = 0,
                Minimum = 1,
                Maximum = 9,
            },
            asset.Bands[0]
        );
        Assert.Equal(double.NaN, asset.Bands[1].NoData);
        Assert.Equal(1, asset.BandNumberOf("red"));
        Assert.Null(asset.BandNumberOf("B04")); // Its common name goes before.
    }

    [Fact]
    public void Bands_of_1_1_take_from_their_asset_what_they_do_not_say()
    {
        StacAsset asset = Single(
            """
            "href":"a.tif","data_type":"uint8","nodata":255,"raster:scale":2,
            "bands":[{"name":"B1","eo:common_name":"blue"},{"name":"B2","nodata":0,"raster:scale":3,"raster:offset":1}]
            """
        );

        Assert.Equal([255.0, 0.0], asset.Bands.Select(band => band.NoData!.Value));
        Assert.Equal([2.0, 3.0], asset.Bands.Select(band => band.Scale!.Value));
        Assert.Equal([null, 1.0], asset.Bands.Select(band => band.Offset));
        Assert.All(asset.Bands, band => Assert.Equal("uint8", band.DataType));
        Assert.Equal(2, asset.BandNumberOf("B2"));
    }

    [Theory]
    [InlineData("\"proj:code\":\"EPSG:32632\"", "EPSG:32632")]
    [InlineData("\"proj:epsg\":32632", "EPSG:32632")]
    [InlineData("\"proj:projjson\":{\"id\":{\"authority\":\"EPSG\",\"code\":3035}}", "EPSG:3035")]
    [InlineData("\"proj:epsg\":null", "EPSG:4326")] // The item's.
    [InlineData("\"title\":\"none\"", "EPSG:4326")]
    public void A_CRS_is_the_assets_or_the_items(string fields, string code)
    {
        StacItem item = Parse(
            """
            {"type":"Feature","properties":{"proj:epsg":4326,"proj:shape":[10,20],"proj:transform":[1,0,5,0,-1,6]},
            "assets":{"a":{"href":"a.tif",
            """
                + fields
                + "}}}"
        );

        Assert.Equal(code, item.Assets[0].Projection.Code);
        Assert.Equal(
            (new RasterSize(20, 10), new GeoTransform(1, 0, 5, 0, -1, 6)),
            (item.Assets[0].Projection.Shape, item.Assets[0].Projection.Transform)
        );
    }

    [Theory]
    [InlineData("\"bbox\":[1,2,3,4]", 1, 2, 3, 4)]
    [InlineData("\"bbox\":[1,2,-7,3,4,99]", 1, 2, 3, 4)] // With heights.
    [InlineData("\"bbox\":[179,-1,-179,1]", 179, -1, -179, 1)] // Across 180 degrees.
    [InlineData("\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,2],[3,4],[1,2]]]}", 1, 2, 3, 4)]
    public void The_box_is_bbox_or_that_of_the_geometry(string member, double west, double south, double east, double north) =>
        Assert.Equal(new BoundingBox(west, south, east, north), Parse("{\"type\":\"Feature\"," + member + ",\"assets\":{}}").Bounds);

    [Theory]
    [InlineData("b.tif", "https://example.org/items/one/b.tif")]
    [InlineData("./b.tif", "https://example.org/items/one/b.tif")]
    [InlineData("../two/b.tif", "https://example.org/items/two/b.tif")]
    [InlineData("../../../../b.tif", "https://example.org/b.tif")] // Not out of its host.
    [InlineData("/b.tif", "https://example.org/b.tif")]
    [InlineData("b 1.tif", "https://example.org/items/one/b%201.tif")]
    [InlineData("https://other.example/b.tif?key=1", "https://other.example/b.tif?key=1")]
    [InlineData("s3://bucket/b 1.tif", "s3://bucket/b 1.tif")]
    [InlineData("/vsis3/bucket/b.tif", "/vsis3/bucket/b.tif")]
    [InlineData("file:///etc/passwd", "file:///etc/passwd")] // Whoever opens it decides.
    public void An_address_is_absolute_or_relative_to_the_item(string href, string address) =>
        Assert.Equal(address, new StacAsset("a", href).AddressFrom(s_address));

    [Theory]
    [InlineData("//other.example/b.tif")]
    [InlineData("\\\\other.example\\b.tif")]
    public void A_relative_address_leads_to_no_other_host(string href) =>
        Assert.Throws<InvalidStacException>(() => new StacAsset("a", href).AddressFrom(s_address));

    [Fact]
    public void Relative_to_an_object_in_S3_it_is_one_of_its_bucket() =>
        Assert.Equal("s3://bucket/a/b.tif", new StacAsset("a", "../b.tif").AddressFrom(new("s3://bucket/a/items/item.json")));

    [Fact]
    public void An_alternate_address_is_taken_where_there_is_one()
    {
        StacAsset asset = Single("\"href\":\"https://example.org/a.tif\",\"alternate\":{\"s3\":{\"href\":\"s3://bucket/a.tif\"},\"x\":1}");

        Assert.Equal("s3://bucket/a.tif", asset.AddressFrom(null, "s3"));
        Assert.Equal("https://example.org/a.tif", asset.AddressFrom(null, "x"));
        Assert.Equal("https://example.org/a.tif", asset.AddressFrom(null));
    }

    [Fact]
    public void Without_an_address_the_items_own_link_says_where_it_is() =>
        Assert.Equal(
            s_address,
            StacItem
                .Parse(
                    Bytes(
                        "{\"type\":\"Feature\",\"links\":[{\"rel\":\"root\",\"href\":\"x\"},{\"rel\":\"self\",\"href\":\""
                            + s_address
                            + "\"}],\"assets\":{}}"
                    )
                )
                .Address
        );

    [Theory]
    [InlineData("", "it is no JSON")]
    [InlineData("[]", "it is JSON, but Array")]
    [InlineData("{}", "its type is missing")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}", "its type is 'FeatureCollection'")]
    [InlineData("{\"type\":\"Collection\",\"assets\":{}}", "its type is 'Collection'")]
    [InlineData("{\"type\":\"Feature\"}", "expected 'Feature' with assets")]
    [InlineData("{\"type\":\"Feature\",\"assets\":[]}", "expected 'Feature' with assets")]
    [InlineData("{\"type\":\"\\ud800\",\"assets\":{}}", "its type is missing")]
    [InlineData("{\"type\":\"Feature\",\"assets\":{\"\\ud800\":{\"href\":\"a.tif\"}}}", "a name that is no Unicode")]
    public void What_is_no_item_is_told(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidStacException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_makes_no_sense_in_an_asset_is_nothing()
    {
        StacItem item = Parse(
            """
            {"type":"Feature","bbox":["a"],"geometry":null,"properties":[],"links":{},
            "assets":{"a":1,"b":{},"c":{"href":""},"d":{"href":"d.tif","roles":"data","bands":"x","file:header_size":-1,"proj:shape":[0,1],
            "proj:transform":[1,2],"raster:bands":[1,{"statistics":{"minimum":5,"maximum":1},"scale":"1"}],"alternate":[]}}}
            """
        );

        StacAsset asset = Assert.Single(item.Assets);
        Assert.Equal(("d", null, 0), (asset.Name, asset.HeaderSize, asset.Roles.Count));
        Assert.Equal([new(), new()], asset.Bands);
        Assert.Equal(new StacProjection(), asset.Projection);
        Assert.Null(item.Bounds);
    }

    [Fact]
    public void Of_two_assets_of_one_name_the_last_counts() =>
        Assert.Equal("2.tif", Assert.Single(Parse(Head + "\"a\":{\"href\":\"1.tif\"},\"a\":{\"href\":\"2.tif\"}}}").Assets).Href);

    [Theory]
    [InlineData(nameof(StacLimits.MaxBytes))]
    [InlineData(nameof(StacLimits.MaxDepth))]
    [InlineData(nameof(StacLimits.MaxAssets))]
    [InlineData(nameof(StacLimits.MaxBands))]
    public void A_limit_is_named(string limit)
    {
        var limits = new StacLimits
        {
            MaxBytes = limit == nameof(StacLimits.MaxBytes) ? 20 : 4096,
            MaxDepth = limit == nameof(StacLimits.MaxDepth) ? 2 : 64,
            MaxAssets = limit == nameof(StacLimits.MaxAssets) ? 1 : 10,
            MaxBands = limit == nameof(StacLimits.MaxBands) ? 1 : 10,
        };
        byte[] json = Bytes(Head + "\"a\":{\"href\":\"1.tif\",\"bands\":[{},{}]},\"b\":{\"href\":\"2.tif\"}}}");

        Assert.Contains(
            $"StacLimits.{limit} is",
            Assert.Throws<LimitExceededException>(() => StacItem.Parse(json, null, limits)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Nothing_but_a_CogException_leaves_an_item_that_is_cut_off_or_scribbled_on()
    {
        byte[] whole = File.ReadAllBytes(TestData.PathOf("items/sentinel.json"));
        Assert.Equal(5, StacItem.Parse(whole).Assets.Count(asset => asset.MediaType!.StartsWith("image/tiff", StringComparison.Ordinal)));
        for (int length = 0; length < whole.Length - 1; length++)
        {
            Assert.Throws<InvalidStacException>(() => StacItem.Parse(whole.AsMemory(0, length)));
        }

        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] scribbled = [.. whole];
            for (int n = random.Next(1, 8); n > 0; n--)
            {
                scribbled[random.Next(whole.Length)] = (byte)random.Next(256);
            }

            try
            {
                StacItem item = StacItem.Parse(scribbled, s_address);
                Assert.All(item.Assets, asset => asset.AddressFrom(s_address));
            }
            catch (CogException)
            {
                // Told.
            }
        }
    }

    private static StacAsset Single(string members) =>
        Assert.Single(Parse("{\"type\":\"Feature\",\"assets\":{\"a\":{" + members + "}}}").Assets);

    private static StacItem Parse(string json) => StacItem.Parse(Bytes(json));

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
