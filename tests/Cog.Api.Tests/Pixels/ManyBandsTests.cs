using System.Net;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

/// <summary>A small file of 65,535 bands: what makes no picture is refused from the header alone.</summary>
[Collection(nameof(Alone))]
public class ManyBandsTests
{
    private const int Side = 64;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/cog/preview.png?", HttpStatusCode.BadRequest)]
    [InlineData("/cog/preview?", HttpStatusCode.BadRequest)]
    [InlineData("/cog/preview.webp?bidx=1&bidx=2&bidx=3&bidx=4&bidx=5", HttpStatusCode.BadRequest)]
    [InlineData("/cog/tiles/WebMercatorQuad/10/512/511.png?", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/cog/tiles/WebMercatorQuad/10/512/511?", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/cog/tiles/CogGrid/0/0/0.jpg?", HttpStatusCode.BadRequest)]
    [InlineData("/cog/statistics?", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/cog/statistics?max_size=1", HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/cog/statistics?bidx=1&bidx=65535", HttpStatusCode.OK)]
    [InlineData("/cog/preview.png?bidx=1", HttpStatusCode.OK)]
    [InlineData("/cog/preview.npy?bidx=1&bidx=65535", HttpStatusCode.OK)]
    public async Task Bands_that_make_no_picture_are_not_read(string path, HttpStatusCode expected)
    {
        byte[] file = new TiffBuilder()
            .Add(
                new MapFile(10, 512, 511, 1, 1)
                    .Directory()
                    .With(TagId.ImageWidth, FieldType.Long, Side)
                    .With(TagId.ImageLength, FieldType.Long, Side)
                    .Striped(Side)
                    .With(TagId.ModelPixelScale, FieldType.Double, 611, 611, 0)
                    .With(TagId.SamplesPerPixel, FieldType.Short, 65_535)
                    .With(TagId.BitsPerSample, FieldType.Short, 1)
                    .With(TagId.SampleFormat, FieldType.Short, 1)
                    .WithBlocks((byte[]?)null)
            )
            .Build();
        await using RangeHost host = await RangeHost.StartAsync(file);
        await using TestServer server = await TestServer.StartAsync();
        using (await server.Client.GetAsync("/healthz", Cancellation)) { }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        using HttpResponseMessage response = await server.Client.GetAsync(
            $"{path}&url={Uri.EscapeDataString(host.Address.AbsoluteUri + "wide.tif")}",
            Cancellation
        );
        string body = await response.Content.ReadAsStringAsync(Cancellation);
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(expected, response.StatusCode);
        bool isStatistics = path.StartsWith("/cog/statistics", StringComparison.Ordinal);
        if (expected == HttpStatusCode.BadRequest || (isStatistics && expected != HttpStatusCode.OK))
        {
            Assert.Contains(isStatistics ? "choose bands with bidx" : "choose them with bidx", body, StringComparison.Ordinal);
            Assert.InRange(bytes, 0, 64 << 20); // All bands of 64 × 64 pixels would be 268 MB.
        }
    }

    /// <summary>Stored are 4 KB of Deflate for bands that take 268 MB: no raster is rented for them.</summary>
    [Theory]
    [InlineData("/cog/preview.npy?")]
    [InlineData("/cog/preview.tif?")]
    [InlineData("/cog/bbox/0,0,0.3,0.3.npy?bbox_crs=epsg:4326")]
    public async Task What_is_stored_is_compared_with_what_is_asked(string path)
    {
        byte[] file = new TiffBuilder()
            .Add(
                new MapFile(10, 512, 511, 1, 1)
                    .Directory()
                    .With(TagId.ImageWidth, FieldType.Long, Side)
                    .With(TagId.ImageLength, FieldType.Long, Side)
                    .Striped(Side)
                    .With(TagId.Compression, FieldType.Short, 8)
                    .With(TagId.ModelPixelScale, FieldType.Double, 611, 611, 0)
                    .With(TagId.SamplesPerPixel, FieldType.Short, 65_535)
                    .With(TagId.BitsPerSample, FieldType.Short, 8)
                    .With(TagId.SampleFormat, FieldType.Short, 1)
                    .WithBlocks(new byte[4096])
            )
            .Build();
        await using RangeHost host = await RangeHost.StartAsync(file);
        await using TestServer server = await TestServer.StartAsync();
        using (await server.Client.GetAsync("/healthz", Cancellation)) { }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        using HttpResponseMessage response = await server.Client.GetAsync(
            $"{path}&url={Uri.EscapeDataString(host.Address.AbsoluteUri + "short.tif")}",
            Cancellation
        );
        string body = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("of 4096 bytes decodes to 4227072 bytes at most, expected 268431360", body, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 64 << 20);
    }
}
