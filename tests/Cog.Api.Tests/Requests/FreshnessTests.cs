using System.Globalization;
using System.Net;
using Cog.Hosting.Files;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Aws;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Requests;

/// <summary>Versions: 304 without a read, one more try for a file that was overwritten, never two versions in one answer.</summary>
public class FreshnessTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Tile = "/cog/tiles/WebMercatorQuad/10/511/340.npy";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_the_caller_has_costs_no_read()
    {
        using HttpResponseMessage first = await functions.SendAsync(Tile, FunctionsFixture.Ramp);
        string etag = first.Headers.ETag!.ToString();
        using HttpResponseMessage second = await functions.SendAsync(Tile + "?unknown=1", FunctionsFixture.Ramp, ifNoneMatch: etag);
        using HttpResponseMessage other = await functions.SendAsync(Tile + "?tilesize=128", FunctionsFixture.Ramp, ifNoneMatch: etag);

        Assert.Equal((HttpStatusCode.NotModified, etag), (second.StatusCode, second.Headers.ETag!.ToString()));
        Assert.Equal(
            ("0", "memory"),
            (second.Headers.GetValues("X-Cog-Reads").Single(), second.Headers.GetValues("X-Cog-Header").Single())
        );
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Head_says_what_get_would()
    {
        using HttpResponseMessage get = await functions.SendAsync(Tile, FunctionsFixture.Ramp);
        using HttpResponseMessage head = await functions.SendAsync(Tile, FunctionsFixture.Ramp, HttpMethod.Head);

        Assert.Equal(
            (get.StatusCode, get.Content.Headers.ContentLength, get.Headers.ETag),
            (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag)
        );
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_file_that_was_replaced_is_answered_from_the_new_one()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.tif");
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine with { EnableBlockCache = false });
        try
        {
            File.Copy(FunctionsFixture.Ramp, path);
            using HttpResponseMessage before = await server.Client.GetAsync($"{Tile}?url={path}", Cancellation);
            Assert.Equal(
                (20 * 256) + 1,
                NumPyResponse.Parse(await before.Content.ReadAsByteArrayAsync(Cancellation)).As<ushort>()[20 * 256]
            );

            string next = path + ".new";
            File.Copy(TestData.PathOf("functions/sevens-3857.tif"), next);
            File.Move(next, path, overwrite: true);
            using HttpResponseMessage after = await server.Client.GetAsync($"{Tile}?url={path}", Cancellation);

            Assert.Equal("file", after.Headers.GetValues("X-Cog-Header").Single());
            Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
            NumPyResponse array = NumPyResponse.Parse(await after.Content.ReadAsByteArrayAsync(Cancellation));
            Assert.Equal(-1, array.As<ushort>()[..(256 * 256)].IndexOfAnyExcept((ushort)7));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Blocks_in_memory_are_behind_a_replaced_file_no_longer_than_a_header_may_be()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.tif");
        var clock = new StoppedClock();
        CogOptions options = CogOptions.LocalMachine;
        await using TestServer server = await TestServer.StartAsync(options, services =>
            services.AddSingleton(s => new HeaderStore(null, options, s.GetRequiredService<CogReaderOptions>(), clock))
        );
        try
        {
            async Task<(string From, string Reads, int Pixel)> TileAsync(string query = "")
            {
                using HttpResponseMessage response = await server.Client.GetAsync($"{Tile}?url={path}{query}", Cancellation);
                return (
                    response.Headers.GetValues("X-Cog-Header").Single(),
                    response.Headers.GetValues("X-Cog-Reads").Single(),
                    NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(Cancellation)).As<ushort>()[20 * 256]
                );
            }

            File.Copy(FunctionsFixture.Ramp, path);
            int ramp = (20 * 256) + 1;
            Assert.Equal(("file", "2", ramp), await TileAsync());
            Assert.Equal(("memory", "0", ramp), await TileAsync());

            clock.Now += TimeSpan.FromSeconds(61);
            Assert.Equal(("memory", "1", ramp), await TileAsync()); // Asked for its version, and for nothing more.
            Assert.Equal(("memory", "0", ramp), await TileAsync());

            File.Copy(TestData.PathOf("functions/sevens-3857.tif"), path + ".new");
            File.Move(path + ".new", path, overwrite: true);
            clock.Now += TimeSpan.FromSeconds(60);
            Assert.Equal(("memory", "0", ramp), await TileAsync());
            clock.Now += TimeSpan.FromSeconds(1);
            (string from, _, int pixel) = await TileAsync();
            Assert.Equal(("file", 7), (from, pixel));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_file_that_changes_with_every_read_is_given_up_on()
    {
        byte[] file = await File.ReadAllBytesAsync(FunctionsFixture.Ramp, Cancellation);
        int version = 0,
            headers = 0;
        await using TestServer origin = await TestServer.StartAsync(async context =>
        {
            string[] ends = context.Request.Headers.Range.ToString()["bytes=".Length..].Split('-');
            int start = int.Parse(ends[0], CultureInfo.InvariantCulture),
                end = Math.Min(file.Length - 1, int.Parse(ends[1], CultureInfo.InvariantCulture));
            Interlocked.Add(ref headers, start == 0 ? 1 : 0);

            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ETag = $"\"{Interlocked.Increment(ref version)}\"";
            context.Response.Headers.ContentRange = $"bytes {start}-{end}/{file.Length}";
            await context.Response.Body.WriteAsync(file.AsMemory(start, end - start + 1));
        });

        (int status, string detail) = await functions.GetProblemAsync(Tile, $"{origin.Client.BaseAddress}ramp.tif");

        Assert.Equal(503, status);
        Assert.Contains("changed", detail, StringComparison.Ordinal);
        Assert.Equal(2, headers);
    }

    [Theory]
    [InlineData("/no/such/file.tif", 404)]
    [InlineData("relative.tif", 404)] // Of one's own machine: beside where it was started.
    [InlineData("ftp://host/file.tif", 400)]
    [InlineData("http://127.0.0.1:1/file.tif", 502)]
    public async Task A_source_that_cannot_be_read_has_a_status_of_its_own(string url, int status) =>
        Assert.Equal(status, (await functions.GetProblemAsync("/cog/info", url)).Status);

    [Fact]
    public async Task What_is_no_tiff_is_unprocessable() =>
        Assert.Equal(422, (await functions.GetProblemAsync("/cog/info", TestData.PathOf("functions/make.py"))).Status);

    [Fact]
    public async Task An_answer_without_pixels_notices_a_file_that_was_replaced_once_its_header_is_old()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.tif");
        var clock = new StoppedClock();
        CogOptions options = CogOptions.LocalMachine;
        await using TestServer server = await TestServer.StartAsync(options, services =>
            services.AddSingleton(new HeaderStore(null, options, CogReaderOptions.Default, clock))
        );
        try
        {
            async Task<(string From, string Reads, string Body, string ETag)> InfoAsync(string? ifNoneMatch = null)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/cog/info?url={Uri.EscapeDataString(path)}");
                request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
                using HttpResponseMessage response = await server.Client.SendAsync(request, Cancellation);
                return (
                    response.Headers.GetValues("X-Cog-Header").Single(),
                    response.Headers.GetValues("X-Cog-Reads").Single(),
                    await response.Content.ReadAsStringAsync(Cancellation),
                    response.Headers.ETag!.ToString()
                );
            }

            File.Copy(FunctionsFixture.Ramp, path);
            (_, _, string ramp, string etag) = await InfoAsync();
            Assert.Equal(("memory", "0", ramp, etag), await InfoAsync());

            clock.Now += TimeSpan.FromSeconds(61);
            Assert.Equal(("memory", "1", "", etag), await InfoAsync(etag));
            Assert.Equal(("memory", "0", "", etag), await InfoAsync(etag));

            File.Copy(FunctionsFixture.Rgb, path + ".new");
            File.Move(path + ".new", path, overwrite: true);
            clock.Now += TimeSpan.FromSeconds(61);
            (string from, _, string rgb, string newTag) = await InfoAsync(etag);

            Assert.Equal("file", from);
            Assert.NotEqual(etag, newTag);
            Assert.Contains("\"count\":3", rgb, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
