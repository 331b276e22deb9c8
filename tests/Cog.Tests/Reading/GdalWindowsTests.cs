using System.Text.Json;
using Cog.Resamplers;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Reading;

/// <summary>Windows resampled as GDAL resamples them: tests/data/reading.</summary>
public class GdalWindowsTests
{
    private static readonly JsonElement[] s_requests = Read();
    private static readonly IReadOnlyDictionary<string, NumPyArray> s_arrays = NumPyArchive.Read(TestData.PathOf("reading/rasterio.npz"));

    public static TheoryData<string, string, string, string> Requests()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (JsonElement request in s_requests)
        {
            data.Add(Text(request, "key"), Text(request, "file"), Text(request, "what"), Text(request, "resampling"));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Resamples_as_gdal_does(string key, string file, string what, string resampling)
    {
        JsonElement request = s_requests.First(r => Text(r, "key") == key);
        double[] b = [.. request.GetProperty("bounds").EnumerateArray().Select(n => n.GetDouble())];
        if (resampling == "gauss" && what == "enlarge")
        {
            // GDAL's gauss forgets the fraction of a pixel that the window starts at: 30.3, 20.6.
            b = [b[0] - 3, b[1] + 6, b[2] - 3, b[3] + 6];
        }

        var size = new RasterSize(request.GetProperty("width").GetInt32(), request.GetProperty("height").GetInt32());
        using var source = new FileRangeSource(TestData.PathOf("reading/" + file));
        CogReader reader = await CogReader.OpenAsync(source, CogReaderOptions.Default, TestContext.Current.CancellationToken);

        using Raster? raster = await reader.ReadAsync(
            new(b[0], b[1], b[2], b[3]),
            size,
            new() { Resampling = ResamplingNames.Find(resampling, ResamplingNames.OfReads)!.Value },
            TestContext.Current.CancellationToken
        );

        Assert.NotNull(raster);
        NumPyArray expected = s_arrays[key];
        int pixels = raster.PixelCount,
            masksDiffer = 0,
            samplesDiffer = 0;

        // GDAL's means, modes and gauss leave out what lies beyond the window's whole pixels on an overview: its first row and column show
        // that, where they begin within a pixel.
        bool isFirstCut = what == "half" && resampling is ("average" or "mode" or "gauss" or "rms");
        double worst = 0;
        for (int i = 0; i < pixels; i++)
        {
            bool valid = expected.Values[(raster.Bands * pixels) + i] > 0;
            masksDiffer += valid == raster.Mask[i] > 0 ? 0 : 1;
        }

        for (int band = 0; band < raster.Bands; band++)
        {
            double[] ours = raster.Values(band);
            for (int i = 0; i < pixels; i++)
            {
                if (isFirstCut && (i % size.Width == 0 || i / size.Width == 0))
                {
                    continue;
                }

                if (raster.Mask[i] > 0 && expected.Values[(raster.Bands * pixels) + i] > 0)
                {
                    double difference = Math.Abs(ours[i] - expected.Values[(band * pixels) + i]);
                    worst = Math.Max(worst, difference);
                    samplesDiffer += difference > 1e-4 ? 1 : 0;
                }
            }
        }

        string figures = $"{what}: {masksDiffer} masks and {samplesDiffer} samples differ, by {worst:0.####} at worst, of {pixels} pixels.";
        TestContext.Current.SendDiagnosticMessage("{0} {1} {2}", file, resampling, figures);

        // The same, on a single output pixel.
        bool isCut = pixels == 1 && file == "plain-u8.tif" && resampling is ("average" or "mode" or "gauss" or "rms");

        // GDAL lets the colours of wholly transparent pixels vote.
        bool isOutvoted = resampling == "mode" && file is "alpha-u8.tif" or "odd-u8.tif";
        // Of weights of a half, or 0.3 and 0.7, many a sum is just between two whole numbers.
        bool areTies = what is "shift" or "half" or "first";
        double most = isCut
            ? resampling is ("average" or "rms")
                ? 3
                : 255
            : isOutvoted
                ? 255
                : 1;
        Assert.True(
            masksDiffer == 0 && worst <= most && (isCut || isOutvoted || samplesDiffer <= raster.Bands * pixels / (areTies ? 8 : 100)),
            figures
        );
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static JsonElement[] Read()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("reading/rasterio.json")));
        return [.. json.RootElement.Clone().EnumerateArray()];
    }
}
