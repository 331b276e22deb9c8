using System.Globalization;
using System.Text.Json;
using Cog.Header;
using Cog.Testing;

namespace Cog.Tests.Header;

/// <summary>What GDAL and rasterio say of each file of the corpus, against what its header says here.</summary>
public class CorpusHeaderTests
{
    // A CRS made of a horizontal code and a height has no code of its own; ours is that of the horizontal part.
    // geo-user-sphere-merc is user-defined: GDAL's answer is a guess by similarity.
    private static readonly HashSet<string> s_epsgDiffers = ["geo-compound.tif", "geo-user-sphere-merc.tif"];

    public static IEnumerable<TheoryDataRow<string>> Files() => Corpus.Rows(Names("tif").Concat(Names("notcog")).Concat(Names("real")));

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Files))]
    public async Task Says_what_GDAL_says(string name)
    {
        using JsonDocument expectation = JsonDocument.Parse(
            await File.ReadAllBytesAsync(Corpus.PathOf(name + ".json"), TestContext.Current.CancellationToken)
        );
        if (!expectation.RootElement.TryGetProperty("profile", out JsonElement profile))
        {
            return; // GDAL cannot read it.
        }

        CogHeader header = await OpenAsync(name);
        string file = Path.GetFileName(name);
        Ifd image = header.Image;
        Assert.Equal(profile.GetProperty("width").GetInt32(), image.Width);
        Assert.Equal(profile.GetProperty("height").GetInt32(), image.Height);
        Assert.Equal(Strings(profile, "dtypes")[0], image.SampleType.NumPyName());
        if (image.BlockWidth != image.Width)
        {
            // rasterio's "tiled" is no fact about the file where a tile is as wide as the image.
            Assert.Equal(profile.GetProperty("tiled").GetBoolean(), image.IsTiled);
        }

        if (image.IsTiled || image.BlocksDown > 1)
        {
            // libtiff chops an uncompressed image of one strip into virtual strips of 8 KiB.
            Assert.Equal(
                [profile.GetProperty("block_shapes")[0][0].GetInt32(), profile.GetProperty("block_shapes")[0][1].GetInt32()],
                new[] { image.BlockHeight, image.BlockWidth }
            );
        }

        Assert.Equal(NumberText(profile.GetProperty("nodata")), header.NoData is { } noData ? NumberText(noData, image.SampleType) : null);
        if (header.GroundControlPointCount == 0)
        {
            // GDAL leaves it to its callers what to make of control points.
            Assert.Equal(Numbers(profile, "transform"), Letters(header.GeoTransform));
            double[] bounds = Numbers(profile, "bounds"); // rasterio's bottom is not the lower one where rows run north.
            Assert.Equal(
                [bounds[0], Math.Min(bounds[1], bounds[3]), bounds[2], Math.Max(bounds[1], bounds[3])],
                [header.Bounds.MinX, header.Bounds.MinY, header.Bounds.MaxX, header.Bounds.MaxY],
                Close
            );
        }

        if (name != "notcog/external-overviews.tif")
        {
            Assert.Equal(Numbers(profile, "overviews").Select(n => (int)n), header.OverviewDecimations);
        }

        int count = profile.GetProperty("count").GetInt32();
        Assert.Equal(count, image.SamplesPerPixel);
        Assert.Equal(Strings(profile, "colorinterp"), header.ColorInterpretation.Select(meaning => meaning.Name()).ToArray<string?>());
        Assert.Equal(Numbers(profile, "scales"), Enumerable.Range(0, count).Select(header.Metadata.Scale));
        Assert.Equal(Numbers(profile, "offsets"), Enumerable.Range(0, count).Select(header.Metadata.Offset));
        Assert.Equal(Strings(profile, "descriptions"), Enumerable.Range(0, count).Select(header.Metadata.Description));
        if (file != "geo-compound.tif")
        {
            // There GDAL takes the unit from the vertical CRS.
            Assert.Equal(Strings(profile, "units"), Enumerable.Range(0, count).Select(header.Metadata.Unit));
        }

        Assert.Equal(profile.GetProperty("nodata_type").GetString(), NoDataType(header));
        for (int band = 0; band < count; band++)
        {
            Assert.Equal(
                Pairs(profile.GetProperty("band_tags")[band]),
                header.Metadata.Of(band).OrderBy(p => p.Key, StringComparer.Ordinal)
            );
        }

        Assert.Equal(Pairs(profile.GetProperty("tags")), header.ImageMetadata);
        Assert.Equal(Pairs(profile.GetProperty("image_structure")), header.ImageStructure);

        JsonElement crs = expectation.RootElement.GetProperty("crs");
        if (!s_epsgDiffers.Contains(file) && crs.ValueKind == JsonValueKind.Object)
        {
            JsonElement epsg = crs.GetProperty("epsg");
            Assert.Equal(epsg.ValueKind == JsonValueKind.Null ? null : epsg.GetInt32(), header.EpsgCode);
        }
    }

    private static IEnumerable<string> Names(string folder) => Corpus.Names(folder, "").Select(n => $"{folder}/{n}");

    private static async Task<CogHeader> OpenAsync(string name) =>
        await CogHeaderReader.ReadAsync(
            new CountingRangeSource(await File.ReadAllBytesAsync(Corpus.PathOf(name), TestContext.Current.CancellationToken)),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );

    private static double[] Letters(GeoTransform t) => [t.A, t.B, t.C, t.D, t.E, t.F];

    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-12 * Math.Max(1, Math.Abs(a));

    private static double[] Numbers(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];

    private static string?[] Strings(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(e => e.GetString())];

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement of) =>
        of.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!)).OrderBy(p => p.Key, StringComparer.Ordinal);

    private static string? NumberText(JsonElement e) =>
        e.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => e.GetString(),
            _ when e.GetRawText().Contains('.', StringComparison.Ordinal) => e.GetDouble().ToString("R", CultureInfo.InvariantCulture),
            _ => e.GetRawText(),
        };

    private static string NumberText(NoDataValue value, SampleType type) =>
        type is SampleType.UInt64 or SampleType.Int64 ? value.Text : value.Value.ToString("R", CultureInfo.InvariantCulture);

    // rio-tiler: nodata wins over alpha, alpha over a mask.
    private static string NoDataType(CogHeader header) =>
        header.NoData is not null ? "Nodata"
        : header.AlphaBand is not null ? "Alpha"
        : header.Levels[0].Mask is not null ? "Mask"
        : "None";
}
