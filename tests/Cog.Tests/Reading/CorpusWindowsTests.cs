using System.Text.Json;
using Cog.Codecs;
using Cog.Codecs.Jpeg;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>Boxes of the file's own CRS, as rio-tiler on GDAL reads them.</summary>
public class CorpusWindowsTests
{
    private static readonly CogReaderOptions s_options = new() { Codecs = BlockCodecs.Managed.With(Compression.Jpeg, new JpegCodec()) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<TheoryDataRow<string, string>> Requests()
    {
        if (!Corpus.IsWhole)
        {
            yield return new("the others", "") { Skip = Corpus.Missing };
        }

        foreach (
            string name in Directory
                .EnumerateFiles(Corpus.PathOf("windows"), "*.json")
                .Select(p => Path.GetFileNameWithoutExtension(p)!)
                .Order(StringComparer.Ordinal)
        )
        {
            using JsonDocument json = Read(name);
            foreach (JsonElement request in Boxes(json))
            {
                yield return new(name, $"{request.GetProperty("key")} {request.GetProperty("what")} {request.GetProperty("resampling")}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Boxes_are_those_that_rio_tiler_reads(string name, string what)
    {
        using JsonDocument json = Read(name);
        JsonElement request = Boxes(json).First(r => r.GetProperty("key").GetString() == what.Split(' ')[0]);
        NumPyArray expected = NumPyArchive.Read(Corpus.PathOf($"windows/{name}.npz"))[request.GetProperty("key").GetString()!];
        using var source = new FileRangeSource(Corpus.PathOf("tif/" + json.RootElement.GetProperty("file").GetString()));
        CogReader reader = await CogReader.OpenAsync(source, s_options, Token);

        double[] b = [.. request.GetProperty("bounds").EnumerateArray().Select(n => n.GetDouble())];
        var size = new RasterSize(request.GetProperty("width").GetInt32(), request.GetProperty("height").GetInt32());
        Resampling resampling = Enum.Parse<Resampling>(request.GetProperty("resampling").GetString()!, ignoreCase: true);
        using Raster? raster = await reader.ReadAsync(
            new BoundingBox(b[0], b[1], b[2], b[3]),
            size,
            new() { Resampling = resampling },
            Token
        );

        Assert.NotNull(raster);
        Compare(raster, expected, request.GetProperty("tolerance"), name, what);
    }

    private static void Compare(Raster raster, NumPyArray expected, JsonElement tolerance, string name, string what)
    {
        int pixels = raster.PixelCount;
        Assert.Equal(expected.Shape, new[] { raster.Bands + 1, raster.Height, raster.Width });
        ReadOnlySpan<double> mask = expected.Values.AsSpan(raster.Bands * pixels);
        int agree = 0;
        List<int> both = [];
        for (int i = 0; i < pixels; i++)
        {
            agree += (mask[i] > 0) == (raster.Mask[i] > 0) ? 1 : 0;
            if (mask[i] > 0 && raster.Mask[i] > 0)
            {
                both.Add(i);
            }
        }

        List<double> differences = [];
        for (int band = 0; band < raster.Bands; band++)
        {
            double[] ours = raster.Values(band);
            differences.AddRange(
                both.Select(i =>
                    ours[i] == expected.Values[(band * pixels) + i] ? 0 : Math.Abs(ours[i] - expected.Values[(band * pixels) + i])
                )
            );
        }

        differences.Sort();
        double mean = differences.Average(),
            p99 = differences[(int)(differences.Count * 0.99)],
            equal = differences.Count(d => d == 0) / (double)differences.Count;
        string figures =
            $"equal {equal:0.0000}, mean {mean:0.0000}, p99 {p99:0.000}, max {differences[^1]:0.000}, mask {(double)agree / pixels:0.0000}";
        TestContext.Current.SendDiagnosticMessage("{0} {1}: {2}", name, what, figures);

        Assert.True((double)agree / pixels >= tolerance.GetProperty("mask_fraction").GetDouble(), figures);
        if (tolerance.TryGetProperty("equal_fraction", out JsonElement fraction))
        {
            Assert.True(equal >= fraction.GetDouble(), figures);
        }
        else
        {
            Assert.True(
                mean <= tolerance.GetProperty("mean_abs").GetDouble() && p99 <= tolerance.GetProperty("p99_abs").GetDouble(),
                figures
            );
        }
    }

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"windows/{name}.json")));

    private static IEnumerable<JsonElement> Boxes(JsonDocument json) =>
        json.RootElement.GetProperty("requests").EnumerateArray().Where(r => r.GetProperty("kind").GetString() == "bbox");
}
