using Cog.Aws;
using Cog.Hosting.Sources;
using Cog.Resamplers;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Settings;

/// <content>From the text of variables to settings.</content>
internal sealed partial record CogOptions
{
    /// <summary>Reads the settings; this is the only reader of the environment.</summary>
    /// <param name="variable">Gives a variable's value, or null: <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>
    /// <param name="defaults">What holds where there is no variable; null for a function's defaults.</param>
    /// <exception cref="CogOptionsException">A value cannot be used; the message names the variable, the value and what is
    /// expected.</exception>
    public static CogOptions FromEnvironment(Func<string, string?> variable, CogOptions? defaults = null)
    {
        var settings = new SettingReader(variable);
        defaults ??= new();
        CogReaderOptions reader = defaults.Reader;
        long? memory = settings.Integer(0, 1, 1 << 20, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE") is > 0 and int megabytes
            ? (long)megabytes << 20
            : null;

        return defaults with
        {
            Reader = reader with
            {
                IngestedBytesAtOpen = settings.Integer(
                    reader.IngestedBytesAtOpen,
                    64,
                    64 << 20,
                    "INGESTED_BYTES_AT_OPEN",
                    "GDAL_INGESTED_BYTES_AT_OPEN"
                ),
                HeaderChunkSize = settings.Integer(reader.HeaderChunkSize, 64, 64 << 20, "HEADER_CHUNK_SIZE"),
                MergeGapBytes = settings.Value(
                    reader.MergeGapBytes,
                    text => ParseMergeGap(text, reader.MergeGapBytes),
                    "TRUE, FALSE or a number of bytes up to 16777216",
                    "HTTP_MERGE_CONSECUTIVE_RANGES",
                    "GDAL_HTTP_MERGE_CONSECUTIVE_RANGES"
                ),
                BoundlessRead = settings.Flag(reader.BoundlessRead, "BOUNDLESS_READ"),
                BoundlessReadFillValue = settings.Number(reader.BoundlessReadFillValue, "BOUNDLESS_READ_FILL_VALUE"),
                ZoomLevelStrategy = settings.Value(
                    reader.ZoomLevelStrategy,
                    ParseStrategy,
                    "AUTO, LOWER, UPPER or 0 to 100",
                    "ZOOM_LEVEL_STRATEGY"
                ),
                Limits = LimitSettings.Read(settings, reader.Limits, memory),
            },
            ExternalOverviews = settings.Flag(defaults.ExternalOverviews, "COG_EXTERNAL_OVERVIEWS"),
            EnableHeaderCache = settings.Flag(defaults.EnableHeaderCache, "ENABLE_HEADER_CACHE"),
            HeaderCacheBytes = settings.Bytes(memory / 32 ?? defaults.HeaderCacheBytes, 0, "COG_HEADER_CACHE_BYTES"),
            EnableBlockCache = settings.Flag(defaults.EnableBlockCache, "ENABLE_BLOCK_CACHE"),
            BlockCacheBytes = settings.Bytes(memory / 8 ?? defaults.BlockCacheBytes, 0, "COG_BLOCK_CACHE_BYTES"),
            PictureBytesInFlight = settings.Bytes(memory / 2 ?? defaults.PictureBytesInFlight, 1, "COG_MAX_PICTURE_BYTES_IN_FLIGHT"),
            RequestsAtOnce = settings.Integer(defaults.RequestsAtOnce, 1, 65_536, "COG_MAX_REQUESTS"),
            RequestsWaiting = settings.Integer(defaults.RequestsWaiting, 0, 65_536, "COG_MAX_WAITING_REQUESTS"),
            MaxWebPPixels = settings.Integer(defaults.MaxWebPPixels, 1, 16_383 * 16_383, "COG_MAX_WEBP_PIXELS"),
            AnswerCacheBytes = settings.Bytes(memory / 16 ?? defaults.AnswerCacheBytes, 0, "COG_ANSWER_CACHE_BYTES"),
            HeaderRevalidate = settings.Seconds(defaults.HeaderRevalidate, 0, 86_400, "COG_HEADER_REVALIDATE_SECONDS"),
            AllowedSources = settings.List(defaults.AllowedSources, "COG_ALLOWED_SOURCES"),
            AllowPrivateNetworks = settings.Flag(defaults.AllowPrivateNetworks, "COG_ALLOW_PRIVATE_NETWORKS"),
            HttpHeaders = settings.Text("COG_HTTP_HEADERS") is { } headers ? HostHeaders.Parse(headers) : defaults.HttpHeaders,
            Aws = ParseAws(variable),
            ResultLocation = settings.Text("COG_RESULT_LOCATION") is { } results
                ? ParseLocation("COG_RESULT_LOCATION", results)
                : defaults.ResultLocation,
            ResultLifetime = settings.Seconds(defaults.ResultLifetime, 60, 43_200, "COG_RESULT_SECONDS"),
            TagObjects = settings.Flag(defaults.TagObjects, "COG_TAG_OBJECTS"),
            ReportLocation = settings.Text("COG_REPORT_LOCATION") is { } reports
                ? ParseLocation("COG_REPORT_LOCATION", reports)
                : defaults.ReportLocation,
            Validation = ValidationSettings.Read(settings, defaults.Validation),
            Mosaics = MosaicSettings.Read(settings, defaults.Mosaics, memory),
            CacheControl = settings.Text("TITILER_API_CACHECONTROL") ?? defaults.CacheControl,
            CompressAnswers = settings.Flag(defaults.CompressAnswers, "COG_COMPRESS"),
            StacAlternateKey = settings.Text("RIO_TILER_STAC_ALTERNATE_KEY"),
            TiffMaskIsBand = settings.Value(defaults.TiffMaskIsBand, ParseTiffMask, "GDAL or TITILER", "COG_TIFF_MASK"),
            RescaleByTile = settings.Value(defaults.RescaleByTile, ParseAutoRescale, "FILE or TILE", "COG_AUTO_RESCALE"),
            PassThrough = settings.Flag(defaults.PassThrough, "COG_PASS_THROUGH"),
            Jpeg = JpegOptions.Read(settings, defaults.Jpeg),
            CorsOrigins = [.. settings.List(defaults.CorsOrigins, "TITILER_API_CORS_ORIGINS").Select(WebOrigin.Parse)],
            PublicUrl = settings.Text("COG_PUBLIC_URL") is { } address ? ParsePublicUrl(address) : defaults.PublicUrl,
            TrustForwarded = settings.Flag(defaults.TrustForwarded, "COG_TRUST_FORWARDED"),
            LogLevel = settings.Value(
                defaults.LogLevel,
                ParseLogLevel,
                "DEBUG, INFO, WARNING or ERROR",
                "LOG_LEVEL",
                "AWS_LAMBDA_LOG_LEVEL"
            ),
            VerboseLogs = settings.Flag(defaults.VerboseLogs, "VERBOSE_LOGS"),
            DefaultAttribution = settings.Text("TITILER_DEFAULT_ATTRIBUTION"),
            TileMatrixSetDirectory = settings.Text("TILEMATRIXSET_DIRECTORY"),
            ViewerBasemap = Basemap.Read(settings),
        };
    }

    private static AwsOptions ParseAws(Func<string, string?> variable)
    {
        try
        {
            return AwsSettings.Parse(variable);
        }
        catch (FormatException error)
        {
            throw new CogOptionsException(error.Message);
        }
    }

    private static S3Address ParseLocation(string name, string text)
    {
        try
        {
            return S3Address.ParseText(text.TrimEnd('/')) is { VersionId: null } address ? address : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new CogOptionsException($"{name} is '{text}': expected s3://bucket/prefix.");
        }
    }

    private static Uri ParsePublicUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri is { Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" }
            ? uri
            : throw new CogOptionsException($"COG_PUBLIC_URL is '{text}': expected an address such as https://maps.example.org/cogs.");

    private static int? ParseMergeGap(string text, int whenTrue) =>
        FlagText.Parse(text) switch
        {
            true => whenTrue,
            false => -1, // Not even ranges that touch.
            null => SettingReader.ParseInteger(text, 2, 16 << 20),
        };

    private static bool? ParseTiffMask(string text) =>
        text.ToUpperInvariant() switch
        {
            "TITILER" => true,
            "GDAL" => false,
            _ => null,
        };

    private static bool? ParseAutoRescale(string text) =>
        text.ToUpperInvariant() switch
        {
            "TILE" => true,
            "FILE" => false,
            _ => null,
        };

    // Python's names, which aiocogeo takes, and Lambda's.
    private static LogLevel? ParseLogLevel(string text) =>
        text.ToUpperInvariant() switch
        {
            "TRACE" or "DEBUG" => LogLevel.Debug,
            "INFO" => LogLevel.Information,
            "WARNING" or "WARN" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "CRITICAL" or "FATAL" => LogLevel.Critical,
            _ => null,
        };

    private static int? ParseStrategy(string text) =>
        text.ToUpperInvariant() switch
        {
            "AUTO" => OverviewSelector.Auto,
            "LOWER" => 100,
            "UPPER" => 0,
            _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int percent) && percent <= 100 ? percent : null,
        };
}
