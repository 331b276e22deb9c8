using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Cog.Testing.Web.Load;

/// <summary>
/// An object of one colour that is overwritten again and again by one of another colour, while clients ask for its tiles: each tile is of
/// the one or of the other.
/// </summary>
internal sealed class OverwriteLoad : IAsyncDisposable
{
    // Every part is a read of its own, and both have the same layout, so that bytes of the two would go together unnoticed.
    private static readonly MapFile s_map = new(12, 1850, 1640, 8, 8)
    {
        BlockSize = 128,
        GapBeforeIfds = 40_000,
        GapBeforeIndexes = 40_000,
    };

    private readonly byte[][] _versions = [s_map.Build((_, _) => 60), s_map.Build((_, _) => 190)];
    private readonly Dictionary<(string Path, int Version), byte[]> _pictures = [];
    private TestServer? _store;
    private int _writes;

    /// <summary>Where the object is read, path style or not: it is the only one.</summary>
    public Uri Address => _store?.Client.BaseAddress ?? throw new InvalidOperationException();

    /// <summary>Tiles that came, of both colours together.</summary>
    public int Tiles { get; private set; }

    /// <summary>Refusals by status.</summary>
    public Dictionary<int, int> Refused { get; } = [];

    /// <summary>Tiles that are of neither.</summary>
    public int Mixed { get; private set; }

    /// <summary>How often it was overwritten.</summary>
    public int Writes => _writes;

    public static async Task<OverwriteLoad> StartAsync()
    {
        var load = new OverwriteLoad();
        load._store = await TestServer.StartAsync(load.AnswerAsync);
        return load;
    }

    /// <summary>Asks for tiles.</summary>
    /// <param name="ask">Path of a tile, and name of the file → status and body.</param>
    /// <param name="clients">How many ask at once.</param>
    /// <param name="time">For how long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        Func<string, string, Task<(int Status, byte[] Body)>> ask,
        int clients,
        TimeSpan time,
        CancellationToken cancellationToken
    )
    {
        string[] paths = [.. s_map.Tiles.SelectMany(t => new[] { $"{t}.png", $"{t}.webp" })];
        for (int version = 0; version < 2; version++)
        {
            foreach (string path in paths)
            {
                (int status, byte[] body) = await ask(path, $"{version}.tif"); // Never overwritten.
                Assert.Equal(200, status);
                _pictures[(path, version)] = body;
            }
        }

        Assert.All(paths, path => Assert.NotEqual(_pictures[(path, 0)], _pictures[(path, 1)]));

        long start = Stopwatch.GetTimestamp();
        Task writing = WriteAsync(start, time, cancellationToken);
        await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(client => Task.Run(() => AskAsync(ask, new Random(client), paths, (start, time)), cancellationToken))
        );
        await writing;
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    private async Task WriteAsync(long start, TimeSpan time, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await Task.Delay(random.Next(1, 60), cancellationToken);
            Interlocked.Increment(ref _writes);
        }
    }

    private async Task AskAsync(
        Func<string, string, Task<(int Status, byte[] Body)>> ask,
        Random random,
        string[] paths,
        (long Start, TimeSpan Length) time
    )
    {
        while (Stopwatch.GetElapsedTime(time.Start) < time.Length)
        {
            string path = paths[random.Next(paths.Length)];
            (int status, byte[] body) = await ask(path, "a.tif");
            lock (_pictures)
            {
                if (status != 200)
                {
                    Refused[status] = Refused.GetValueOrDefault(status) + 1;
                    continue;
                }

                Tiles++;
                Mixed += _pictures[(path, 0)].AsSpan().SequenceEqual(body) || _pictures[(path, 1)].AsSpan().SequenceEqual(body) ? 0 : 1;
            }
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        int writes = context.Request.Path.Value!.Split('/')[^1] switch
        {
            "0.tif" => 0,
            "1.tif" => 1,
            _ => Volatile.Read(ref _writes),
        };
        string etag = $"\"{writes}\"";
        if (context.Request.Headers.IfMatch is { Count: > 0 } wanted && wanted != etag)
        {
            context.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return;
        }

        context.Request.Headers.Remove("If-Match");
        await Results
            .Bytes(_versions[writes % 2], "image/tiff", entityTag: new EntityTagHeaderValue(etag), enableRangeProcessing: true)
            .ExecuteAsync(context);
    }
}
