namespace Cog.Hosting.Settings;

/// <summary>How mosaics are read.</summary>
internal sealed record MosaicSettings
{
    /// <summary>
    /// Files that one answer is made of, 256: of more, the first of them, and the answer says how many were left out.
    /// <c>COG_MOSAIC_MAX_FILES</c>.
    /// </summary>
    public int MaxFiles { get; init; } = 256;

    /// <summary>Files that are read at once for one answer, 8. <c>MOSAIC_CONCURRENCY</c>.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>
    /// Whether a file that cannot be read fails the whole answer, FALSE: it is left out and named in <c>X-Mosaic-Failed</c>.
    /// <c>COG_MOSAIC_STRICT</c>.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// Whether a MosaicJSON has no tiles beyond its own <c>minzoom</c> and <c>maxzoom</c>, FALSE. <c>MOSAIC_STRICT_ZOOM</c>.
    /// </summary>
    public bool IsStrictZoom { get; init; }

    /// <summary>Bytes of a document that lists files, unpacked, 33554432. <c>COG_MOSAIC_MAX_BYTES</c>.</summary>
    public int MaxBytes { get; init; } = 32 << 20;

    /// <summary>
    /// Bytes of memory for such documents, a sixteenth of the function's memory; without a function 67108864; 0 keeps none.
    /// <c>COG_MOSAIC_CACHE_BYTES</c>.
    /// </summary>
    public long CacheBytes { get; init; } = 64 << 20;

    /// <summary>
    /// The DynamoDB table of uploads by place, none: a folder of a bucket is then no mosaic. <c>COG_MOSAIC_TABLE</c>.
    /// </summary>
    public string? IndexTable { get; init; }

    internal static MosaicSettings Read(SettingReader settings, MosaicSettings defaults, long? memory) =>
        new()
        {
            MaxFiles = settings.Integer(defaults.MaxFiles, 1, 10_000, "COG_MOSAIC_MAX_FILES"),
            Concurrency = settings.Integer(defaults.Concurrency, 1, 64, "MOSAIC_CONCURRENCY"),
            IsStrict = settings.Flag(defaults.IsStrict, "COG_MOSAIC_STRICT"),
            IsStrictZoom = settings.Flag(defaults.IsStrictZoom, "MOSAIC_STRICT_ZOOM"),
            MaxBytes = settings.Integer(defaults.MaxBytes, 1 << 10, 1 << 30, "COG_MOSAIC_MAX_BYTES"),
            CacheBytes = settings.Bytes(memory / 16 ?? defaults.CacheBytes, 0, "COG_MOSAIC_CACHE_BYTES"),
            IndexTable = settings.Text("COG_MOSAIC_TABLE") ?? defaults.IndexTable,
        };
}
