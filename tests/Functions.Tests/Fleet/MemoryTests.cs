using System.Globalization;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Lambda;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Functions.Tests.Fleet;

/// <summary>
/// 10,000 requests to 1,000 files in one sandbox: it keeps within the function's memory, and the second time round needs no more than the
/// first.
/// </summary>
[Collection(FleetCollection.Name)]
public class MemoryTests
{
    private const int Files = 1000;
    private const int Requests = 10_000;
    private const int Values = 250;

    // The first read of each file is kept with its header: kept of all files, it would be more than there is.
    private const int FirstRead = 256 << 10;
    private const int Megabytes = 256;

    private static readonly string[] s_formats = ["png", "webp"];

    [Fact]
    public async Task Stays_bounded_however_many_files_are_asked_for()
    {
        var map = new MapFile(12, 1850, 1640, 2, 2);
        byte[][] files = [.. Enumerable.Range(1, Values).Select(v => map.Build((_, _) => (byte)v))];
        Assert.True(files[0].Length > FirstRead);
        await using TestServer store = await TestServer.StartAsync(context =>
        {
            int file = int.Parse(Path.GetFileNameWithoutExtension(context.Request.Path.Value)!, CultureInfo.InvariantCulture);
            return Results
                .Bytes(files[file % Values], entityTag: new EntityTagHeaderValue($"\"{file}\""), enableRangeProcessing: true)
                .ExecuteAsync(context);
        });
        byte[][] pictures = await PicturesAsync();
        await using TileSandbox sandbox = await TileSandbox.StartAsync([
            .. TileSandbox.S3(store.Client.BaseAddress!),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", $"{Megabytes}"),
            ("INGESTED_BYTES_AT_OPEN", $"{FirstRead}"),
        ]);

        long first = 0;
        for (int i = 0; i < Requests; i++)
        {
            // Five requests to a file in each of two rounds, with others between.
            int file = ((i / 5) + Files - (i % 5 * 9)) % Files,
                format = i % s_formats.Length;
            HttpAnswer answer = await sandbox.GetAsync($"{map.Tiles[^1]}.{s_formats[format]}?tilesize=64", $"s3://bucket/{file}.tif");
            Assert.True(answer.Status == 200, answer.Text);
            Assert.True(
                answer.Content.AsSpan().SequenceEqual(pictures[(file % Values * s_formats.Length) + format]),
                $"Request {i} has the picture of another file."
            );

            if (i + 1 is 2000 or Requests / 2 or Requests)
            {
                (long peak, long anonymous) = MemoryOf(sandbox.ProcessId);
                first = i + 1 <= Requests / 2 ? peak : first;
                TestContext.Current.TestOutputHelper?.WriteLine($"After {i + 1} requests: peak {peak} KiB, anonymous {anonymous} KiB");
                Assert.InRange(peak, 1, Megabytes << 10);
                Assert.InRange(peak, first, first + (16 << 10));
            }
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

        long Of(string name) =>
            long.Parse(
                lines.Single(l => l.StartsWith(name, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[
                    1
                ],
                CultureInfo.InvariantCulture
            );
    }
}
