using System.Globalization;
using Cog.Hosting.Failures;
using Cog.Hosting.Settings;
using Cog.Testing;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Tests.Settings;

public class CogOptionsTests
{
    private static CogOptions Read(params (string Name, string Value)[] variables) =>
        CogOptions.FromEnvironment(name => variables.FirstOrDefault(v => v.Name == name).Value);

    [Fact]
    public void An_empty_environment_gives_the_defaults() => Assert.Equivalent(new CogOptions(), Read());

    [Fact]
    public void Empty_values_are_no_values() => Assert.Equal(16_384, Read(("INGESTED_BYTES_AT_OPEN", " ")).Reader.IngestedBytesAtOpen);

    [Fact]
    public void Nothing_may_be_read_unless_it_is_allowed() => Assert.Empty(Read().AllowedSources);

    [Theory]
    [InlineData("INGESTED_BYTES_AT_OPEN")]
    [InlineData("GDAL_INGESTED_BYTES_AT_OPEN")]
    public void The_first_read_has_two_names(string name) =>
        Assert.Equal(32_768, Read((name, "32768")).ToReaderOptions().IngestedBytesAtOpen);

    [Theory]
    [InlineData("TRUE", 32_768)]
    [InlineData("yes", 32_768)]
    [InlineData("FALSE", -1)]
    [InlineData("4096", 4096)]
    public void Merging_is_a_gap(string text, int gap) =>
        Assert.Equal(gap, Read(("GDAL_HTTP_MERGE_CONSECUTIVE_RANGES", text)).ToReaderOptions().MergeGapBytes);

    [Theory]
    [InlineData("AUTO", Cog.Resamplers.OverviewSelector.Auto)]
    [InlineData("50", 50)]
    [InlineData("lower", 100)]
    [InlineData("UPPER", 0)]
    [InlineData("35", 35)]
    public void The_zoom_level_strategy_has_names_and_numbers(string text, int strategy) =>
        Assert.Equal(strategy, Read(("ZOOM_LEVEL_STRATEGY", text)).ToReaderOptions().ZoomLevelStrategy);

    [Fact]
    public void Every_other_setting_reaches_its_property()
    {
        CogOptions options = Read(
            ("HEADER_CHUNK_SIZE", "4096"),
            ("BOUNDLESS_READ", "FALSE"),
            ("BOUNDLESS_READ_FILL_VALUE", "-1.5"),
            ("COG_EXTERNAL_OVERVIEWS", "TRUE"),
            ("RIO_TILER_MAX_ARRAY_SIZE", "1048576"),
            ("COG_MAX_BYTES_PER_REQUEST", "70000"),
            ("COG_HEADER_CACHE_BYTES", "9000"),
            ("ENABLE_BLOCK_CACHE", "FALSE"),
            ("COG_BLOCK_CACHE_BYTES", "8000"),
            ("LOG_LEVEL", "warning"),
            ("VERBOSE_LOGS", "TRUE"),
            ("COG_HEADER_REVALIDATE_SECONDS", "10"),
            ("COG_ALLOWED_SOURCES", "https://host/a/, s3://bucket/"),
            ("COG_REQUEST_TIMEOUT", "5"),
            ("COG_ANSWER_CACHE_BYTES", "6000"),
            ("COG_COMPRESS", "FALSE"),
            ("RIO_TILER_STAC_ALTERNATE_KEY", "s3"),
            ("COG_TIFF_MASK", "titiler"),
            ("COG_AUTO_RESCALE", "tile"),
            ("COG_PASS_THROUGH", "FALSE"),
            ("COG_JPEG_QUALITY", "60"),
            ("COG_JPEG_SUBSAMPLING", "4:4:4"),
            ("COG_JPEG_OPTIMIZE", "TRUE"),
            ("TITILER_API_CACHECONTROL", "private"),
            ("TITILER_API_CORS_ORIGINS", "https://a.example,https://b.example"),
            ("TITILER_DEFAULT_ATTRIBUTION", "Someone"),
            ("TILEMATRIXSET_DIRECTORY", "/opt/sets"),
            ("COG_VIEWER_BASEMAP", "https://tiles.example.org:8443/{z}/{x}/{y}.png"),
            ("COG_VIEWER_BASEMAP_ATTRIBUTION", "Someone else"),
            ("ENABLE_HEADER_CACHE", "FALSE"),
            ("COG_ALLOW_PRIVATE_NETWORKS", "true"),
            ("COG_TAG_OBJECTS", "true"),
            ("AWS_REGION", "eu-west-1"),
            ("COG_HEADER_CACHE_TABLE", "headers")
        );

        Assert.Equal((true, false), (options.ExternalOverviews, new CogOptions().ExternalOverviews));
        CogReaderOptions reader = options.ToReaderOptions();
        Assert.Equal(
            (4096, false, -1.5, 1L << 20),
            (reader.HeaderChunkSize, reader.BoundlessRead, reader.BoundlessReadFillValue, reader.Limits.MaxRasterBytes)
        );
        Assert.Equal(
            (70_000, 9000, false, 8000),
            (reader.Limits.MaxBytesPerRequest, options.HeaderCacheBytes, options.EnableBlockCache, options.BlockCacheBytes)
        );
        Assert.Equal(
            (6000, false, true, true),
            (options.AnswerCacheBytes, options.CompressAnswers, options.TiffMaskIsBand, options.RescaleByTile)
        );
        Assert.Equal((false, true), (options.PassThrough, new CogOptions().PassThrough));
        Assert.Equal(
            new JpegOptions
            {
                Quality = 60,
                HalvesChroma = false,
                OptimizesCodes = true,
            },
            options.Jpeg
        );
        Assert.NotEqual((options with { Jpeg = new() }).PictureSettings, options.PictureSettings);
        Assert.Equal((LogLevel.Warning, true), (options.LogLevel, options.VerboseLogs));
        Assert.Equal((10.0, 5.0), (options.HeaderRevalidate.TotalSeconds, options.Reader.Limits.MaxTimePerRequest.TotalSeconds));
        Assert.Equal(["https://host/a/", "s3://bucket/"], options.AllowedSources);
        Assert.Equal(
            ("private", "Someone", "/opt/sets"),
            (options.CacheControl, options.DefaultAttribution, options.TileMatrixSetDirectory)
        );
        Assert.Equal(new Basemap("https://tiles.example.org:8443/{z}/{x}/{y}.png", "Someone else"), options.ViewerBasemap);
        Assert.Equal("https://tiles.example.org:8443", options.ViewerBasemap?.Origin);
        Assert.Equal(["https://a.example", "https://b.example"], options.CorsOrigins);
        Assert.Equal(
            (false, true, true, false),
            (options.EnableHeaderCache, options.AllowPrivateNetworks, options.TagObjects, options.IsLocalMachine)
        );
        Assert.Equal(("eu-west-1", "headers"), (options.Aws.Region, options.Aws.HeaderTable));
    }

    [Theory]
    [InlineData("INGESTED_BYTES_AT_OPEN", "many", "INGESTED_BYTES_AT_OPEN is 'many': expected a whole number from 64 to 67108864.")]
    [InlineData("HEADER_CHUNK_SIZE", "-1", "HEADER_CHUNK_SIZE is '-1': expected a whole number from 64 to 67108864.")]
    [InlineData(
        "HTTP_MERGE_CONSECUTIVE_RANGES",
        "-7",
        "HTTP_MERGE_CONSECUTIVE_RANGES is '-7': expected TRUE, FALSE or a number of bytes up to 16777216."
    )]
    [InlineData("BOUNDLESS_READ", "maybe", "BOUNDLESS_READ is 'maybe': expected TRUE or FALSE.")]
    [InlineData("BOUNDLESS_READ_FILL_VALUE", "x", "BOUNDLESS_READ_FILL_VALUE is 'x': expected a number.")]
    [InlineData("ZOOM_LEVEL_STRATEGY", "101", "ZOOM_LEVEL_STRATEGY is '101': expected AUTO, LOWER, UPPER or 0 to 100.")]
    [InlineData("COG_BLOCK_CACHE_BYTES", "1.5", "COG_BLOCK_CACHE_BYTES is '1.5': expected a number of bytes from 0 to 1099511627776.")]
    [InlineData(
        "COG_MAX_BYTES_PER_REQUEST",
        "9",
        "COG_MAX_BYTES_PER_REQUEST is '9': expected a number of bytes from 65536 to 1099511627776."
    )]
    [InlineData("LOG_LEVEL", "loud", "LOG_LEVEL is 'loud': expected DEBUG, INFO, WARNING or ERROR.")]
    [InlineData("AWS_REQUEST_PAYER", "owner", "AWS_REQUEST_PAYER is 'owner': expected requester.")]
    [InlineData("COG_TIFF_MASK", "alpha", "COG_TIFF_MASK is 'alpha': expected GDAL or TITILER.")]
    [InlineData("COG_AUTO_RESCALE", "none", "COG_AUTO_RESCALE is 'none': expected FILE or TILE.")]
    [InlineData("COG_JPEG_QUALITY", "0", "COG_JPEG_QUALITY is '0': expected a whole number from 1 to 100.")]
    [InlineData("COG_JPEG_SUBSAMPLING", "4:2:2", "COG_JPEG_SUBSAMPLING is '4:2:2': expected 4:2:0 or 4:4:4.")]
    [InlineData("COG_REQUEST_TIMEOUT", "0", "COG_REQUEST_TIMEOUT is '0': expected whole seconds from 1 to 900.")]
    public void A_value_that_cannot_be_used_stops_the_start_and_says_why(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<CogOptionsException>(() => Read((name, value))).Message);

    [Theory]
    [InlineData("1024", 128, 32)]
    [InlineData("128", 16, 4)]
    [InlineData(null, 128, 32)]
    public void Memory_for_caches_is_a_part_of_the_functions(string? megabytes, int blocks, int headers)
    {
        CogOptions options = Read(("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes ?? ""));

        Assert.Equal(((long)blocks << 20, (long)headers << 20), (options.BlockCacheBytes, options.HeaderCacheBytes));
        Assert.Equal((long)headers << 21, options.AnswerCacheBytes);
        Assert.Equal(Math.Min(4 << 20, headers << 17), options.ToReaderOptions().IndexMemoryBytes);
        Assert.Equal(7, Read(("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", megabytes ?? ""), ("COG_BLOCK_CACHE_BYTES", "7")).BlockCacheBytes);
    }

    [Theory]
    [InlineData("", "WARN", LogLevel.Warning)]
    [InlineData("ERROR", "WARN", LogLevel.Error)]
    [InlineData("", "TRACE", LogLevel.Debug)]
    [InlineData("info", "", LogLevel.Information)]
    public void The_level_of_the_log_is_lambdas_unless_it_is_told(string own, string lambdas, LogLevel level) =>
        Assert.Equal(level, Read(("LOG_LEVEL", own), ("AWS_LAMBDA_LOG_LEVEL", lambdas)).LogLevel);

    public static TheoryData<string> Limits =>
        [.. typeof(CogLimits).GetProperties().Where(p => p.Name != nameof(CogLimits.Default)).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Limits))]
    public void Every_limit_has_a_setting_that_changes_it_alone_and_is_said_with_it(string limit)
    {
        string setting = LimitSettings.NameOf(limit)!;
        bool isTime = limit == nameof(CogLimits.MaxTimePerRequest);

        CogLimits changed = Read((setting, isTime ? "77" : "1234567")).ToReaderOptions().Limits;

        Assert.All(typeof(CogLimits).GetProperties().Where(p => p.Name != nameof(CogLimits.Default)), p => Assert.Equal(
                p.Name != limit ? p.GetValue(new CogOptions().Reader.Limits)
                    : isTime ? TimeSpan.FromSeconds(77)
                    : Convert.ChangeType(1234567, p.PropertyType, CultureInfo.InvariantCulture),
                p.GetValue(changed)
            ));
        Assert.Equal(
            $"Too much; {limit} is 1. The setting {setting} changes it.",
            Failure.Of(new LimitExceededException($"Too much; {limit} is 1.", limit)).Message
        );
        Assert.Contains($"`{setting}`", File.ReadAllText(Path.Combine(TestData.Root, "doc", "settings.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_persons_own_machine_everything_may_be_read_unless_a_variable_narrows_it()
    {
        Assert.Equivalent(CogOptions.LocalMachine, CogOptions.FromEnvironment(_ => null, CogOptions.LocalMachine));

        CogOptions narrowed = CogOptions.FromEnvironment(name => name == "COG_ALLOWED_SOURCES" ? "/data/" : null, CogOptions.LocalMachine);
        Assert.Equal(["/data/"], narrowed.AllowedSources);
        Assert.True(narrowed.IsLocalMachine);
    }
}
