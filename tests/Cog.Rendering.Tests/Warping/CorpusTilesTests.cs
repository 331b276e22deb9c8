using System.Globalization;
using System.Text.Json;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>Web Mercator tiles of the corpus, as rio-tiler makes them with GDAL 3.6.</summary>
public class CorpusTilesTests
{
    /// <summary>
    /// Two of three bands are met here: the image is aligned with the tile, every position falls on the edge of four pixels, and GDAL's
    /// boundless read takes another row for the first band than for the others.
    /// </summary>
    private const string FirstBandIsShifted = "cog-gmc-jpeg 10/518/352 nearest";

    /// <summary>
    /// Across the antimeridian, rio-tiler's box of the image is the whole world, and its warp as coarse as the tile: it takes one of 30 ×
    /// 30 pixels.
    /// Ours averages them, as GDAL does where it is told the right resolution: <c>tests/data/warp/pole.npz</c>. The nearest pixel is the
    /// same.
    /// </summary>
    private static readonly Dictionary<string, string> s_averaged = new()
    {
        ["geo-npolar 0/0/0 bilinear"] = "0-0-0",
        ["geo-npolar 1/1/0 cubic"] = "1-1-0",
    };

    public static IEnumerable<TheoryDataRow<string, string>> Requests()
    {
        if (!Corpus.IsWhole)
        {
            yield return new("", "") { Skip = Corpus.Missing };
        }

        foreach (string path in Directory.EnumerateFiles(Corpus.PathOf("windows"), "*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            string name = Path.GetFileNameWithoutExtension(path);
            using JsonDocument expectation = JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"tif/{name}.tif.json")));
            int epsg = expectation.RootElement.GetProperty("crs").GetProperty("epsg").GetInt32();
            foreach (JsonElement request in document.RootElement.GetProperty("requests").EnumerateArray())
            {
                if (request.GetProperty("kind").GetString() != "tile")
                {
                    continue;
                }

                string title = $"{name} {request.GetProperty("what").GetString()} {request.GetProperty("resampling").GetString()}";
                yield return new(name, request.GetProperty("key").GetString()!)
                {
                    TestDisplayName = title,
                    Skip = !IsSupported(epsg) ? $"EPSG:{epsg} is not supported yet" : null,
                };
            }
        }
    }

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task Agrees_with_rio_tiler(string name, string key)
    {
        using JsonDocument document = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Corpus.PathOf($"windows/{name}.json"), TestContext.Current.CancellationToken)
        );
        JsonElement request = document
            .RootElement.GetProperty("requests")
            .EnumerateArray()
            .Single(r => r.GetProperty("key").GetString() == key);
        (int[] shape, double[] expected) = Npz.Read(Corpus.PathOf($"windows/{name}.npz"))[key];
        int[] tile = [.. request.GetProperty("what").GetString()!.Split('/').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

        using Raster picture = await RenderAsync(
            $"tif/{name}.tif",
            new(tile[0], tile[1], tile[2]),
            Enum.Parse<Resampling>(request.GetProperty("resampling").GetString()!, ignoreCase: true)
        );

        Comparison found = Comparison.Of(picture, expected, shape);
        JsonElement tolerance = request.GetProperty("tolerance");
        TestContext.Current.TestOutputHelper?.WriteLine(found.ToString());
        Assert.True(found.MaskFraction >= tolerance.GetProperty("mask_fraction").GetDouble(), found.ToString());
        string title = $"{name} {string.Join('/', tile)} {request.GetProperty("resampling").GetString()}";
        if (s_averaged.TryGetValue(title, out string? averaged))
        {
            (int[] size, double[] fine) = Npz.Read(TestData.PathOf("warp/pole.npz"))[averaged];
            Comparison onFineGrid = Comparison.Of(picture, fine, size);
            TestContext.Current.TestOutputHelper?.WriteLine(onFineGrid.ToString());
            Assert.True(onFineGrid is { MaskFraction: >= 0.9999, MeanAbs: <= 3, Valid: > 0 }, onFineGrid.ToString());
            return;
        }

        if (tolerance.TryGetProperty("equal_fraction", out JsonElement equal))
        {
            Assert.True(found.EqualFraction >= (title == FirstBandIsShifted ? 2.0 / 3 : equal.GetDouble()), found.ToString());
        }
        else
        {
            Assert.True(found.MeanAbs <= tolerance.GetProperty("mean_abs").GetDouble(), found.ToString());
            Assert.True(found.P99Abs <= tolerance.GetProperty("p99_abs").GetDouble(), found.ToString());
        }
    }

    private static bool IsSupported(int epsg)
    {
        try
        {
            _ = Crs.FromEpsg(epsg);
            return true;
        }
        catch (UnsupportedCrsException)
        {
            return false;
        }
    }

    private static async Task<Raster> RenderAsync(string file, TileIndex tile, Resampling resampling)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        CogReader reader = await CogReader.OpenAsync(new FileRangeSource(Corpus.PathOf(file)), CogReaderOptions.Default, cancellationToken);
        var request = new PlanRequest(
            WellKnownTileMatrixSets.WebMercatorQuad.BoundsOf(tile)!.Value,
            Crs.WebMercator,
            new(256, 256),
            resampling
        );
        RenderPlan plan = Assert.IsType<RenderPlan>(RenderPlan.Create(reader.Header, request, TestContext.Current.CancellationToken));
        return await TileRenderer.ReadAsync(reader, plan, null, null, cancellationToken);
    }

    /// <summary>Over pixels valid in both.</summary>
    private sealed record Comparison(double MaskFraction, double EqualFraction, double MeanAbs, double P99Abs, int Valid)
    {
        public static Comparison Of(Raster picture, double[] expected, int[] shape)
        {
            int pixels = picture.PixelCount,
                bands = shape[0] - 1;
            Assert.Equal((bands, picture.Height, picture.Width), (picture.Bands, shape[1], shape[2]));
            int agree = 0,
                valid = 0;
            var differences = new List<double>();
            for (int i = 0; i < pixels; i++)
            {
                // rio-tiler's mask of a float with NaN for nodata is NaN or 255.
                bool isExpected = expected[(bands * pixels) + i] > 0 && !double.IsNaN(expected[i]);
                agree += isExpected == (picture.Mask[i] > 0) ? 1 : 0;
                if (!isExpected || picture.Mask[i] == 0)
                {
                    continue;
                }

                valid++;
                for (int band = 0; band < bands; band++)
                {
                    differences.Add(Math.Abs(Sample(picture, band, i) - expected[(band * pixels) + i]));
                }
            }

            differences.Sort();
            return differences.Count == 0
                ? new((double)agree / pixels, 1, 0, 0, 0)
                : new(
                    (double)agree / pixels,
                    differences.Count(d => d == 0) / (double)differences.Count,
                    differences.Average(),
                    differences[(int)(0.99 * (differences.Count - 1))],
                    valid
                );
        }

        private static double Sample(Raster picture, int band, int pixel) =>
            picture.SampleType switch
            {
                SampleType.UInt8 => picture.Band<byte>(band)[pixel],
                SampleType.UInt16 => picture.Band<ushort>(band)[pixel],
                SampleType.Float32 => picture.Band<float>(band)[pixel],
                _ => throw new NotSupportedException(picture.SampleType.ToString()),
            };
    }
}
