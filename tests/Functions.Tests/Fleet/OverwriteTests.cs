using System.Globalization;
using System.Net;
using System.Text;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Fleet;

/// <summary>
/// A file that is overwritten between any two reads of a request: what the caller sees is of the old one or of the new one, never of both.
/// </summary>
/// <remarks>
/// The file is laid out so that every part is a read of its own: the start, the directory, the block index, and four blocks that are not
/// merged.
/// The new one has either the same layout, so that bytes of the two would go together unnoticed, or another one, so that they would not.
/// </remarks>
public class OverwriteTests
{
    private const string Tile = "/cog/tiles/WebMercatorQuad/12/1851/1641.png";
    private const string OtherTile = "/cog/tiles/WebMercatorQuad/12/1850/1640.png";
    private const string Info = "/cog/info";

    /// <summary>Reads of one request that are under way at once.</summary>
    private const int InFlight = 8;

    private static readonly MapFile s_map = new(12, 1850, 1640, 2, 2)
    {
        BlockSize = 128,
        GapBeforeIfds = 40_000,
        GapBeforeIndexes = 40_000,
    };
    private static readonly byte[] s_old = s_map.Build((x, y) => (byte)(1 + ((x + (3 * y)) % 120)));
    private static readonly byte[] s_sameLayout = s_map.Build((x, y) => (byte)(130 + (((7 * x) + y) % 120)));
    private static readonly byte[] s_otherLayout = (s_map with { Across = 3, GapBeforeIfds = 50_000, GapBeforeIndexes = 90_000 }).Build(
        (x, y) => (byte)(130 + (((7 * x) + y) % 120))
    );

    private static string Box { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"/cog/bbox/{s_map.Bounds.West + 100},{s_map.Bounds.South + 100},{s_map.Bounds.East - 100},{s_map.Bounds.North - 100}/200x200.png?coord_crs=epsg:3857"
        );

    public static TheoryData<string, bool, bool, bool> Kinds =>
        [
            .. from path in new[] { Tile, Box, Info }
            from same in new[] { true, false }
            from honours in new[] { true, false }
            from known in new[] { true, false }
            where path != Info || (!known && !same) // What is known costs no read, and is all that there is to say of the layout.
            select new TheoryDataRow<string, bool, bool, bool>(path, same, honours, known),
        ];

    /// <param name="path">What is asked for.</param>
    /// <param name="same">Whether the new file has the old one's layout.</param>
    /// <param name="honours">Whether the server knows If-Match.</param>
    /// <param name="known">Whether the old one's header and block index are in memory.</param>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Never_mixes_versions_whenever_the_file_is_overwritten(string path, bool same, bool honours, bool known)
    {
        byte[] now = same ? s_sameLayout : s_otherLayout;
        (byte[] old, int oldReads) = await AloneAsync(path, s_old, known);
        (byte[] young, int youngReads) = await AloneAsync(path, now, known: false);
        Assert.NotEqual(old, young);
        Assert.True(
            oldReads
                >= (
                    known ? 4
                    : path == Info ? 2
                    : 6
                ),
            $"{oldReads} reads"
        );

        for (int position = 1; position <= oldReads + 1; position++)
        {
            (byte[] body, int reads) = await AskAsync(path, known, honours, position, s_old, now);

            // Overwritten before the first read of a file that nobody knew, there is nothing to be done twice.
            bool isOld = position > oldReads;
            Assert.True(
                body.AsSpan().SequenceEqual(isOld ? old : young),
                $"Overwritten before read {position} of {oldReads}: the answer is neither version's or not the newest: {Shown(body)}"
            );
            Assert.InRange(reads, 1, isOld ? oldReads : oldReads + youngReads + InFlight); // A refused condition is asked about once more, without it, by each read in flight.
        }
    }

    [Theory]
    [InlineData(Tile)]
    [InlineData(Info)]
    public async Task Gives_up_on_a_file_that_is_overwritten_before_every_read(string path)
    {
        var file = new OverwrittenObject(read => read, s_old, s_sameLayout);
        await using var origin = new AwsStub(file.BufferedResponse);
        await using TestServer server = await StartAsync();

        using HttpResponseMessage answer = await GetAsync(server, path, origin);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.Equal(6, file.Reads); // The start, one read more, and the same without its refused condition, twice.
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Never_mixes_versions_in_the_native_function(bool same, bool known)
    {
        byte[] now = same ? s_sameLayout : s_otherLayout;
        (byte[] old, int oldReads) = await AloneAsync(Tile, s_old, known);
        (byte[] young, int youngReads) = await AloneAsync(Tile, now, known: false);
        var objects = new Dictionary<string, OverwrittenObject>();
        await using var s3 = new AwsStub(r =>
            objects.TryGetValue(r.Target.Split('?')[0], out OverwrittenObject? asked)
                ? asked.BufferedResponse(r)
                : StubAnswer.S3Error(404, "NoSuchKey")
        );
        await using TileSandbox sandbox = await TileSandbox.StartAsync([
            .. TileSandbox.S3(s3.Address),
            ("HTTP_MERGE_CONSECUTIVE_RANGES", "FALSE"),
        ]);

        for (int position = 1; position <= oldReads + 1; position++)
        {
            int start = 0,
                overwritten = position;
            OverwrittenObject file = objects[$"/bucket/{position}.tif"] = new(read => read < start + overwritten ? 0 : 1, s_old, now);
            if (known)
            {
                start = int.MaxValue / 2;
                Assert.Equal(200, (await sandbox.GetAsync(OtherTile, $"s3://bucket/{position}.tif")).Status);
                start = file.Reads;
            }

            HttpAnswer answer = await sandbox.GetAsync(Tile, $"s3://bucket/{position}.tif");

            bool isOld = position > oldReads;
            Assert.True(answer.Status == 200, answer.Text);
            Assert.True(
                answer.Content.AsSpan().SequenceEqual(isOld ? old : young),
                $"Overwritten before read {position} of {oldReads}: the tile is neither version's or not the newest."
            );
            Assert.InRange(file.Reads - start, 1, isOld ? oldReads : oldReads + youngReads);
        }
    }

    [Fact]
    public async Task The_native_function_gives_up_on_an_object_that_is_overwritten_before_every_read()
    {
        var file = new OverwrittenObject(read => read, s_old, s_sameLayout);
        await using var s3 = new AwsStub(file.BufferedResponse);
        await using TileSandbox sandbox = await TileSandbox.StartAsync(TileSandbox.S3(s3.Address));

        HttpAnswer answer = await sandbox.GetAsync(Tile, "s3://bucket/a.tif");

        Assert.Equal((503, "no-store"), (answer.Status, answer.Headers["Cache-Control"]));
        Assert.Equal(4, file.Reads);
    }

    /// <summary>The answer when nothing is overwritten, and how many reads it takes.</summary>
    private static Task<(byte[] Body, int Reads)> AloneAsync(string path, byte[] file, bool known) =>
        AskAsync(path, known, honours: true, int.MaxValue / 2, file);

    /// <param name="path">What is asked for.</param>
    /// <param name="known">Whether another tile is asked for first.</param>
    /// <param name="honours">See <see cref="OverwrittenObject.HonoursIfMatch"/>.</param>
    /// <param name="position">Number of the request's read before which the file is overwritten.</param>
    /// <param name="versions">The old one and the new one.</param>
    private static async Task<(byte[] Body, int Reads)> AskAsync(
        string path,
        bool known,
        bool honours,
        int position,
        params byte[][] versions
    )
    {
        int start = known ? int.MaxValue / 2 : 0;
        var file = new OverwrittenObject(read => read - start < position ? 0 : 1, versions) { HonoursIfMatch = honours };
        await using var origin = new AwsStub(file.BufferedResponse);
        await using TestServer server = await StartAsync();
        if (known)
        {
            (await GetAsync(server, OtherTile, origin)).Dispose();
            start = file.Reads;
        }

        using HttpResponseMessage answer = await GetAsync(server, path, origin);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {Encoding.UTF8.GetString(body)}");
        return (body, file.Reads - start);
    }

    private static Task<TestServer> StartAsync() =>
        TestServer.StartAsync(CogOptions.LocalMachine with { Reader = CogOptions.LocalMachine.Reader with { MergeGapBytes = -1 } });

    private static Task<HttpResponseMessage> GetAsync(TestServer server, string path, AwsStub origin) =>
        server.Client.GetAsync(
            $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}url={Uri.EscapeDataString($"{origin.Address}a.tif")}",
            TestContext.Current.CancellationToken
        );

    private static string Shown(byte[] body) => body is [(byte)'{', ..] ? Encoding.UTF8.GetString(body) : $"{body.Length} bytes";
}
