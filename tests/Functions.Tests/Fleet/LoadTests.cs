using Cog.Api;
using Cog.Api.Uploads;
using Cog.Hosting;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Lambda;
using Cog.Testing.Web.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Tests.Fleet;

/// <summary>A little of what <c>tests/Load</c> does for an hour.</summary>
[Collection(FleetCollection.Name)]
public class LoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_that_nobody_would_send_are_answered_and_never_by_a_fault_of_ours()
    {
        await using CogProcess cog = await CogProcess.ServeNativeAsync();
        _ = cog.DrainAsync();
        var campaign = new RequestCampaign();

        await campaign.RunAsync(cog.Address, Files(), 2000, 20261128, Cancellation);

        Assert.True(campaign.Faults.Count == 0, string.Join('\n', campaign.Faults));
        Assert.Equal(2000, campaign.Outcomes.Values.Sum());
        Assert.True(campaign.Outcomes["200"] > 200, string.Join(' ', campaign.Outcomes));
        Assert.True(campaign.Slowest.Time < TimeSpan.FromSeconds(30), campaign.Slowest.ToString());
    }

    [Fact]
    public async Task Events_that_are_nearly_right_are_answered_and_never_by_a_fault_of_ours()
    {
        await using S3Stub s3 = await S3Stub.StartAsync();
        s3.Put("amzn-s3-demo-bucket", "island-rgb.tif", await File.ReadAllBytesAsync(Sample.PictureReader, Cancellation));
        s3.Put("amzn-s3-demo-bucket", "summer survey/island dem (2026).tif", await File.ReadAllBytesAsync(Sample.Heights, Cancellation));
        await using RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
        using var stop = new CancellationTokenSource();
        Task server = Serve(runtime, s3).RunAsync(stop.Token);
        var campaign = new EventCampaign(
            runtime,
            () => !server.IsCompleted,
            new Random(20261128),
            ["s3://amzn-s3-demo-bucket/island-rgb.tif", "s3://amzn-s3-demo-bucket/none.tif"]
        );

        await campaign.RunAsync(800, Cancellation);
        await stop.CancelAsync();
        await server;

        Assert.True(campaign.Faults.IsEmpty, string.Join('\n', campaign.Faults));
        Assert.Empty(runtime.Refused);
        Assert.Equal(800, campaign.Outcomes.Values.Sum());
        Assert.True(campaign.Outcomes["200"] > 50, string.Join(' ', campaign.Outcomes));
    }

    [Fact]
    public async Task Tiles_of_an_object_that_is_overwritten_all_the_time_are_of_one_version()
    {
        await using CogProcess cog = await CogProcess.ServeNativeAsync(
            new Dictionary<string, string> { ["ENABLE_BLOCK_CACHE"] = "FALSE", ["COG_HEADER_REVALIDATE_SECONDS"] = "0" }
        );
        _ = cog.DrainAsync();
        await using OverwriteLoad load = await OverwriteLoad.StartAsync();
        using var client = new HttpClient();

        await load.RunAsync(
            async (path, file) =>
            {
                var address = new Uri(cog.Address, $"{path}?url={Uri.EscapeDataString($"{load.Address}{file}")}");
                using HttpResponseMessage answer = await client.GetAsync(address, Cancellation);
                return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Cancellation));
            },
            8,
            TimeSpan.FromSeconds(6),
            Cancellation
        );

        Assert.True(load.Tiles > 100 && load.Writes > 50, $"{load.Tiles} tiles, {load.Writes} times overwritten");
        Assert.Equal(0, load.Mixed);
        Assert.All(load.Refused.Keys, status => Assert.Equal(503, status));
    }

    [Fact]
    public async Task More_clients_than_are_served_are_told_to_come_back_and_the_others_have_their_tiles()
    {
        await using CogProcess cog = await CogProcess.ServeNativeAsync(
            new Dictionary<string, string> { ["COG_MAX_REQUESTS"] = "4", ["COG_MAX_WAITING_REQUESTS"] = "8" }
        );
        _ = cog.DrainAsync();
        using var load = new ClientLoad();

        await load.RunAsync(
            64,
            600,
            number =>
                new(
                    cog.Address,
                    $"cog/tiles/WebMercatorQuad/12/1854/1642.webp?url={Uri.EscapeDataString(Sample.PictureReader)}&nodata={number}"
                ),
            Cancellation
        );

        Assert.Equal([200, 503], load.Statuses.Keys.Order());
        Assert.Equal(0, load.WithoutRetryAfter);
        Assert.True(load.Statuses[200] >= 12, string.Join(' ', load.Statuses));
    }

    private static List<string> Files() =>
        [
            .. Enumerable.Repeat(Sample.PictureReader, 20),
            .. Enumerable.Repeat(Sample.Heights, 20),
            .. Directory.EnumerateFiles(TestData.PathOf(""), "*.tif", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            "/nowhere.tif",
            "http://127.0.0.1:1/a.tif",
        ];

    // All four functions in one, in this process.
    private static LambdaServer Serve(RuntimeApiServer runtime, S3Stub s3)
    {
        CogOptions options = CogOptions.FromEnvironment(name =>
            name switch
            {
                "AWS_ENDPOINT_URL_S3" => s3.Endpoint.AbsoluteUri,
                "AWS_ACCESS_KEY_ID" => "KEY",
                "AWS_SECRET_ACCESS_KEY" => "SECRET",
                "COG_ALLOWED_SOURCES" => "s3://amzn-s3-demo-bucket/",
                "LOG_LEVEL" => "CRITICAL",
                _ => null,
            }
        );
        ServiceProvider services = new ServiceCollection().AddCog(options).BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.UseCog(routes =>
        {
            routes.MapInfo(Cog.Viewer.ViewerFiles.Open);
            routes.MapTile();
            routes.MapPartialRead();
            routes.MapValidate();
        });
        var settings = new LambdaSettings(runtime.Endpoint, 1, null, false, "test", TimeSpan.FromMilliseconds(400));
        return new(services, app.Build(), new UploadEvents(TextWriter.Null).HandleAsync, settings);
    }
}
