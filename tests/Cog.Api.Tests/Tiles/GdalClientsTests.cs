using System.Globalization;
using System.Text.Json;
using Cog.Testing.Aws;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Tiles;

/// <summary>
/// Tiles by <c>{z}/{x}/{y}</c> as GDAL's WMS driver takes them, which is how QGIS and rasterio do; and rasterio with answers as files and
/// with a WMTS. The pixels of the files are in <see cref="FunctionsFixture"/>.
/// </summary>
public sealed class GdalClientsTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Python = "/usr/bin/python3",
        GdalTranslate = "/usr/bin/gdal_translate";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // The very pixels of map tile 10/511/340 are the numbers 1, 2, 3 … row by row, but for a corner that is masked.
    [Theory]
    [InlineData("WebMercatorQuad/${z}/${x}/${y}.png?rescale=0,65535&amp;colormap_name=viridis&amp;", 256, 10)]
    [InlineData("${z}/${x}/${y}.png?rescale=0,65535&amp;colormap_name=viridis&amp;", 256, 10)]
    [InlineData("WebMercatorQuad/${z}/${x}/${y}.png?tilesize=512&amp;rescale=0,65535&amp;colormap_name=viridis&amp;", 512, 9)]
    public async Task Gdal_reads_tiles_by_their_address(string template, int size, int level)
    {
        Assert.SkipUnless(File.Exists(GdalTranslate), "GDAL is not installed.");
        string folder = Directory.CreateTempSubdirectory("cog-xyz-").FullName;
        try
        {
            string service = Path.Combine(folder, "tiles.xml"),
                raw = Path.Combine(folder, "tile.raw");
            await File.WriteAllTextAsync(
                service,
                $"""
                <GDAL_WMS>
                  <Service name="TMS">
                    <ServerUrl>{functions.Client.BaseAddress}cog/tiles/{template}url={Uri.EscapeDataString(
                    FunctionsFixture.Ramp
                )}</ServerUrl>
                  </Service>
                  <DataWindow>
                    <UpperLeftX>-20037508.342789244</UpperLeftX><UpperLeftY>20037508.342789244</UpperLeftY>
                    <LowerRightX>20037508.342789244</LowerRightX><LowerRightY>-20037508.342789244</LowerRightY>
                    <TileLevel>{level}</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin>
                  </DataWindow>
                  <Projection>EPSG:3857</Projection>
                  <BlockSizeX>{size}</BlockSizeX><BlockSizeY>{size}</BlockSizeY><BandsCount>4</BandsCount>
                  <ZeroBlockHttpCodes>204,404</ZeroBlockHttpCodes>
                </GDAL_WMS>
                """,
                Cancellation
            );
            string window = string.Create(CultureInfo.InvariantCulture, $"{511 * 256} {340 * 256} 256 256");
            await ServiceProcess.OutputOfAsync(
                GdalTranslate,
                ["-q", "-of", "ENVI", "-co", "INTERLEAVE=BSQ", "-srcwin", .. window.Split(' '), service, raw]
            );

            byte[] found = await File.ReadAllBytesAsync(raw, Cancellation);
            const int Pixels = 256 * 256;
            Assert.Equal(4 * Pixels, found.Length);
            JsonElement colors = (await functions.GetJsonAsync("/colorMaps/viridis", FunctionsFixture.Ramp));
            int[][] wanted =
            [
                .. Enumerable
                    .Range(0, 256)
                    .Select(value => colors.GetProperty($"{value}").EnumerateArray().Select(n => n.GetInt32()).ToArray()),
            ];
            int[] masked = [.. Enumerable.Range(0, Pixels).Where(i => found[(3 * Pixels) + i] == 0)];
            Assert.Equal(32 * 16, masked.Length);
            Assert.All(Enumerable.Range(0, Pixels).Except(masked), i =>
                Assert.Equal(wanted[(ushort)(i + 1) * 255 / 65535][..3], new[] { 0, 1, 2 }.Select(band => (int)found[(band * Pixels) + i]))
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("{0}cog/preview.tif?url={1}", "3 200 300 32628 500000.0 3100000.0")]
    [InlineData("/vsicurl/{0}cog/bbox/500000,3099900,500100,3100000.tif?coord_crs=native&url={1}", "3 10 10 32628 500000.0 3100000.0")]
    [InlineData("WMTS:{0}cog/CogGrid/WMTSCapabilities.xml?url={1}", "4 200 300 32628 500000.0 3100000.0")]
    public async Task Rasterio_opens_an_answer(string address, string expected)
    {
        Assert.SkipUnless(File.Exists(Python), "Python is not installed.");
        string name = string.Format(
            CultureInfo.InvariantCulture,
            address,
            functions.Client.BaseAddress,
            Uri.EscapeDataString(FunctionsFixture.Rgb)
        );
        const string Script = """
            import sys
            try:
                import rasterio
            except ImportError:
                sys.exit(print("missing"))
            with rasterio.Env(GDAL_DISABLE_READDIR_ON_OPEN="EMPTY_DIR", GDAL_ENABLE_WMS_CACHE="NO"), rasterio.open(sys.argv[1]) as file:
                pixels = file.read([1, 2])
                assert pixels[0, 0, 7] == 7 and pixels[1, 8, 0] == 8, pixels[:, :9, :9]
                print(file.count, file.height, file.width, file.crs.to_epsg(), file.bounds.left, file.bounds.top)
            """;

        string found = (await ServiceProcess.OutputOfAsync(Python, ["-c", Script, name])).Trim();

        Assert.SkipWhen(found == "missing", "rasterio is not installed (Debian: python3-rasterio).");
        Assert.Equal(expected, found);
    }
}
