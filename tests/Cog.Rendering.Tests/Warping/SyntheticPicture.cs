using System.Globalization;
using System.Text.Json;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>The picture that <c>tests/data/warp/make_crs.py</c> warps: slopes, and a pattern of single pixels.</summary>
internal static class SyntheticPicture
{
    public const int Size = 200;

    /// <summary>The pixels.</summary>
    public static byte[] Pixels { get; } = [.. Enumerable.Range(0, Size * Size).Select(i => ValueAt(i % Size, i / Size))];

    /// <summary>The mean difference of two neighbouring pixels: what one pixel of misplacement does.</summary>
    public static double Steepness { get; } =
        Enumerable.Range(0, Size * (Size - 1)).Average(i => Math.Abs(Pixels[i] - Pixels[i + Size]))
        + Enumerable.Range(1, (Size * Size) - 1).Average(i => Math.Abs(Pixels[i] - Pixels[i - 1]));

    /// <summary>Where it is placed, by key: <c>tests/data/warp/crs-cases.json</c>.</summary>
    public static Dictionary<string, JsonElement> Cases { get; } = Read();

    /// <summary>Opens a file of it, with the tags that GDAL writes for the place.</summary>
    public static async Task<CogReader> OpenAsync(JsonElement one)
    {
        IfdBuilder ifd = new IfdBuilder(Size, Size).Striped(Size).WithBlocks(Pixels);
        foreach (JsonProperty tag in one.GetProperty("tags").EnumerateObject())
        {
            var id = (TagId)int.Parse(tag.Name, CultureInfo.InvariantCulture);
            _ =
                tag.Value.ValueKind == JsonValueKind.String
                    ? ifd.With(id, tag.Value.GetString()!)
                    : ifd.With(
                        id,
                        id == TagId.GeoKeyDirectory ? FieldType.Short : FieldType.Double,
                        [.. tag.Value.EnumerateArray().Select(n => n.GetDouble())]
                    );
        }

        byte[] file = new TiffBuilder().Add(ifd).Build();
        return await CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, JsonElement> Read()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(TestData.PathOf("warp/crs-cases.json")));
        return json.RootElement.Clone().EnumerateArray().ToDictionary(one => one.GetProperty("key").GetString()!);
    }

    private static byte ValueAt(int x, int y) => (byte)(20 + (2 * Slope(x, 29)) + (2 * Slope(y, 37)) + (((x * 7) + (y * 13)) % 11 * 3));

    private static int Slope(int n, int period) => Math.Abs((n % (2 * period)) - period);
}
