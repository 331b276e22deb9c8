using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing.Aws;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Api.Tests.Pixels;

/// <summary>GeoTIFF answers as GDAL and geotiff.js read them: by HEAD and by ranges.</summary>
public sealed class AnswersInPartsTests : IAsyncLifetime
{
    private TestServer? _server;

    private HttpClient Client => _server!.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // No blocks in memory: a picture that is made again shows in the reads.
    public async ValueTask InitializeAsync() =>
        _server = await TestServer.StartAsync(CogOptions.LocalMachine with { EnableBlockCache = false });

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    public static TheoryData<string> Answers =>
        [
            $"/cog/preview.tif?url={Sample.Heights}",
            $"/cog/preview.tif?dst_crs=EPSG:4326&url={Sample.Heights}",
            $"/cog/tiles/WebMercatorQuad/11/927/821.tif?url={Sample.Heights}",
            $"/cog/tiles/WebMercatorQuad/12/1854/1642@2x.tif?url={Sample.PictureReader}",
        ];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Gdal_reads_by_ranges_what_it_reads_in_a_file(string path)
    {
        Assert.SkipUnless(ServiceProcess.IsInstalled("gdalinfo"), "GDAL's tools are not installed.");
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, await Client.GetByteArrayAsync(path, Cancellation), Cancellation);

            string whole = await ServiceProcess.OutputOfAsync("gdalinfo", "-checksum", file);
            string parts = await ServiceProcess.OutputOfAsync(
                "gdalinfo",
                "--config",
                "GDAL_DISABLE_READDIR_ON_OPEN",
                "EMPTY_DIR",
                "--config",
                "CPL_VSIL_CURL_CHUNK_SIZE",
                "1024",
                "-checksum",
                $"/vsicurl/{Client.BaseAddress}{path[1..]}"
            );

            Assert.Contains("Checksum=", whole, StringComparison.Ordinal);
            Assert.Equal(whole.Split('\n')[2..], parts.Split('\n')[2..]); // Driver and file names differ.
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Geotiff_js_reads_by_ranges_what_is_there()
    {
        Assert.SkipWhen(Dynalite.Missing is not null, Dynalite.Missing ?? "");
        using (await OneAtATime.EnterAsync("npm"))
        {
            await ServiceProcess.InstallAsync("geotiff");
        }

        string path = $"/cog/preview/64x64.tif?url={Sample.Heights}";
        string output = await ServiceProcess.OutputOfAsync("node", "read-geotiff.js", $"{Client.BaseAddress}{path[1..]}");
        NumPyResponse array = NumPyResponse.Parse(
            await Client.GetByteArrayAsync(path.Replace(".tif?", ".npy?return_mask=false&", StringComparison.Ordinal), Cancellation)
        );

        JsonElement seen = JsonDocument.Parse(output).RootElement;
        Assert.Equal(
            (64, 64, 1),
            (seen.GetProperty("width").GetInt32(), seen.GetProperty("height").GetInt32(), seen.GetProperty("bands").GetInt32())
        );
        Assert.Equal(-9999, seen.GetProperty("noData").GetDouble());
        Assert.Equal(array.As<float>().ToArray().Sum(v => (double)v), seen.GetProperty("sum").GetDouble(), 1e-3);
    }

    [Fact]
    public async Task Ten_parts_are_of_one_picture_that_is_made_once()
    {
        string path = $"/cog/bbox/{await BoxOfAsync()}/300x200.tif?url={Sample.Heights}";
        byte[] whole = await Client.GetByteArrayAsync(path, Cancellation);
        using var headRequest = new HttpRequestMessage(HttpMethod.Head, path);
        using HttpResponseMessage head = await Client.SendAsync(headRequest, Cancellation);

        Assert.Equal((HttpStatusCode.OK, (long)whole.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.NotEqual("0", head.Headers.GetValues("X-Cog-Reads").Single());
        Assert.False(head.Headers.ETag!.IsWeak);

        int part = (whole.Length / 10) + 1;
        var bytes = new MemoryStream();
        for (int start = 0; start < whole.Length; start += part)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Range = new RangeHeaderValue(start, start + part - 1);
            request.Headers.IfRange = new RangeConditionHeaderValue(head.Headers.ETag!);
            using HttpResponseMessage response = await Client.SendAsync(request, Cancellation);

            Assert.Equal((HttpStatusCode.PartialContent, head.Headers.ETag), (response.StatusCode, response.Headers.ETag));
            Assert.Equal("0", response.Headers.GetValues("X-Cog-Reads").Single());
            await response.Content.CopyToAsync(bytes, Cancellation);
        }

        Assert.Equal(whole, bytes.ToArray());
    }

    [Fact]
    public async Task A_part_beyond_the_end_is_refused_with_the_length()
    {
        string path = $"/cog/preview.tif?max_size=16&url={Sample.Heights}";
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(1 << 20, null);
        using HttpResponseMessage response = await Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal((await Client.GetByteArrayAsync(path, Cancellation)).Length, response.Content.Headers.ContentRange!.Length);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Json_comes_in_the_coding_that_the_caller_takes_and_is_known_by_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/cog/info?ifd=true&url={Sample.Heights}");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using HttpResponseMessage encoded = await Client.SendAsync(request, Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, request.RequestUri);
        again.Headers.IfNoneMatch.Add(encoded.Headers.ETag!);
        using HttpResponseMessage known = await Client.SendAsync(again, Cancellation);

        Assert.Equal("gzip", encoded.Content.Headers.ContentEncoding.Single());
        Assert.EndsWith("-gzip\"", encoded.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotModified, encoded.Headers.ETag), (known.StatusCode, known.Headers.ETag));
    }

    [Fact]
    public async Task The_mask_of_a_tiff_is_a_band_where_the_deployment_says_so()
    {
        Assert.SkipUnless(ServiceProcess.IsInstalled("gdalinfo"), "GDAL's tools are not installed.");
        await using TestServer other = await TestServer.StartAsync(CogOptions.LocalMachine with { TiffMaskIsBand = true });
        string path = $"/cog/preview.tif?max_size=64&url={Sample.Heights}";
        string file = Path.GetTempFileName();
        try
        {
            byte[] banded = await other.Client.GetByteArrayAsync(path, Cancellation);
            await File.WriteAllBytesAsync(file, banded, Cancellation);
            string seen = await ServiceProcess.OutputOfAsync("gdalinfo", "-mm", file);

            Assert.Contains("ColorInterp=Alpha", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("NoData", seen, StringComparison.Ordinal);
            Assert.Contains("Min/Max=-340282346638528859", seen, StringComparison.Ordinal); // float32's: all of its range.
            Assert.NotEqual(banded, await Client.GetByteArrayAsync(path, Cancellation));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<string> BoxOfAsync()
    {
        using JsonDocument json = JsonDocument.Parse(await Client.GetStringAsync($"/cog/info.geojson?url={Sample.Heights}", Cancellation));
        return string.Join(
            ',',
            json.RootElement.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble().ToString("R", CultureInfo.InvariantCulture))
        );
    }
}
