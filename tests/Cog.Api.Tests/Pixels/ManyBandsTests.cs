using System.Net;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

/// <summary>A small file of 65,535 bands: what makes no picture is refused from the header alone.</summary>
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
        if (expected == HttpStatusCode.BadRequest)
        {
            Assert.Contains("choose them with bidx", body, StringComparison.Ordinal);
            Assert.InRange(bytes, 0, 64 << 20); // All bands of 64 × 64 pixels would be 268 MB.
        }
    }
}
