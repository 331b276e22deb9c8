using System.IO.Compression;
using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Tests.Http;

/// <summary>Parts of an answer, and answers in a coding (RFC 9110 sections 8.4, 13 and 14).</summary>
public class BufferedResponseTests
{
    private const string ETag = "\"a\"";
    private static readonly byte[] s_text = [.. Enumerable.Range(0, 4000).Select(i => (byte)('a' + (i % 26)))];

    private static async Task<(HttpResponse Response, byte[] Body)> SendAsync(
        BufferedResponse answer,
        string method = "GET",
        bool mayEncode = true,
        params (string Name, string Value)[] headers
    )
    {
        var context = new DefaultHttpContext();
        var body = new MemoryStream();
        context.Response.Body = body;
        context.Response.Headers.ETag = ETag;
        context.Request.Method = method;
        foreach ((string name, string value) in headers)
        {
            context.Request.Headers[name] = value;
        }

        if (mayEncode)
        {
            CodedAnswers.Allow(context);
        }

        await answer.SendAsync(context);
        Assert.True(method == "HEAD" || body.Length == context.Response.ContentLength);
        return (context.Response, body.ToArray());
    }

    private static BufferedResponse Tiff => new(s_text, "image/tiff; application=geotiff") { TakesRanges = true };

    private static BufferedResponse Json => new(s_text, "application/json");

    [Fact]
    public async Task A_part_is_a_206_that_says_which()
    {
        (HttpResponse response, byte[] body) = await SendAsync(Tiff, headers: ("Range", "bytes=10-19"));

        Assert.Equal(
            (206, "bytes 10-19/4000", ETag),
            (response.StatusCode, response.Headers.ContentRange.ToString(), response.Headers.ETag.ToString())
        );
        Assert.Equal(s_text[10..20], body);
        Assert.Equal("bytes", response.Headers.AcceptRanges.ToString());
    }

    [Theory]
    [InlineData(ETag, 206)]
    [InlineData("\"b\"", 200)]
    [InlineData("W/\"a\"", 200)]
    [InlineData("Sat, 28 Nov 2026 09:00:00 GMT", 200)]
    public async Task A_part_of_another_version_is_no_part(string ifRange, int status)
    {
        (HttpResponse response, byte[] body) = await SendAsync(Tiff, headers: [("Range", "bytes=10-19"), ("If-Range", ifRange)]);

        Assert.Equal((status, status == 206 ? 10 : 4000), (response.StatusCode, body.Length));
    }

    [Fact]
    public async Task A_part_beyond_the_end_is_a_416()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Headers.Range = "bytes=4000-";

        BadHttpRequestException error = await Assert.ThrowsAsync<BadHttpRequestException>(() => Tiff.SendAsync(context));

        Assert.Equal((416, "bytes */4000"), (error.StatusCode, context.Response.Headers.ContentRange.ToString()));
        Assert.Equal("Range is 'bytes=4000-': the answer has 4000 bytes.", error.Message);
    }

    [Fact]
    public async Task A_head_has_the_length_of_all_of_it()
    {
        (HttpResponse response, byte[] body) = await SendAsync(Tiff, "HEAD", headers: ("Range", "bytes=10-19"));

        Assert.Equal(
            (200, 4000L, 0, "bytes"),
            (response.StatusCode, response.ContentLength, body.Length, response.Headers.AcceptRanges.ToString())
        );
    }

    [Fact]
    public async Task A_picture_has_no_parts()
    {
        (HttpResponse response, byte[] body) = await SendAsync(new(s_text, "image/png"), headers: ("Range", "bytes=10-19"));

        Assert.Equal((200, 4000, 0), (response.StatusCode, body.Length, response.Headers.AcceptRanges.Count));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task An_encoded_answer_has_an_etag_and_a_length_of_its_own(string method)
    {
        (HttpResponse response, byte[] body) = await SendAsync(Json, method, headers: ("Accept-Encoding", "gzip"));

        Assert.Equal(
            ("gzip", "\"a-gzip\"", "Accept-Encoding"),
            (response.Headers.ContentEncoding.ToString(), response.Headers.ETag.ToString(), response.Headers.Vary.ToString())
        );
        Assert.InRange(response.ContentLength ?? 0, 20, 400);
        if (method == "GET")
        {
            using var decoder = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            var decoded = new MemoryStream();
            await decoder.CopyToAsync(decoded, TestContext.Current.CancellationToken);
            Assert.Equal(s_text, decoded.ToArray());
        }
    }

    [Fact]
    public async Task An_answer_that_could_have_been_encoded_says_so()
    {
        (HttpResponse response, byte[] body) = await SendAsync(Json);

        Assert.Equal(
            (0, ETag, "Accept-Encoding"),
            (response.Headers.ContentEncoding.Count, response.Headers.ETag.ToString(), response.Headers.Vary.ToString())
        );
        Assert.Equal(s_text, body);
    }

    [Fact]
    public async Task A_part_of_an_array_is_of_the_array_as_it_is()
    {
        BufferedResponse array = new(s_text, "application/x-binary") { TakesRanges = true };

        (HttpResponse part, byte[] body) = await SendAsync(array, headers: [("Accept-Encoding", "br"), ("Range", "bytes=1-2")]);
        (HttpResponse all, _) = await SendAsync(array, headers: ("Accept-Encoding", "br"));

        Assert.Equal((206, 0, ETag), (part.StatusCode, part.Headers.ContentEncoding.Count, part.Headers.ETag.ToString()));
        Assert.Equal(s_text[1..3], body);
        Assert.Equal(("br", 0), (all.Headers.ContentEncoding.ToString(), all.Headers.AcceptRanges.Count));
    }

    [Fact]
    public async Task Nothing_is_encoded_where_the_deployment_says_so()
    {
        (HttpResponse response, byte[] body) = await SendAsync(Json, mayEncode: false, headers: ("Accept-Encoding", "gzip"));

        Assert.Equal((0, 0, 4000), (response.Headers.ContentEncoding.Count, response.Headers.Vary.Count, body.Length));
    }
}
