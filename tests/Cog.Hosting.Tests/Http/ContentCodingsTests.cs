using System.IO.Compression;
using System.Text;
using Cog.Hosting.Http;

namespace Cog.Hosting.Tests.Http;

/// <summary>RFC 9110 sections 8.4.1 and 12.5.3.</summary>
public class ContentCodingsTests
{
    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("br;q=0, gzip;q=0, *", null)]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("gzip;q=many", null)]
    [InlineData("deflate, zstd", null)]
    [InlineData("", null)]
    public void The_caller_says_which(string header, string? coding) => Assert.Equal(coding, ContentCodings.Choose(header));

    [Fact]
    public void A_caller_that_says_nothing_gets_the_body_as_it_is() => Assert.Null(ContentCodings.Choose(default));

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/geo+json", true)]
    [InlineData("application/vnd.oai.openapi+json;version=3.1", true)]
    [InlineData("application/xml", true)]
    [InlineData("image/svg+xml", true)]
    [InlineData("text/html; charset=utf-8", true)]
    [InlineData("application/x-binary", true)]
    [InlineData("image/png", false)]
    [InlineData("image/tiff; application=geotiff", false)]
    [InlineData("application/xjson", false)]
    public void Text_and_arrays_gain_by_it(string mediaType, bool gain)
    {
        Assert.Equal(gain, ContentCodings.Serve(mediaType, 1024));
        Assert.False(ContentCodings.Serve(mediaType, 1023));
    }

    [Theory]
    [InlineData("application/json", 5000)]
    [InlineData("application/json", 1_000_000)]
    [InlineData("application/x-binary", 1_000_000)]
    public void What_is_decoded_is_the_body(string mediaType, int length)
    {
        byte[] body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(i => $"{i % 977} "))[..length]);

        foreach (string coding in new[] { ContentCodings.Brotli, ContentCodings.GZip })
        {
            byte[] encoded = ContentCodings.Encode(body, mediaType, coding)!;

            Assert.InRange(encoded.Length, 20, length / 2);
            using var stream = new MemoryStream(encoded);
            using Stream decoder =
                coding == "br" ? new BrotliStream(stream, CompressionMode.Decompress) : new GZipStream(stream, CompressionMode.Decompress);
            var decoded = new MemoryStream();
            decoder.CopyTo(decoded);
            Assert.Equal(body, decoded.ToArray());
        }
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public void Noise_stays_as_it_is(string coding)
    {
        byte[] noise = new byte[5000];
        new Random(1).NextBytes(noise);

        Assert.Null(ContentCodings.Encode(noise, "application/x-binary", coding));
    }
}
