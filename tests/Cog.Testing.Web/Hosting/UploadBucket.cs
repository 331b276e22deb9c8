using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Cog.Api.Uploads;
using Cog.Header;
using Cog.Hosting;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Sources;
using Cog.Testing.Web.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Testing.Web.Hosting;

/// <summary>A bucket in memory, and the function that is notified of its uploads.</summary>
internal sealed class UploadBucket
{
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Key → content; a key that is not there is a 404.</summary>
    public Dictionary<string, byte[]> Objects { get; } = [];

    /// <summary>Keys whose reads fail.</summary>
    public ConcurrentDictionary<string, Exception> Failures { get; } = new();

    /// <summary>Key → the tags that were set, in an order that tests can compare.</summary>
    public ConcurrentDictionary<string, string> Tags { get; } = new();

    /// <summary>
    /// Every object that was read without expecting a version, as only the first read does: key, and version if there is one.
    /// </summary>
    public ConcurrentQueue<string> Opened { get; } = new();

    /// <summary>Address → the JSON that was written there.</summary>
    public ConcurrentDictionary<string, string> Written { get; } = new();

    /// <summary>Set: each read of a key waits for it.</summary>
    public Func<string, Task> Gate { get; set; } = _ => Task.CompletedTask;

    public FakeHeaderCache Headers { get; } = new();

    public StoppedClock Time { get; } = new();

    public CogOptions Options { get; set; } = new();

    /// <summary>The lines of the log.</summary>
    public JsonElement[] Lines =>
        [.. _log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    /// <summary>Ends when a line stands in the log.</summary>
    public Task FirstLine => _firstLine.Task;

    public S3EventHandler Handler => new UploadEvents(new LineWriter(_log, _firstLine)).HandleAsync;

    /// <summary>The services of a function that may read nothing by an address.</summary>
    public ServiceProvider Services =>
        new ServiceCollection()
            .AddCog(Options)
            .AddSingleton<IHeaderCache>(Headers)
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(
                new S3Objects(
                    record => new StoredObject(this, record),
                    (record, tags, _) =>
                    {
                        if (Failures.TryGetValue("tags of " + record.Key, out Exception? failure))
                        {
                            throw failure;
                        }

                        Tags[record.Key] = string.Join(" | ", tags.OrderBy(t => t.Key).Select(t => $"{t.Key}={t.Value}"));
                        return Task.CompletedTask;
                    }
                )
                {
                    WriteAsync = (address, json, _) =>
                    {
                        if (Failures.TryGetValue("reports", out Exception? failure))
                        {
                            throw failure;
                        }

                        Written[address.ToString()] = Encoding.UTF8.GetString(json);
                        return Task.CompletedTask;
                    },
                }
            )
            .BuildServiceProvider();

    public async Task<JsonElement[]> HandleAsync(params S3Record[] records)
    {
        byte[] report = await Handler(Services, new(records), TestContext.Current.CancellationToken);
        return [.. JsonDocument.Parse(report).RootElement.GetProperty("results").EnumerateArray()];
    }

    public static S3Record Created(string key, string? sequencer = null, string? version = null) =>
        new("ObjectCreated:Put", "bucket", key, version, "etag", 1, sequencer, "eu-central-1");

    public static S3Record Removed(string key, string? sequencer = null, string? version = null) =>
        new("ObjectRemoved:Delete", "bucket", key, version, null, null, sequencer, "eu-central-1");

    public static byte[] Cog { get; } = File.ReadAllBytes(TestData.PathOf("functions/rgb-32628.tif"));

    /// <summary>A strip of 600 lines and more than 512 columns: no COG for three reasons.</summary>
    public static byte[] Striped { get; } = Stripes();

    /// <summary>The same file with nothing but ones where its blocks were: its layout is as it was.</summary>
    public static byte[] WithRubbishBlocks(byte[] file)
    {
        CogHeader header = CogHeaderReader
            .ReadAsync(new MemoryRangeSource(file), CogReaderOptions.Default, CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        uint first = header.Ifds.SelectMany(i => MemoryMarshal.Cast<byte, uint>(i.Tags[TagId.TileOffsets].Data.Span).ToArray()).Min();
        byte[] copy = [.. file];
        copy.AsSpan((int)first).Fill(0xFF);
        return copy;
    }

    // Little endian, 600 × 600 bytes, one strip in front of its directory.
    private static byte[] Stripes()
    {
        const int Size = 600;
        var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("II*\0"u8);
        writer.Write(8 + (Size * Size));
        writer.Write(new byte[Size * Size]);
        (ushort Tag, ushort Type, int Value)[] entries =
        [
            (256, 3, Size),
            (257, 3, Size),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, 8),
            (277, 3, 1),
            (278, 3, Size),
            (279, 4, Size * Size),
        ];
        writer.Write((ushort)entries.Length);
        foreach ((ushort tag, ushort type, int value) in entries)
        {
            writer.Write(tag);
            writer.Write(type);
            writer.Write(1);
            writer.Write(value);
        }

        writer.Write(0);
        return file.ToArray();
    }

    private sealed class LineWriter(StringBuilder log, TaskCompletionSource firstLine) : StringWriter(log)
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            firstLine.TrySetResult();
        }
    }

    private sealed class StoredObject(UploadBucket bucket, S3Record record) : IRangeSource
    {
        public Uri Uri => S3Objects.UriOf(record);

        public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
        {
            await bucket.Gate(record.Key).WaitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (ifMatch is null)
            {
                bucket.Opened.Enqueue(record.VersionId is null ? record.Key : $"{record.Key}@{record.VersionId}");
            }

            if (bucket.Failures.TryGetValue(record.Key, out Exception? failure))
            {
                throw failure;
            }

            return bucket.Objects.TryGetValue(record.Key, out byte[]? content)
                ? await new MemoryRangeSource(content, etag: $"\"{content.Length}\"").ReadAsync(range, ifMatch, cancellationToken)
                : throw new SourceNotFoundException($"{Uri}: there is no such object.");
        }
    }
}
