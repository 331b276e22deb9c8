using System.Text;
using Cog.Sources;
using Cog.Sources.Http;
using Cog.Testing;

namespace Cog.Tests.Sources;

/// <summary>Servers that are a little off, each as GDAL 3.6.2 (curl 7.88) reads it with <c>gdalinfo /vsicurl/…</c>.</summary>
public class OddServerTests
{
    private const string Date = "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT",
        Later = "Last-Modified: Wed, 21 Oct 2015 07:29:00 GMT";

    private static readonly HttpRangeSourceOptions s_fast = HttpRangeSourceOptions.Default with
    {
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    private static readonly byte[] s_object = [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * 7))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// A tag on each machine; a server that knows no If-Match; one that takes it for If-None-Match. Each read's cost is two requests at
    /// most, once.
    /// </summary>
    [Theory]
    [InlineData("nodes")]
    [InlineData("weak nodes")]
    [InlineData("412 Precondition Failed")]
    [InlineData("501 Not Implemented")]
    [InlineData("304 Not Modified")]
    [InlineData("400 Bad Request")]
    [InlineData("403 Forbidden")]
    [InlineData("406 Not Acceptable")]
    [InlineData("416 Range Not Satisfiable")]
    [InlineData("422 Unprocessable Content")]
    [InlineData("428 Precondition Required")]
    [InlineData("431 Request Header Fields Too Large")]
    [InlineData("200 OK")] // and all of it
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("")] // no answer
    public async Task An_object_that_stayed_is_read_whatever_becomes_of_the_condition(string mode)
    {
        await using var server = new OddHttpServer(s_object, r =>
        {
            string tag = mode.EndsWith("nodes", StringComparison.Ordinal) ? $"{(mode[0] == 'w' ? "W/" : "")}\"n{r.Number % 2}\"" : "\"v1\"";
            return r.Headers.TryGetValue("if-match", out string? expected) && (mode == "nodes" ? expected != tag : mode != "weak nodes")
                ? mode == "nodes"
                    ? "412 Precondition Failed"
                    : mode
                : $"206 Partial Content\n{r.ContentRange}\nETag: {tag}\n{Date}";
        });
        HttpRangeSource source = new(new(server.Uri, "a.tif"), options: s_fast);
        string? version = (await source.ReadAsync(new(0, 10), null, Token)).ETag;

        for (int i = 1; i <= 5; i++)
        {
            RangeRead read = await source.ReadAsync(new(i * 100, 10), version, Token);
            Assert.Equal(s_object.AsSpan(i * 100, 10), read.Data.Span);
        }

        Assert.InRange(server.Requests.Count, 6, mode.Length > 0 ? 7 : 11); // The client itself asks again when a connection ends.
    }

    /// <summary>An answer with another length, another time, or another tag and no time is of another object.</summary>
    [Theory]
    [InlineData("\"v2\"", Later, 1000)]
    [InlineData("\"v2\"", Date, 999)]
    [InlineData("\"v1\"", Date, 999)]
    [InlineData("\"v2\"", "X-None: 1", 1000)]
    [InlineData("W/\"v1\"", Later, 1000)]
    [InlineData(null, Later, 1000)]
    [InlineData(null, "X-None: 1", 1000)]
    public async Task An_object_that_changed_is_noticed(string? tag, string modified, int total)
    {
        await using var server = new OddHttpServer(s_object, r => r.Number == 1
                ? $"206 Partial Content\n{r.ContentRange}\nETag: \"v1\"\n{Date}"
            : r.Headers.ContainsKey("if-match") ? "412 Precondition Failed"
            : $"206 Partial Content\n{r.ContentRange.Replace("/1000", $"/{total}", StringComparison.Ordinal)}\n{(tag is null ? "X-No-Tag: 1" : $"ETag: {tag}")}\n{modified}");
        HttpRangeSource source = new(new(server.Uri, "a.tif"));
        string? version = (await source.ReadAsync(new(0, 10), null, Token)).ETag;

        await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(100, 10), version, Token));
        Assert.Equal(3, server.Requests.Count);
    }

    /// <summary>Two changes in one second have one Last-Modified (RFC 9110 section 8.8.2.2): it says nothing against a tag then.</summary>
    [Fact]
    public async Task A_time_that_is_not_over_is_no_word_against_a_tag()
    {
        await using var server = new OddHttpServer(s_object, r =>
            $"206 Partial Content\n{r.ContentRange}\nETag: \"v{r.Number}\"\n{Date}\nDate: Wed, 21 Oct 2015 07:28:00 GMT"
        );
        HttpRangeSource source = new(new(server.Uri, "a.tif"));
        string? version = (await source.ReadAsync(new(0, 10), null, Token)).ETag;

        Assert.Equal("\"v1\"", version);
        await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(100, 10), version, Token));
    }

    [Theory]
    [InlineData("Content-Range: Bytes 100-109/1000", 1000)]
    [InlineData("Content-Range: BYTES=100-109/1000", 1000)]
    [InlineData("Content-Range: bytes: 100-109/1000", 1000)]
    [InlineData("Content-Range: 100-109/1000", 1000)]
    [InlineData("content-range:bytes  100 - 109 / 1000 ", 1000)]
    [InlineData("Content-Range: bytes 100-109/*", null)]
    [InlineData("Content-Range: bytes 100-109", null)]
    [InlineData("Content-Range: byte 100-109/1000", 1000)]
    [InlineData("Content-Range: items (100-109)/1000,", 1000)]
    [InlineData("Content-Range: bytes 100..109/1000", 1000)]
    [InlineData("Content-Range: bytes 000100-000109/0001000", 1000)]
    [InlineData("Content-Range: bytes 100-110/1000", 1000)] // the first byte behind it
    [InlineData("Content-Range: bytes 100-109/-1", null)]
    [InlineData("Content-Range: bytes 100-109/0", null)]
    [InlineData("Content-Range: bytes 100-109/unknown", null)]
    [InlineData("Content-Range: bytes */1000", 1000)]
    [InlineData("Content-Range: 1000", null)]
    [InlineData("Content-Range: ", null)]
    [InlineData("X-None: 1", null)]
    public async Task Other_spellings_of_Content_Range_are_read(string line, int? total)
    {
        await using var server = new OddHttpServer(s_object, _ => $"206 Partial Content\n{line}\nETag: \"v1\"");

        RangeRead read = await new HttpRangeSource(new(server.Uri, "a.tif")).ReadAsync(new(100, 10), null, Token);

        Assert.Equal(s_object.AsSpan(100, 10), read.Data.Span);
        Assert.Equal(total, read.ObjectLength);
    }

    [Theory]
    [InlineData("206 Partial Content\nContent-Range: bytes 101-110/1000")]
    [InlineData("206 Partial Content\nContent-Range: bytes 99-108/1000")]
    [InlineData("206 Partial Content\nContent-Range: bytes 100-111/1000")]
    [InlineData("206 Partial Content\nContent-Range: bytes 1-2-3/1000")]
    [InlineData("206 Partial Content\nContent-Range: bytes */105")]
    [InlineData("206 Partial Content\nContent-Range: bytes 99999999999999999999-99999999999999999999/1000")]
    [InlineData("206 Partial Content\nContent-Range: bytes 109-100/1000")]
    [InlineData("206 Partial Content\nContent-Range: bytes 100-104/1000")]
    [InlineData("206 Partial Content\nContent-Type: multipart/byteranges; boundary=x")]
    [InlineData("206 Partial Content\nContent-Range: bytes 100-109/1000\nContent-Encoding: gzip")]
    [InlineData("206 Partial Content\nContent-Range: bytes 100-109/1000\nContent-Encoding: aws-chunked, Br")]
    public async Task What_is_not_the_range_is_refused_at_once(string answer)
    {
        await using var server = new OddHttpServer(s_object, _ => answer);
        HttpRangeSource source = new(new(server.Uri, "a.tif"));

        await Assert.ThrowsAsync<SourceUnavailableException>(async () => await source.ReadAsync(new(100, 10), null, Token));
        Assert.Single(server.Requests);
    }

    /// <summary>Else the part would be taken for the whole file.</summary>
    [Fact]
    public async Task A_part_of_status_200_is_a_part()
    {
        await using var server = new OddHttpServer(s_object, r => $"200 OK\n{r.ContentRange}");

        RangeRead read = await new HttpRangeSource(new(server.Uri, "a.tif")).ReadAsync(new(100, 10), null, Token);

        Assert.Equal(s_object.AsSpan(100, 10), read.Data.Span);
        Assert.Equal(1000, read.ObjectLength);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("aws-chunked")]
    [InlineData("none")]
    [InlineData("identity")]
    [InlineData("binary")]
    [InlineData("")]
    [InlineData("base64")]
    [InlineData("UTF-8, aws-chunked")]
    [InlineData("image/tiff")]
    public async Task An_encoding_that_encodes_nothing_is_none(string name)
    {
        await using var server = new OddHttpServer(s_object, r => $"206 Partial Content\n{r.ContentRange}\nContent-Encoding: {name}");

        RangeRead read = await new HttpRangeSource(new(server.Uri, "a.tif")).ReadAsync(new(100, 10), null, Token);
        Assert.Equal(s_object.AsSpan(100, 10), read.Data.Span);
    }

    /// <summary>Content delivery networks have numbers of their own for a machine behind them that is not there for a moment.</summary>
    [Theory]
    [InlineData("408 Request Timeout")]
    [InlineData("425 Too Early")]
    [InlineData("429 Too Many Requests")]
    [InlineData("507 Insufficient Storage")]
    [InlineData("520 Web Server Returned an Unknown Error")]
    [InlineData("522 Connection Timed Out")]
    [InlineData("599 Network Connect Timeout")]
    public async Task What_may_pass_is_tried_again(string answer)
    {
        await using var server = new OddHttpServer(s_object, r =>
            r.Number == 2 ? answer : $"206 Partial Content\n{r.ContentRange}\nETag: \"v1\""
        );
        HttpRangeSource source = new(new(server.Uri, "a.tif"), options: s_fast);
        string? version = (await source.ReadAsync(new(0, 10), null, Token)).ETag;

        RangeRead read = await source.ReadAsync(new(100, 10), version, Token);

        Assert.Equal(s_object.AsSpan(100, 10), read.Data.Span);
        Assert.Equal(3, server.Requests.Count);
    }

    /// <summary>A request's fields are ASCII: such a tag is compared, and not sent.</summary>
    [Fact]
    public async Task A_tag_of_other_letters_is_a_version_all_the_same()
    {
        await using var server = new OddHttpServer(s_object, r => $"206 Partial Content\n{r.ContentRange}\nETag: \"café{r.Number / 3}\"");
        HttpRangeSource source = new(new(server.Uri, "a.tif"));
        string? version = (await source.ReadAsync(new(0, 10), null, Token)).ETag;

        Assert.Equal(s_object[100], (await source.ReadAsync(new(100, 10), version, Token)).Data.Span[0]);
        await Assert.ThrowsAsync<SourceChangedException>(async () => await source.ReadAsync(new(200, 10), version, Token));
        Assert.DoesNotContain(server.Requests, r => r.Headers.ContainsKey("if-match"));
    }

    [Fact]
    public void The_protocols_name_may_be_in_small_letters() =>
        Assert.Equal(
            "HTTP/1.1 206 Partial Content\r\nA: b\r\nConnection: close\r\n\r\n",
            Encoding.ASCII.GetString(LenientHeadStream.Clean("http/1.1 206 Partial Content\r\nA: b\r\n\r\n"u8.ToArray()))
        );

    /// <summary>curl skips such lines. The connection is closed, so further reads meet them no less.</summary>
    [Theory]
    [InlineData("X Bad Header: yes")]
    [InlineData("no colon at all")]
    [InlineData(": no name")]
    [InlineData("X(Bad): yes\n folded: too")]
    public async Task Header_lines_that_are_none_are_skipped(string lines)
    {
        await using var server = new OddHttpServer(s_object, r => $"206 Partial Content\n{r.ContentRange}\n{lines}\nETag: \"v1\"");
        HttpRangeSource source = new(new(server.Uri, "a.tif"));

        for (int i = 0; i < 3; i++)
        {
            RangeRead read = await source.ReadAsync(new(i * 10, 10), "\"v1\"", Token);
            Assert.Equal((s_object[i * 10], "\"v1\""), (read.Data.Span[0], read.ETag));
        }

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Says_who_asks_and_what_it_takes()
    {
        await using var server = new OddHttpServer(s_object, r => $"206 Partial Content\n{r.ContentRange}");

        await new HttpRangeSource(new(server.Uri, "a.tif")).ReadAsync(new(0, 10), null, Token);

        Assert.Matches("^cog-functions/[0-9]+\\.[0-9]+\\.[0-9]+$", server.Requests[0].Headers["user-agent"]);
        Assert.Equal("*/*", server.Requests[0].Headers["accept"]);
    }

    [Theory]
    [InlineData("\"a\"", "W/\"a\"", true)]
    [InlineData("\"a\"", "\"b\"", false)]
    [InlineData("\"a\" W/\"10-20\"", "\"b\" W/\"10-20\"", true)]
    [InlineData("\"a\" W/\"10-20\"", "\"b\" W/\"10-\"", true)]
    [InlineData("\"a\" W/\"10-20\"", "\"a\" W/\"11-20\"", true)] // a strong tag's word
    [InlineData("\"a\" W/\"10-20\"", "\"a\" W/\"10-21\"", false)]
    [InlineData("W/\"a\" W/\"10-20\"", "W/\"a\" W/\"11-20\"", false)]
    [InlineData("\"a\" W/\"10-20\"", "\"b\"", false)]
    [InlineData("\"a\" W/\"10-20\"", "W/\"10-20\"", true)]
    [InlineData("W/\"10-20\"", "W/\"11-20\"", false)]
    [InlineData("bare", "\"bare\"", false)]
    public void Versions_are_compared_by_one_rule(string first, string second, bool same)
    {
        Assert.Equal(same, EntityTag.IsSame(first, second));
        Assert.Equal(same, EntityTag.IsSame(second, first));
    }
}
