using System.Text.Json;
using Cog.Blocks;
using Cog.Header;
using Cog.Testing;

namespace Cog.Tests.Header;

/// <summary>The corpus of malformed files: each opens, or fails cleanly, as its expectation says; blocks that are said to be good are found.</summary>
public class BadFileTests
{
    public static TheoryData<string> Files() => Corpus.Folder is null ? [Corpus.Missing] : [.. Corpus.Names("bad", "")];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task Opens_or_fails_cleanly(string name)
    {
        Assert.SkipWhen(Corpus.Folder is null, Corpus.Missing);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string path = Corpus.PathOf($"bad/{name}");
        using JsonDocument expectation = JsonDocument.Parse(await File.ReadAllBytesAsync(path + ".json", cancellationToken));
        string expect = expectation.RootElement.GetProperty("expect").GetString()!;
        var source = new CountingRangeSource(await File.ReadAllBytesAsync(path, cancellationToken));

        CogHeader? header = null;
        try
        {
            header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, cancellationToken);
        }
        catch (CogException error)
        {
            Assert.True(expect is "error" or "no-crash", error.Message);
        }

        if (header is null)
        {
            return;
        }

        // The codec's absence, not the header, is the error of this one.
        Assert.True(expect != "error" || name == "compression-unknown.tif", "Opens, but should not.");
        _ = (header.Bounds, header.EpsgCode, header.NoData, header.ColorInterpretation, header.Metadata, header.OverviewDecimations, header.IsGeoreferenced);
        if (expectation.RootElement.TryGetProperty("profile", out JsonElement profile))
        {
            Assert.Equal(profile.GetProperty("width").GetInt32(), header.Image.Width);
            Assert.Equal(profile.GetProperty("transform").EnumerateArray().Select(e => e.GetDouble()), [header.GeoTransform.A, header.GeoTransform.B, header.GeoTransform.C, header.GeoTransform.D, header.GeoTransform.E, header.GeoTransform.F]);
            Assert.Equal(profile.GetProperty("overviews").EnumerateArray().Select(e => e.GetInt32()), header.OverviewDecimations);
        }

        var index = new BlockIndex(header, header.Image, CogReaderOptions.Default);
        foreach (JsonElement block in expectation.RootElement.GetProperty("good_blocks").EnumerateArray())
        {
            long[] number = [header.Image.BlockNumber(block.GetProperty("x").GetInt32(), block.GetProperty("y").GetInt32(), 0)];
            Assert.False((await index.LocateAsync(source, number, cancellationToken))[0].IsSparse);
        }
    }
}
