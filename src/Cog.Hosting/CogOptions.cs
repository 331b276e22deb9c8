using System.Globalization;
using Cog.Codecs;
using Cog.Reading;

namespace Cog.Hosting;

/// <summary>Every setting of a deployment. Only settings that change something are here; the reader's own defaults are aiocogeo's.</summary>
public sealed record CogOptions
{
    /// <summary>Bytes of the first read of a file, 16384. <c>INGESTED_BYTES_AT_OPEN</c>, or GDAL's name for it, <c>GDAL_INGESTED_BYTES_AT_OPEN</c>.</summary>
    public int IngestedBytesAtOpen { get; init; } = CogReaderOptions.Default.IngestedBytesAtOpen;

    /// <summary>Bytes of each further read while a header is parsed, 16384. <c>HEADER_CHUNK_SIZE</c>.</summary>
    public int HeaderChunkSize { get; init; } = CogReaderOptions.Default.HeaderChunkSize;

    /// <summary>
    /// Bytes that may lie between two ranges that are read as one, 32768. <c>HTTP_MERGE_CONSECUTIVE_RANGES</c> (or
    /// <c>GDAL_HTTP_MERGE_CONSECUTIVE_RANGES</c>): TRUE for the default, FALSE for never, or a number of bytes.
    /// </summary>
    public int MergeGapBytes { get; init; } = CogReaderOptions.Default.MergeGapBytes;

    /// <summary>Whether pixels outside the image are filled and masked, true; false makes reading them an error. <c>BOUNDLESS_READ</c>.</summary>
    public bool BoundlessRead { get; init; } = CogReaderOptions.Default.BoundlessRead;

    /// <summary>The value of such pixels, 0. <c>BOUNDLESS_READ_FILL_VALUE</c>.</summary>
    public double BoundlessReadFillValue { get; init; } = CogReaderOptions.Default.BoundlessReadFillValue;

    /// <summary>Which overview serves a resolution between two, AUTO. <c>ZOOM_LEVEL_STRATEGY</c>: AUTO (as GDAL chooses), LOWER (100), UPPER (0) or 0 … 100.</summary>
    public int ZoomLevelStrategy { get; init; } = CogReaderOptions.Default.ZoomLevelStrategy;

    /// <summary>Bytes of samples in one answer and in the window read for it, 536870912. <c>RIO_TILER_MAX_ARRAY_SIZE</c>.</summary>
    public long MaxRasterBytes { get; init; } = CogLimits.Default.MaxRasterBytes;

    /// <summary>Files whose headers stay in memory, 256; 0 keeps none. <c>COG_HEADER_CACHE_SIZE</c>.</summary>
    public int HeaderCacheSize { get; init; } = 256;

    /// <summary>Seconds until a header in memory is read anew, 300. A file overwritten earlier is noticed by its next block read. <c>COG_HEADER_MAX_AGE</c>.</summary>
    public TimeSpan HeaderMaxAge { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>
    /// What may be read, none: <c>*</c> for everything, or addresses that start with one of these, parted by spaces or commas:
    /// <c>s3://bucket/ https://host/folder/ file:///data/</c>. <c>COG_ALLOWED_SOURCES</c>.
    /// </summary>
    public IReadOnlyList<string> AllowedSources { get; init; } = [];

    /// <summary>Seconds for one request, 28: an HTTP API gives up after 30. <c>COG_REQUEST_TIMEOUT</c>.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(28);

    /// <summary>Cache-Control of answers of status 200, <c>public, max-age=3600</c>. <c>TITILER_API_CACHECONTROL</c>.</summary>
    public string CacheControl { get; init; } = "public, max-age=3600";

    /// <summary>Web pages that may call, <c>*</c> for all: origins parted by commas, as TiTiler takes them. <c>TITILER_API_CORS_ORIGINS</c>.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = ["*"];

    /// <summary>Attribution in TileJSON, none. <c>TITILER_DEFAULT_ATTRIBUTION</c>.</summary>
    public string? DefaultAttribution { get; init; }

    /// <summary>Reads the settings; this is the only reader of the environment.</summary>
    /// <param name="variable">Gives a variable's value, or null: <see cref="Environment.GetEnvironmentVariable(string)"/>.</param>
    /// <exception cref="CogOptionsException">A value cannot be used; the message names the variable, the value and what is expected.</exception>
    public static CogOptions FromEnvironment(Func<string, string?> variable)
    {
        var settings = new SettingReader(variable);
        var defaults = new CogOptions();

        return new()
        {
            IngestedBytesAtOpen = settings.Integer(defaults.IngestedBytesAtOpen, 64, 64 << 20, "INGESTED_BYTES_AT_OPEN", "GDAL_INGESTED_BYTES_AT_OPEN"),
            HeaderChunkSize = settings.Integer(defaults.HeaderChunkSize, 64, 64 << 20, "HEADER_CHUNK_SIZE"),
            MergeGapBytes = settings.Value(
                defaults.MergeGapBytes,
                text => ParseMergeGap(text, defaults.MergeGapBytes),
                "TRUE, FALSE or a number of bytes up to 16777216",
                "HTTP_MERGE_CONSECUTIVE_RANGES",
                "GDAL_HTTP_MERGE_CONSECUTIVE_RANGES"),
            BoundlessRead = settings.Flag(defaults.BoundlessRead, "BOUNDLESS_READ"),
            BoundlessReadFillValue = settings.Number(defaults.BoundlessReadFillValue, "BOUNDLESS_READ_FILL_VALUE"),
            ZoomLevelStrategy = settings.Value(defaults.ZoomLevelStrategy, ParseStrategy, "AUTO, LOWER, UPPER or 0 to 100", "ZOOM_LEVEL_STRATEGY"),
            MaxRasterBytes = settings.Integer((int)defaults.MaxRasterBytes, 1 << 20, int.MaxValue, "RIO_TILER_MAX_ARRAY_SIZE"),
            HeaderCacheSize = settings.Integer(defaults.HeaderCacheSize, 0, 100_000, "COG_HEADER_CACHE_SIZE"),
            HeaderMaxAge = settings.Seconds(defaults.HeaderMaxAge, 0, 86_400, "COG_HEADER_MAX_AGE"),
            AllowedSources = settings.List(defaults.AllowedSources, "COG_ALLOWED_SOURCES"),
            RequestTimeout = settings.Seconds(defaults.RequestTimeout, 1, 900, "COG_REQUEST_TIMEOUT"),
            CacheControl = settings.Text("TITILER_API_CACHECONTROL") ?? defaults.CacheControl,
            CorsOrigins = settings.List(defaults.CorsOrigins, "TITILER_API_CORS_ORIGINS"),
            DefaultAttribution = settings.Text("TITILER_DEFAULT_ATTRIBUTION"),
        };
    }

    /// <summary>The part of the settings that the reader takes.</summary>
    /// <param name="codecs">The codecs that this program carries.</param>
    public CogReaderOptions ToReaderOptions(BlockCodecs codecs) => new()
    {
        IngestedBytesAtOpen = IngestedBytesAtOpen,
        HeaderChunkSize = HeaderChunkSize,
        MergeGapBytes = MergeGapBytes,
        BoundlessRead = BoundlessRead,
        BoundlessReadFillValue = BoundlessReadFillValue,
        ZoomLevelStrategy = ZoomLevelStrategy,
        Limits = CogLimits.Default with { MaxRasterBytes = MaxRasterBytes },
        Codecs = codecs,
    };

    private static int? ParseMergeGap(string text, int whenTrue) => text.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => whenTrue,
        "FALSE" or "NO" or "OFF" or "0" => -1, // Not even ranges that touch.
        _ => SettingReader.ParseInteger(text, 2, 16 << 20),
    };

    private static int? ParseStrategy(string text) => text.ToUpperInvariant() switch
    {
        "AUTO" => OverviewSelector.Auto,
        "LOWER" => 100,
        "UPPER" => 0,
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int percent) && percent <= 100 ? percent : null,
    };
}
