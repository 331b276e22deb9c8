using Cog.Aws;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Settings;

/// <summary>
/// Every setting of a deployment. Only settings that change something are here; the reader's own defaults are aiocogeo's.
/// </summary>
internal sealed partial record CogOptions
{
    // What a person's own machine lends: as a function of so many bytes.
    private const long MemoryWithoutFunction = 1L << 30;

    /// <summary>How files are read; the defaults are aiocogeo's.</summary>
    /// <remarks>
    /// <para>IngestedBytesAtOpen, 16384: <c>INGESTED_BYTES_AT_OPEN</c>, or GDAL's name for it, <c>GDAL_INGESTED_BYTES_AT_OPEN</c>.</para>
    /// <para>HeaderChunkSize, 16384: <c>HEADER_CHUNK_SIZE</c>.</para>
    /// <para>
    /// MergeGapBytes, 32768: <c>HTTP_MERGE_CONSECUTIVE_RANGES</c> (or <c>GDAL_HTTP_MERGE_CONSECUTIVE_RANGES</c>): TRUE for the default,
    /// FALSE for never, or a number of bytes.
    /// </para>
    /// <para>BoundlessRead, TRUE: <c>BOUNDLESS_READ</c>. BoundlessReadFillValue, 0: <c>BOUNDLESS_READ_FILL_VALUE</c>.</para>
    /// <para>ZoomLevelStrategy, AUTO: <c>ZOOM_LEVEL_STRATEGY</c>: AUTO (as GDAL chooses), LOWER (100), UPPER (0) or 0 … 100.</para>
    /// <para>
    /// Limits, each with a setting of its own: see <see cref="LimitSettings"/>. Here MaxRasterBytes is an eighth of the function's memory,
    /// 536870912 at most and where there is no function; MaxBytesPerRequest counts header and block index, too; MaxTimePerRequest is 28
    /// seconds for all of a request.
    /// </para>
    /// <para>What no setting changes is the program's: codecs, and where blocks are kept.</para>
    /// </remarks>
    public CogReaderOptions Reader { get; init; } = CogReaderOptions.Default with { Limits = LimitSettings.Default };

    /// <summary>
    /// Whether a file without overviews is looked for beside itself (name.tif.ovr), FALSE: it costs such a file one more request.
    /// <c>COG_EXTERNAL_OVERVIEWS</c>.
    /// </summary>
    public bool ExternalOverviews { get; init; }

    /// <summary>
    /// Whether headers are kept at all, TRUE; FALSE reads every header from its file. aiocogeo's <c>ENABLE_HEADER_CACHE</c>.
    /// </summary>
    public bool EnableHeaderCache { get; init; } = true;

    /// <summary>
    /// Bytes of memory for parsed headers and pages of block indexes, a thirty-second of the function's memory; without a function
    /// 33554432; 0 keeps none. <c>COG_HEADER_CACHE_BYTES</c>.
    /// </summary>
    public long HeaderCacheBytes { get; init; } = MemoryWithoutFunction / 32;

    /// <summary>
    /// Whether blocks that were read stay in memory, as stored, for later requests, TRUE. aiocogeo's <c>ENABLE_BLOCK_CACHE</c>.
    /// </summary>
    public bool EnableBlockCache { get; init; } = true;

    /// <summary>
    /// Bytes of memory for such blocks, an eighth of the function's memory; without a function 134217728; 0 keeps none.
    /// <c>COG_BLOCK_CACHE_BYTES</c>.
    /// </summary>
    public long BlockCacheBytes { get; init; } = MemoryWithoutFunction / 8;

    /// <summary>
    /// Bytes that the pictures of all requests at once may take while they are made, half of the function's memory; without a function
    /// 1073741824. A request waits for its place; one picture is made whatever it takes. <c>COG_MAX_PICTURE_BYTES_IN_FLIGHT</c>.
    /// </summary>
    public long PictureBytesInFlight { get; init; } = MemoryWithoutFunction;

    /// <summary>Requests that are worked on at once, 128; any more waits. <c>COG_MAX_REQUESTS</c>.</summary>
    public int RequestsAtOnce { get; init; } = 128;

    /// <summary>
    /// Requests that wait until it is their turn, 512; any more is told to come back: 503. <c>COG_MAX_WAITING_REQUESTS</c>.
    /// </summary>
    public int RequestsWaiting { get; init; } = 512;

    /// <summary>
    /// Pixels of a WebP picture, 16777216: its encoder takes a second or more for as many, and cannot be stopped.
    /// <c>COG_MAX_WEBP_PIXELS</c>.
    /// </summary>
    public int MaxWebPPixels { get; init; } = 1 << 24;

    /// <summary>
    /// Bytes of memory for answers that are read piece by piece, as GDAL reads a GeoTIFF, a sixteenth of the function's memory; without a
    /// function 67108864; 0 keeps none: each piece is then made anew. <c>COG_ANSWER_CACHE_BYTES</c>.
    /// </summary>
    public long AnswerCacheBytes { get; init; } = MemoryWithoutFunction / 16;

    /// <summary>
    /// Seconds by which an answer may be behind its file when it reads nothing of it, 60: its header suffices (info, 304), or all its
    /// blocks are in memory. When the file was last asked longer ago, it is asked for its version first. Answers that read anything are
    /// never behind. <c>COG_HEADER_REVALIDATE_SECONDS</c>.
    /// </summary>
    public TimeSpan HeaderRevalidate { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What may be read, none: addresses that start with one of these, separated by spaces or commas: <c>s3://bucket/ s3://bucket/prefix/
    /// https://host/folder/ https://*.host/</c>, or <c>*</c> for every bucket that this deployment may read and every public host. Only a
    /// scheme's own port, unless an entry names another. <c>COG_ALLOWED_SOURCES</c>.
    /// </summary>
    public IReadOnlyList<string> AllowedSources { get; init; } = [];

    /// <summary>
    /// Whether http and https may reach private addresses, loopback included, FALSE: for a store in one's own network. They must be allowed
    /// sources all the same. Link-local addresses, and with them the credentials of clouds, are never reached.
    /// <c>COG_ALLOW_PRIVATE_NETWORKS</c>.
    /// </summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>
    /// Further headers for some hosts, none: a JSON table, <c>{"host": {"Authorization": "Bearer …"}}</c>. A host is <c>host</c> (its
    /// scheme's own port), <c>host:port</c>, or <c>https://host</c>, which plain http is not sent. No other host gets them, after a
    /// redirect neither, and no log.
    /// Whoever may ask this server for an address there reads it with them. <c>COG_HTTP_HEADERS</c>.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> HttpHeaders { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>
    /// Whether this is the machine of the person who asks, as <c>cog serve</c> is: files can be allowed, and only this machine is answered.
    /// No variable sets it.
    /// </summary>
    public bool IsLocalMachine { get; init; }

    /// <summary>Whether a person's own machine answers to its addresses in a network, too, and not to its own names alone.</summary>
    public bool AnswersOthers { get; init; }

    /// <summary>How S3, and the table of headers, are reached. Variables: see <see cref="AwsOptions"/>.</summary>
    public AwsOptions Aws { get; init; } = AwsOptions.Default;

    /// <summary>
    /// Where a function keeps answers that are larger than Lambda takes, none: <c>s3://bucket/prefix</c>. The caller is sent there by a
    /// signed address (303). <c>COG_RESULT_LOCATION</c>.
    /// </summary>
    public S3Address? ResultLocation { get; init; }

    /// <summary>
    /// Seconds for which such an address can be used, 900; the credentials that sign it end it, too. <c>COG_RESULT_SECONDS</c>.
    /// </summary>
    public TimeSpan ResultLifetime { get; init; } = TimeSpan.FromSeconds(900);

    /// <summary>Whether validated uploads get the tags <c>cog:valid</c> and <c>cog:errors</c>, FALSE. <c>COG_TAG_OBJECTS</c>.</summary>
    public bool TagObjects { get; init; }

    /// <summary>
    /// Where reports of uploads are kept as objects, none: <c>s3://bucket/prefix</c>; a line of JSON each, below <c>date=yyyy-MM-dd</c>.
    /// <c>COG_REPORT_LOCATION</c>.
    /// </summary>
    public S3Address? ReportLocation { get; init; }

    /// <summary>How uploads are judged. Variables: see <see cref="ValidationSettings"/>.</summary>
    public ValidationSettings Validation { get; init; } = new();

    /// <summary>How mosaics are read. Variables: see <see cref="MosaicSettings"/>.</summary>
    public MosaicSettings Mosaics { get; init; } = new();

    /// <summary>Cache-Control of answers of status 200, <c>public, max-age=3600</c>. <c>TITILER_API_CACHECONTROL</c>.</summary>
    public string CacheControl { get; init; } = "public, max-age=3600";

    /// <summary>
    /// Whether text and arrays are sent as gzip or Brotli to callers that take them, TRUE; FALSE where what stands before this deployment
    /// does it. <c>COG_COMPRESS</c>.
    /// </summary>
    public bool CompressAnswers { get; init; } = true;

    /// <summary>
    /// Which of the alternate addresses of a STAC item's asset is read, where it has one of that name, e.g. s3 (extension
    /// alternate-assets); null for its own. <c>RIO_TILER_STAC_ALTERNATE_KEY</c>.
    /// </summary>
    public string? StacAlternateKey { get; init; }

    /// <summary>
    /// How a GeoTIFF says which pixels are masked, GDAL: by its nodata value, or by an internal mask; or TITILER: by one more band, of
    /// which the data type's largest value is a pixel to be seen, and its smallest a masked one. <c>COG_TIFF_MASK</c>.
    /// </summary>
    public bool TiffMaskIsBand { get; init; }

    /// <summary>
    /// By which range a picture is scaled that nobody gave a <c>rescale</c> for, and whose samples are no bytes, FILE: that of the file,
    /// the same for all its tiles; or TILE, as TiTiler does: the file's stored statistics, else the range of an integer type, else that of
    /// the picture's own values. <c>COG_AUTO_RESCALE</c>.
    /// </summary>
    public bool RescaleByTile { get; init; }

    /// <summary>How JPEG pictures are compressed. Variables: see <see cref="JpegOptions"/>.</summary>
    public JpegOptions Jpeg { get; init; } = new();

    /// <summary>
    /// Whether a tile that is a block of its file, stored in the format that is asked for, is answered with the block's own bytes, TRUE.
    /// <c>COG_PASS_THROUGH</c>.
    /// </summary>
    public bool PassThrough { get; init; } = true;

    /// <summary>What of these settings makes pictures different, as a part of their ETag.</summary>
    public string PictureSettings =>
        (TiffMaskIsBand ? "mask band\n" : "")
        + (RescaleByTile ? "rescale by tile\n" : "")
        + (PassThrough ? "" : "drawn\n")
        + (Jpeg == new JpegOptions() ? "" : $"{Jpeg}\n");

    /// <summary>
    /// Web pages that may call, <c>*</c> for all: origins separated by commas, as TiTiler takes them; <c>loopback</c> for every page of
    /// this machine. <c>TITILER_API_CORS_ORIGINS</c>.
    /// </summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = ["*"];

    /// <summary>
    /// Where callers find this server, the one that they ask: an address with or without a path, <c>https://maps.example.org/cogs</c>, for
    /// links, when a front (a CDN, a proxy, a domain of one's own) hides it. Its path may stand in front of those of requests.
    /// <c>COG_PUBLIC_URL</c>.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// Whether links name what the front says, <c>X-Forwarded-Host</c>, <c>-Proto</c> and <c>-Prefix</c>, FALSE: only behind one that sets
    /// them itself. <c>COG_TRUST_FORWARDED</c>.
    /// </summary>
    public bool TrustForwarded { get; init; }

    /// <summary>
    /// Which lines a function logs, INFO: every request is one of INFO, or of ERROR when it is a fault of ours or of the file's store.
    /// DEBUG, INFO, WARNING or ERROR; DEBUG is INFO with <see cref="VerboseLogs"/>. Metrics are part of those lines. <c>LOG_LEVEL</c>, or
    /// the function's own, <c>AWS_LAMBDA_LOG_LEVEL</c>.
    /// </summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether a request's line lists every read, FALSE. aiocogeo's <c>VERBOSE_LOGS</c>.</summary>
    public bool VerboseLogs { get; init; }

    /// <summary>Attribution in TileJSON, none. <c>TITILER_DEFAULT_ATTRIBUTION</c>.</summary>
    public string? DefaultAttribution { get; init; }

    /// <summary>
    /// Folder of the deployment's own tile matrix sets, none: files of JSON, each named after the set it holds, as morecantile reads them.
    /// <c>TILEMATRIXSET_DIRECTORY</c>.
    /// </summary>
    public string? TileMatrixSetDirectory { get; init; }

    /// <summary>What the viewer shows below a file, none. <c>COG_VIEWER_BASEMAP</c> and <c>COG_VIEWER_BASEMAP_ATTRIBUTION</c>.</summary>
    public Basemap? ViewerBasemap { get; init; }

    /// <summary>
    /// The defaults on a person's own machine: everything may be read, and only pages of the same machine may ask for it.
    /// </summary>
    public static CogOptions LocalMachine { get; } =
        new()
        {
            IsLocalMachine = true,
            AllowedSources = ["*"],
            AllowPrivateNetworks = true,
            ExternalOverviews = true,
            CorsOrigins = ["loopback"],
        };

    /// <summary>How a program of these settings reads files.</summary>
    public CogReaderOptions ToReaderOptions() =>
        Reader with
        {
            // No file's pages crowd out the others.
            IndexMemoryBytes = (int)Math.Clamp(HeaderCacheBytes / 8, 64 << 10, CogReaderOptions.Default.IndexMemoryBytes),
            LeaveOpen = true, // Sources live as long as a request, headers longer.
        };
}
