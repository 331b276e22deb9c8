using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing;

namespace Cog.Api.Tests.Readme;

/// <summary>
/// Every snippet of aiocogeo's README, on files like its own: the answers are those that aiocogeo gave to them, see
/// tests/data/aiocogeo/make.py. Its CLI is in Cog.Cli.Tests.
/// </summary>
public class AiocogeoReadmeTests
{
    private static readonly string s_lzw = TestData.PathOf("aiocogeo/lzw_cog.tif"),
        s_webp = TestData.PathOf("aiocogeo/webp_cog.tif"),
        s_masked = TestData.PathOf("aiocogeo/naip_image_masked.tif");

    private static readonly JsonElement s_answers = JsonDocument
        .Parse(File.ReadAllText(TestData.PathOf("aiocogeo/expected.json")))
        .RootElement;

    // WebP is decoded by native code, which the library leaves to who wants it.
    private static readonly CogReaderOptions s_options = CogReaderOptions.Default;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metadata_is_rasterios_profile()
    {
        await using CogReader cog = await CogReader.OpenAsync(s_lzw, cancellationToken: Cancellation);

        Profile profile = cog.Profile;

        JsonElement expected = s_answers.GetProperty("profile");
        Assert.Equal(
            (Text("driver"), Whole("width"), Whole("height"), Whole("count"), Text("dtype")),
            (profile.Driver, profile.Width, profile.Height, profile.Count, profile.Dtype)
        );
        Assert.Equal(
            (Whole("blockxsize"), Whole("blockysize"), Text("compress"), Text("interleave"), Text("crs")),
            (profile.BlockXSize, profile.BlockYSize, profile.Compress, profile.Interleave, profile.Crs)
        );
        Assert.Equal((true, null), (profile.Tiled, profile.NoData));
        Assert.Equal(new GeoTransform(0.6, 0, 367188, 0, -0.6, 3777102), profile.Transform); // As the README prints it.

        // The README's own words for this file.
        Assert.Equal(
            ("GTiff", 10280, 12190, 3, "uint8", 512, 512, "lzw"),
            (
                profile.Driver,
                profile.Width,
                profile.Height,
                profile.Count,
                profile.Dtype,
                profile.BlockXSize,
                profile.BlockYSize,
                profile.Compress
            )
        );
        Assert.Equal(("pixel", "EPSG:26911"), (profile.Interleave, profile.Crs));

        // rasterio 1.3 names no photometric but that of subsampled colours, and so does Profile; aiocogeo says rgb, and the tag, too.
        Assert.Equal(("rgb", null), (Text("photometric"), profile.Photometric));
        Assert.Equal([2], cog.Header.Image.Tags[TagId.PhotometricInterpretation].AsIntegers());

        string? Text(string name) => expected.GetProperty(name).GetString();
        int Whole(string name) => expected.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task A_file_is_composed_of_directories_and_these_of_tags()
    {
        await using CogReader cog = await CogReader.OpenAsync(s_lzw, cancellationToken: Cancellation);

        Assert.Equal(6, cog.Header.Ifds.Count);
        foreach (Ifd ifd in cog.Header.Ifds)
        {
            foreach ((TagId id, Tag tag) in ifd.Tags)
            {
                Assert.Equal(id, tag.Id);
            }
        }
    }

    [Fact]
    public async Task Every_directory_has_the_size_of_its_tiles()
    {
        await using CogReader cog = await CogReader.OpenAsync(s_lzw, cancellationToken: Cancellation);

        long[][] sizes =
        [
            .. cog.Header.Ifds.Select(ifd =>
                new[] { ifd.Tags[TagId.TileWidth].AsIntegers()[0], ifd.Tags[TagId.TileLength].AsIntegers()[0] }
            ),
        ];

        Assert.Equal("[[512,512],[128,128],[128,128],[128,128],[128,128],[128,128]]", JsonSerializer.Serialize(sizes)); // The README's
        Assert.Equal(JsonSerializer.Serialize(sizes), JsonSerializer.Serialize(s_answers.GetProperty("block_sizes")));
    }

    [Fact]
    public async Task Every_tag_has_a_code_a_name_a_count_and_values()
    {
        await using CogReader cog = await CogReader.OpenAsync(s_lzw, cancellationToken: Cancellation);

        Ifd first = cog.Header.Ifds[0];

        Assert.Equal(s_answers.GetProperty("tag_count").GetInt32(), first.Tags.Count);
        foreach (JsonElement expected in s_answers.GetProperty("tags").EnumerateArray())
        {
            Tag tag = first.Tags[(TagId)expected.GetProperty("code").GetInt32()];
            JsonElement value = expected.GetProperty("value");
            Assert.Equal(expected.GetProperty("count").GetInt64(), tag.Count);
            Assert.Equal(expected.GetProperty("length").GetInt32(), tag.Data.Length);
            Assert.Equal(
                value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetInt64())] : [value.GetInt64()],
                tag.AsIntegers()
            );
            if (tag.Id is TagId.BitsPerSample or TagId.Compression or TagId.ImageWidth)
            {
                Assert.Equal(expected.GetProperty("name").GetString(), tag.Name); // ImageHeight is what TIFF 6.0 calls ImageLength.
            }
        }
    }

    [Fact]
    public async Task The_top_left_tile_is_read_at_native_resolution()
    {
        await using CogReader cog = await CogReader.OpenAsync(s_webp, s_options, Cancellation);

        using Raster tile = (await cog.ReadBlockAsync(0, 0, 0, cancellationToken: Cancellation))!;

        Ifd ifd = cog.Header.Ifds[0];
        JsonElement expected = s_answers.GetProperty("tile");
        Assert.Equal((ifd.SamplesPerPixel, ifd.BlockHeight, ifd.BlockWidth), (tile.Bands, tile.Height, tile.Width));
        Assert.Equal([.. expected.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32())], [tile.Bands, tile.Height, tile.Width]);
        Assert.Equal(
            [.. expected.GetProperty("bands").EnumerateArray().Select(v => v.GetInt64())],
            Enumerable.Range(0, 3).Select(band => tile.ToArray<byte>(band).Sum(v => (long)v))
        );
    }

    [Fact]
    public async Task A_portion_is_read_by_a_box_and_a_shape()
    {
        await using CogReader cog = await CogReader.OpenAsync(s_webp, s_options, Cancellation);
        Assert.Equal(26911, cog.Header.EpsgCode);

        using Raster? part = await cog.ReadAsync(new(368461, 3770591, 368796, 3770921), new(512, 512), cancellationToken: Cancellation);

        // Every pixel tells its column and row. aiocogeo cuts the box off at whole pixels before it shrinks it, so that one of its pixels
        // may be the next one.
        JsonElement expected = s_answers.GetProperty("part");
        Assert.Equal([.. expected.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32())], [part!.Bands, part.Height, part.Width]);
        byte[] columns = part.ToArray<byte>(0)[..512],
            rows = [.. part.ToArray<byte>(1).Where((_, i) => i % 512 == 0)];
        AssertNeighbours(expected.GetProperty("columns"), columns);
        AssertNeighbours(expected.GetProperty("rows"), rows);
    }

    [Fact]
    public async Task With_an_internal_mask_the_array_is_masked()
    {
        await using CogReader cog = await CogReader.OpenAsync(s_masked, s_options, Cancellation);
        JsonElement expected = s_answers.GetProperty("masked");

        Assert.Equal(expected.GetProperty("is_masked").GetBoolean(), cog.IsMasked);
        using Raster tile = (await cog.ReadBlockAsync(0, 0, 0, cancellationToken: Cancellation))!;
        Assert.Equal(expected.GetProperty("hidden").GetInt32(), tile.Mask.ToArray().Count(v => v == 0));
        Assert.Equal(expected.GetProperty("sum").GetInt64(), tile.ToArray<byte>(0, masked: 0).Sum(v => (long)v));
    }

    // Each variable of the section Configuration, with the default that it states.
    [Theory]
    [InlineData("INGESTED_BYTES_AT_OPEN", "16384")]
    [InlineData("HEADER_CHUNK_SIZE", "16384")]
    [InlineData("ENABLE_BLOCK_CACHE", "TRUE")]
    [InlineData("ENABLE_HEADER_CACHE", "TRUE")]
    [InlineData("BOUNDLESS_READ", "TRUE")]
    [InlineData("BOUNDLESS_READ_FILL_VALUE", "0")]
    [InlineData("VERBOSE_LOGS", "FALSE")]
    [InlineData("ZOOM_LEVEL_STRATEGY", "AUTO")]
    public void A_configuration_option_has_its_name_and_its_default(string name, string value) =>
        Assert.Equal(Print(_ => null), Print(asked => asked == name ? value : null));

    // Those whose default is another here, which doc/settings.md tells, or that have none.
    [Theory]
    [InlineData("HTTP_MERGE_CONSECUTIVE_RANGES", "FALSE", "TRUE")]
    [InlineData("LOG_LEVEL", "ERROR", "INFO")]
    [InlineData("AWS_REQUEST_PAYER", "requester", null)]
    [InlineData("ZOOM_LEVEL_STRATEGY", "LOWER", null)]
    [InlineData("ZOOM_LEVEL_STRATEGY", "50", null)] // aiocogeo's AUTO; AUTO here is GDAL's.
    [InlineData("ZOOM_LEVEL_STRATEGY", "UPPER", null)]
    [InlineData("ZOOM_LEVEL_STRATEGY", "1", null)]
    public void A_configuration_option_is_understood(string name, string value, string? ours)
    {
        Assert.NotEqual(Print(_ => null), Print(asked => asked == name ? value : null));
        Assert.Equal(Print(_ => null), Print(asked => asked == name ? ours : null));
    }

    private static string Print(Func<string, string?> variable)
    {
        CogOptions options = CogOptions.FromEnvironment(variable);
        return $"{options} {options.Reader} {options.Aws}";
    }

    private static void AssertNeighbours(JsonElement expected, byte[] found)
    {
        int[] differences = [.. expected.EnumerateArray().Select((v, i) => (byte)(found[i] - v.GetInt32() + 1))];
        Assert.All(differences, difference => Assert.InRange(difference, 0, 2));
        Assert.InRange(differences.Count(difference => difference != 1), 0, 256);
    }
}
