using System.Globalization;
using Cog.Testing;
using Functions.Tests.Lambda;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Functions.Tests.Fleet;

/// <summary>10,000 requests to 1,000 files in one sandbox: what it has learnt to need by the 2,000th is what it needs.</summary>
[Collection(FleetCollection.Name)]
public class MemoryTests
{
    private const int Files = 1000;
    private const int Values = 250;

    private static readonly string[] s_formats = ["png", "webp"];

    [Fact]
    public async Task Stays_bounded_however_many_files_are_asked_for()
    {
        // A file's pixels are all of one value; every second 250 are smaller than the first read, and stay in memory with their headers.
        var one = new MapFile(12, 1850, 1640, 1, 1);
        byte[][] large = [.. Enumerable.Range(1, Values).Select(v => one.Build((_, _) => (byte)v))];
        byte[][] small = [.. Enumerable.Range(1, Values).Select(v => (one with { IsDeflated = true }).Build((_, _) => (byte)v))];
        Assert.True(large[0].Length > 16_384 && small[0].Length < 16_384);
        await using TestServer store = await TestServer.StartAsync(context =>
        {
            int file = int.Parse(Path.GetFileNameWithoutExtension(context.Request.Path.Value)!, CultureInfo.InvariantCulture);
            return Results.Bytes(
                (file / Values % 2 == 0 ? large : small)[file % Values], entityTag: new EntityTagHeaderValue($"\"{file}\""), enableRangeProcessing: true).ExecuteAsync(context);
        });
        byte[][] pictures = await PicturesAsync();
        await using TileSandbox sandbox = await TileSandbox.StartAsync(TileSandbox.S3(store.Client.BaseAddress!));

        await AskAsync(sandbox, one.Tiles[0], pictures, 0, 2000);
        (long peak, long anonymous) early = MemoryOf(sandbox.ProcessId);
        await AskAsync(sandbox, one.Tiles[0], pictures, 2000, 10_000);
        (long peak, long anonymous) late = MemoryOf(sandbox.ProcessId);

        TestContext.Current.TestOutputHelper?.WriteLine($"KiB after 2,000 requests: peak {early.peak}, anonymous {early.anonymous}; after 10,000: peak {late.peak}, anonymous {late.anonymous}");
        Assert.InRange(late.peak, early.peak, early.peak + (24 << 10));
        Assert.InRange(late.peak, 1, 200 << 10);
    }

    private static async Task AskAsync(TileSandbox sandbox, string tile, byte[][] pictures, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            int file = i * 379 % Files, format = i / Files % s_formats.Length; // 379 has no divisor with 1000 in common: each file once in 1000.
            HttpAnswer answer = await sandbox.GetAsync($"{tile}.{s_formats[format]}?tilesize=64", $"s3://bucket/{file}.tif");
            Assert.True(answer.Status == 200, answer.Text);
            Assert.True(answer.Content.AsSpan().SequenceEqual(pictures[(file % Values * s_formats.Length) + format]), $"Request {i} has the picture of another file.");
        }
    }

    /// <summary>By value, then by format: tiles of a file that has one tile of each value.</summary>
    private static async Task<byte[][]> PicturesAsync()
    {
        var all = new MapFile(12, 1000, 1000, 25, 10) { IsDeflated = true };
        byte[] file = all.Build((x, y) => (byte)((y / 256 * 25) + (x / 256) + 1));
        return await InProcess.TilesAsync(file, all.Tiles.SelectMany(t => s_formats.Select(f => $"{t}.{f}?tilesize=64")));
    }

    /// <summary>KiB: the most that was ever resident, and what is resident now and of no file.</summary>
    private static (long Peak, long Anonymous) MemoryOf(int process)
    {
        string[] lines = File.ReadAllLines($"/proc/{process}/status");
        return (Of("VmHWM:"), Of("RssAnon:"));

        long Of(string name) => long.Parse(lines.Single(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
