using System.Net;
using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

/// <summary>Overviews in an .ovr file, where GDAL looks for those of a file that has none.</summary>
public sealed class ExternalOverviewsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private TestServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "a.tif");

    public async ValueTask InitializeAsync()
    {
        System.IO.File.Copy(TestData.PathOf("functions/overviews-beside.tif"), File);
        System.IO.File.Copy(TestData.PathOf("functions/overviews-beside.tif.ovr"), File + ".ovr");
        _server = await TestServer.StartAsync(CogOptions.LocalMachine with { EnableBlockCache = false });
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Are_told_and_read()
    {
        JsonElement info = JsonDocument.Parse(await _server.Client.GetByteArrayAsync($"/cog/info?url={File}", Cancellation)).RootElement;
        NumPyResponse half = await LevelAsync(1),
            quarter = await LevelAsync(2);

        Assert.Equal([2, 4], info.GetProperty("overviews").EnumerateArray().Select(o => o.GetInt32()));
        Assert.Equal([1, 400, 500], half.Shape);
        Assert.Equal([1, 200, 250], quarter.Shape);
        Assert.Equal((byte)((499 / 2) + (7 / 2)), half.Data[(7 * 500) + 499]);
        Assert.Equal((byte)(249 + 3), quarter.Data[(3 * 250) + 249]);
    }

    [Fact]
    public async Task Cost_one_read_when_the_file_is_opened()
    {
        using HttpResponseMessage cold = await PreviewAsync();
        using HttpResponseMessage warm = await PreviewAsync();

        Assert.Equal(2, Reads(cold)); // A header each; files as small as these come with it whole.
        Assert.Equal(0, Reads(warm));
        NumPyResponse picture = NumPyResponse.Parse(await warm.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal((byte)(249 + 3), picture.Data[(3 * 250) + 249]);
    }

    [Fact]
    public async Task Are_part_of_the_version()
    {
        await using TestServer server = await TestServer.StartAsync(
            CogOptions.LocalMachine with
            {
                EnableBlockCache = false,
                HeaderRevalidate = TimeSpan.Zero,
            }
        );
        using HttpResponseMessage before = await PreviewAsync(server);
        byte[] other = await System.IO.File.ReadAllBytesAsync(File + ".ovr", Cancellation);
        await System.IO.File.WriteAllBytesAsync(File + ".ovr", [.. other, 0], Cancellation);
        using HttpResponseMessage replaced = await PreviewAsync(server);
        System.IO.File.Delete(File + ".ovr");
        using HttpResponseMessage gone = await PreviewAsync(server);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (before.StatusCode, replaced.StatusCode, gone.StatusCode));
        Assert.Equal(3, new[] { before, replaced, gone }.Select(r => r.Headers.ETag!.Tag).Distinct().Count());
        // Of the image then, with the same pixels.
        Assert.Equal(await before.Content.ReadAsByteArrayAsync(Cancellation), await gone.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task Are_an_error_to_the_validator()
    {
        JsonElement report = JsonDocument
            .Parse(await _server.Client.GetByteArrayAsync($"/cog/validate?url={File}", Cancellation))
            .RootElement;

        Assert.False(report.GetProperty("COG").GetBoolean());
        Assert.Equal("Overviews found in external .ovr file. They should be internal", report.GetProperty("COG_errors")[0].GetString());
    }

    [Fact]
    public async Task Are_not_looked_for_where_that_may_not_be_read()
    {
        await using TestServer narrow = await TestServer.StartAsync(
            CogOptions.LocalMachine with
            {
                AllowedSources = [new Uri(File).AbsoluteUri],
            }
        );

        JsonElement info = JsonDocument.Parse(await narrow.Client.GetByteArrayAsync($"/cog/info?url={File}", Cancellation)).RootElement;

        Assert.Empty(info.GetProperty("overviews").EnumerateArray());
    }

    private static int Reads(HttpResponseMessage response) =>
        int.Parse(response.Headers.GetValues("X-Cog-Reads").Single(), System.Globalization.CultureInfo.InvariantCulture);

    private Task<HttpResponseMessage> PreviewAsync(TestServer? server = null) =>
        (server ?? _server).Client.GetAsync($"/cog/preview/250x200.npy?url={File}", Cancellation);

    private async Task<NumPyResponse> LevelAsync(int level) =>
        NumPyResponse.Parse(await _server.Client.GetByteArrayAsync($"/cog/level/{level}.npy?url={File}", Cancellation));
}
