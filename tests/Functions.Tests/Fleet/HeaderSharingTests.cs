using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Fleet;

/// <summary>200 tiles of one file, asked of 20 fresh sandboxes one after the other: what that costs in S3, counted before S3.</summary>
[Collection(FleetCollection.Name)]
public sealed class HeaderSharingTests(AwsServices services) : IAsyncLifetime
{
    private const int Sandboxes = 20;
    private const int TilesEach = 10;

    private static readonly MapFile s_map = new(12, 1850, 1640, 20, 10) { IsDeflated = true };

    private CountingProxy _proxy = null!;
    private S3Bucket _bucket = null!;
    private byte[][] _pictures = null!;

    public async ValueTask InitializeAsync()
    {
        RadosGateway gateway = await services.S3Async();
        byte[] file = s_map.Build((x, y) => (byte)(1 + (((x * 7) ^ (y * 3)) % 250)));
        _bucket = await S3Bucket.CreateAsync(gateway);
        await _bucket.PutAsync("map.tif", file);
        _proxy = new(gateway.Endpoint);
        _pictures = await InProcess.TilesAsync(file, s_map.Tiles.Select(t => t + ".png"));
        Assert.Equal(Sandboxes * TilesEach, _pictures.Select(Convert.ToHexString).Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        _bucket?.Dispose();
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task With_the_table_the_header_is_read_from_the_file_once_in_all()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);

        string logs = await AskAsync(Sandboxes, TableOf(table), (sandbox, tile) => sandbox == 0
                ? tile == 0
                    ? "file"
                    : "memory"
                : tile == 0
                    ? "table"
                    : "memory");

        Assert.Equal((1, 200), Reads());
        Assert.DoesNotContain("The header table", logs, StringComparison.Ordinal);
        Assert.Single(await table.ItemsAsync());
    }

    [Fact]
    public async Task With_the_table_emptied_half_way_it_is_read_once_more()
    {
        await using HeaderTable table = await HeaderTable.CreateAsync(services);

        string logs = await AskAsync(
            Sandboxes,
            TableOf(table),
            (sandbox, tile) =>
                tile > 0 ? "memory"
                : sandbox is 0 or 10 ? "file"
                : "table",
            sandbox => sandbox == 10 ? table.ClearAsync() : Task.CompletedTask
        );

        Assert.Equal((2, 200), Reads());
        Assert.DoesNotContain("The header table", logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_table_each_sandbox_reads_it_once()
    {
        string logs = await AskAsync(Sandboxes, [], FromFile);

        Assert.Equal((20, 200), Reads());
        Assert.DoesNotContain("The header table", logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_table_cut_off_each_sandbox_reads_it_once_and_says_so_once()
    {
        var gone = new AwsStub(StubAnswer.Silence);
        await gone.DisposeAsync();

        string logs = await AskAsync(Sandboxes, TileSandbox.Table(gone.Address), FromFile);

        Assert.Equal((20, 200), Reads());
        Assert.Equal(20, Lines(logs, "The header table headers cannot be asked"));
        Assert.Equal(20, Lines(logs, "The header table"));
    }

    [Fact]
    public async Task With_a_table_that_hangs_each_sandbox_waits_once_and_says_so_once()
    {
        await using var hanging = new AwsStub(StubAnswer.Silence);

        string logs = await AskAsync(4, TileSandbox.Table(hanging.Address), FromFile);

        Assert.Equal((4, 40), Reads());
        Assert.Equal(4, hanging.Requests.Count);
        Assert.Equal(4, Lines(logs, "The header table headers did not answer within 1000 ms"));
        Assert.Equal(4, Lines(logs, "The header table"));
    }

    private static string FromFile(int sandbox, int tile) => tile == 0 ? "file" : "memory";

    private static (string Name, string Value)[] TableOf(HeaderTable table) =>
        TileSandbox.Table(table.Settings.DynamoDbEndpoint!, table.Settings.HeaderTable!);

    private static int Lines(string logs, string words) => logs.Split('\n').Count(l => l.Contains(words, StringComparison.Ordinal));

    /// <summary>Ten tiles of each sandbox, each compared with the picture that the endpoint gives on Kestrel.</summary>
    /// <param name="sandboxes">How many, one after the other.</param>
    /// <param name="table">Variables of the header table.</param>
    /// <param name="headerFrom">Number of the sandbox, number of its tile → where its header has to be from.</param>
    /// <param name="before">Happens before a sandbox starts.</param>
    /// <returns>What all of them had to say.</returns>
    private async Task<string> AskAsync(
        int sandboxes,
        (string, string)[] table,
        Func<int, int, string> headerFrom,
        Func<int, Task>? before = null
    )
    {
        var logs = new List<string>();
        for (int s = 0; s < sandboxes; s++)
        {
            await (before?.Invoke(s) ?? Task.CompletedTask);
            await using TileSandbox sandbox = await TileSandbox.StartAsync([
                .. TileSandbox.S3(_proxy.Address, RadosGateway.Owner),
                .. table,
            ]);
            for (int t = 0; t < TilesEach; t++)
            {
                int tile = (s * TilesEach) + t;
                HttpAnswer answer = await sandbox.GetAsync(s_map.Tiles[tile] + ".png", _bucket.UriOf("map.tif"));
                Assert.True(answer.Status == 200, answer.Text);
                Assert.Equal(_pictures[tile], answer.Content);
                Assert.Equal((s, t, headerFrom(s, t)), (s, t, answer.Headers["X-Cog-Header"]));
            }

            logs.Add(await sandbox.KillAsync());
        }

        return string.Join('\n', logs);
    }

    /// <summary>Reads of the header, which is at the file's start, and others; nothing but ranged GETs may have come.</summary>
    private (int Header, int Blocks) Reads()
    {
        string[] ranges = [.. _proxy.Exchanges.Select(e => $"{e.Request.Method} {e.Request.Header("Range")} {e.BufferedResponse.Status}")];
        Assert.All(ranges, r => Assert.Matches(@"^GET bytes=\d+-\d+ 206$", r));
        int header = ranges.Count(r => r.StartsWith("GET bytes=0-", StringComparison.Ordinal));
        return (header, ranges.Length - header);
    }
}
