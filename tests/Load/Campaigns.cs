using Cog.Testing;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Lambda;
using Cog.Testing.Web.Load;

namespace Load;

/// <summary>Random requests and events, and an object that is overwritten, against the native programs.</summary>
internal static class Campaigns
{
    public static async Task<int> RequestsAsync(int count, int seed)
    {
        // The native program takes minutes to build: the other is for who changes this.
        await using CogProcess cog = Environment.GetEnvironmentVariable("LOAD_JIT") is null
            ? await CogProcess.ServeNativeAsync()
            : await CogProcess.ServeAsync();
        _ = cog.DrainAsync();
        var campaign = new RequestCampaign();
        Report.Line($"start: {ProcessFigures.Of(cog.Id)}");
        await campaign.RunAsync(cog.Address, Files(), count, seed, CancellationToken.None);
        Report.Line($"end: {ProcessFigures.Of(cog.Id)}; {Report.Counts(campaign.Outcomes)}");
        Report.Line($"slowest: {campaign.Slowest.Time.TotalSeconds:0.00} s, {campaign.Slowest.Request}");
        return Report.Faults(campaign.Faults);
    }

    public static async Task<int> EventsAsync(int count, int seed)
    {
        await using S3Stub s3 = await S3Stub.StartAsync();
        s3.Put("amzn-s3-demo-bucket", "island-rgb.tif", await File.ReadAllBytesAsync(Sample.PictureReader));
        s3.Put("amzn-s3-demo-bucket", "summer survey/island dem (2026).tif", await File.ReadAllBytesAsync(Sample.Heights));
        var faults = new List<string>();
        foreach (string name in NativeBuild.Functions)
        {
            await using RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
            using FunctionProcess function = FunctionProcess.Start(
                Path.Combine(NativeBuild.Packages, name, "bootstrap"),
                runtime,
                [
                    ("AWS_ENDPOINT_URL_S3", s3.Endpoint.AbsoluteUri),
                    ("AWS_ACCESS_KEY_ID", "KEY"),
                    ("AWS_SECRET_ACCESS_KEY", "SECRET"),
                    ("COG_ALLOWED_SOURCES", "s3://amzn-s3-demo-bucket/"),
                    ("LOG_LEVEL", "ERROR"),
                ]
            );
            var campaign = new EventCampaign(runtime, () => function.IsRunning, new Random(seed), Objects);
            await campaign.RunAsync(count / NativeBuild.Functions.Count, CancellationToken.None);
            Report.Line(
                $"{name}: {Report.Counts(campaign.Outcomes)}; {(function.IsRunning ? ProcessFigures.Of(function.Id).ToString() : "ended")}"
            );
            Report.Line(
                $"slowest: {campaign.Slowest.Time.TotalSeconds:0.00} s, "
                    + campaign.Slowest.Event[..Math.Min(300, campaign.Slowest.Event.Length)]
            );
            faults.AddRange(campaign.Faults);
            if (!runtime.Refused.IsEmpty)
            {
                faults.Add($"{name}: {runtime.Refused.Count} answers too many");
            }
        }

        return Report.Faults(faults);
    }

    public static async Task<int> OverwriteAsync(TimeSpan time)
    {
        var faults = new List<string>();
        // Nothing of a file stays in memory, so that each tile is read anew.
        var nothingKept = new Dictionary<string, string> { ["ENABLE_BLOCK_CACHE"] = "FALSE", ["COG_HEADER_REVALIDATE_SECONDS"] = "0" };
        await using (CogProcess cog = await CogProcess.ServeNativeAsync(nothingKept))
        {
            _ = cog.DrainAsync();
            await using OverwriteLoad load = await OverwriteLoad.StartAsync();
            using var client = new HttpClient();
            await load.RunAsync(
                async (path, file) =>
                {
                    using HttpResponseMessage answer = await client.GetAsync(
                        new Uri(cog.Address, $"{path}?url={Uri.EscapeDataString($"{load.Address}{file}")}")
                    );
                    return ((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
                },
                8,
                time,
                CancellationToken.None
            );
            Tell("cog serve, http", load, faults);
        }

        await using RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
        await using OverwriteLoad objects = await OverwriteLoad.StartAsync();
        using FunctionProcess function = FunctionProcess.Start(
            Path.Combine(NativeBuild.Packages, "TileFunction", "bootstrap"),
            runtime,
            [
                ("AWS_ENDPOINT_URL_S3", objects.Address.AbsoluteUri),
                ("AWS_ACCESS_KEY_ID", "KEY"),
                ("AWS_SECRET_ACCESS_KEY", "SECRET"),
                ("COG_ALLOWED_SOURCES", "s3://bucket/"),
                .. nothingKept.Select(s => (s.Key, s.Value)),
                ("AWS_LAMBDA_MAX_CONCURRENCY", "8"),
                ("LOG_LEVEL", "ERROR"),
            ]
        );
        await objects.RunAsync((path, file) => AskAsync(runtime, path, file), 8, time, CancellationToken.None);
        Tell("TileFunction, S3", objects, faults);
        return Report.Faults(faults);
    }

    /// <summary>Files to name in requests: samples, whatever the tests have, and what is not there.</summary>
    private static List<string> Files() =>
        [
            .. Enumerable.Repeat(Sample.PictureReader, 20),
            .. Enumerable.Repeat(Sample.Heights, 20),
            .. Directory.EnumerateFiles(TestData.PathOf(""), "*.tif", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            .. Directory.EnumerateFiles(TestData.PathOf(""), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(40),
            "/nowhere.tif",
            "http://127.0.0.1:1/a.tif",
        ];

    private static readonly string[] Objects =
    [
        "s3://amzn-s3-demo-bucket/island-rgb.tif",
        "s3://amzn-s3-demo-bucket/none.tif",
        "s3://other/a.tif",
    ];

    private static async Task<(int, byte[])> AskAsync(RuntimeApiServer runtime, string path, string file)
    {
        HttpAnswer answer = (
            await runtime.InvokeAsync(
                $$$"""
                {"version":"2.0","rawPath":"{{{path}}}","rawQueryString":"url=s3%3A%2F%2Fbucket%2F{{{file}}}","headers":{},
                "requestContext":{"http":{"method":"GET"},"stage":"$default"},"isBase64Encoded":false}
                """
            )
        ).Http();
        return (answer.Status, answer.Content);
    }

    private static void Tell(string what, OverwriteLoad load, List<string> faults)
    {
        Report.Line(
            $"{what}: {load.Writes} times overwritten, {load.Tiles} tiles, mixed {load.Mixed}, refused {Report.Counts(load.Refused)}"
        );
        if (load.Mixed > 0 || load.Refused.Keys.Any(status => status != 503) || load.Tiles == 0)
        {
            faults.Add($"{what}: {load.Mixed} mixed");
        }
    }
}
