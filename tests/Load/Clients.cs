using System.Globalization;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Load;

namespace Load;

/// <summary>
/// The native <c>cog serve</c> under 8, 64 and 256 clients, then under more than it takes, and its memory over 20,000 tiles.
/// </summary>
internal static class Clients
{
    private static readonly string[] s_tiles =
    [
        "12/1854/1642",
        "12/1853/1642",
        "11/926/821",
        "11/927/821",
        "12/1854/1643",
        "10/463/410",
        "9/231/205",
    ];

    public static async Task<int> RunAsync()
    {
        var faults = new List<string>();
        await using (CogProcess cog = await CogProcess.ServeNativeAsync(Sample.PictureReader))
        {
            _ = cog.DrainAsync();
            foreach (int clients in new[] { 8, 64, 256 })
            {
                using var load = new ClientLoad();
                TimeSpan time = await load.RunAsync(clients, 3000, number => Tile(cog.Address, number), CancellationToken.None);
                Tell($"{clients} clients", load, time, cog);
                faults.AddRange(load.Statuses.Where(s => s.Key is not 200).Select(s => $"{clients} clients: {s.Value} × {s.Key}"));
            }
        }

        await using (
            CogProcess cog = await CogProcess.ServeNativeAsync(
                new Dictionary<string, string> { ["COG_MAX_REQUESTS"] = "8", ["COG_MAX_WAITING_REQUESTS"] = "32" }
            )
        )
        {
            _ = cog.DrainAsync();
            using var load = new ClientLoad();
            TimeSpan time = await load.RunAsync(256, 5000, number => Tile(cog.Address, number), CancellationToken.None);
            Tell("256 clients, 8 at once and 32 waiting", load, time, cog);
            if (
                load.Statuses.Keys.Any(status => status is not 200 and not 503)
                || load.WithoutRetryAfter > 0
                || !load.Statuses.ContainsKey(503)
            )
            {
                faults.Add($"past the queue: {Report.Counts(load.Statuses)}, {load.WithoutRetryAfter} without Retry-After");
            }
        }

        faults.AddRange(await MemoryAsync());
        return Report.Faults(faults);
    }

    private static async Task<IEnumerable<string>> MemoryAsync()
    {
        await using CogProcess cog = await CogProcess.ServeNativeAsync(Sample.PictureReader);
        _ = cog.DrainAsync();
        var resident = new List<long>();
        for (int round = 0; round < 10; round++)
        {
            using var load = new ClientLoad();
            TimeSpan time = await load.RunAsync(8, 2000, number => Tile(cog.Address, number), CancellationToken.None);
            Tell($"{(round + 1) * 2000} tiles", load, time, cog);
            if (round is 1 or 9)
            {
                await Task.Delay(TimeSpan.FromSeconds(70)); // Idle memory is given back within a minute: what stays is what is held.
                resident.Add(ProcessFigures.Of(cog.Id).ResidentBytes);
                Report.Line($"idle for a minute: {ProcessFigures.Of(cog.Id)}");
            }
        }

        return resident[1] > resident[0] * 1.1 ? [$"{resident[1]} bytes after 20,000 tiles, {resident[0]} after 4,000"] : [];
    }

    private static void Tell(string what, ClientLoad load, TimeSpan time, CogProcess cog) =>
        Report.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {load.Statuses.Values.Sum() / time.TotalSeconds:0} requests a second, median {load.Quantile(0.5):0} ms, "
                    + $"99 % {load.Quantile(0.99):0} ms, {Report.Counts(load.Statuses)}; {ProcessFigures.Of(cog.Id)}"
            )
        );

    // Of the picture, whole and in part.
    private static Uri Tile(Uri server, int number)
    {
        string format = (number % 3) switch
        {
            0 => "png",
            1 => "webp",
            _ => "jpg",
        };
        string tile = s_tiles[number % s_tiles.Length];
        return new(server, $"cog/tiles/WebMercatorQuad/{tile}.{format}?url={Uri.EscapeDataString(Sample.PictureReader)}");
    }
}
