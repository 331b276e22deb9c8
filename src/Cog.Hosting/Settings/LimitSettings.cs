namespace Cog.Hosting.Settings;

/// <summary>The ceilings of the reader as settings of a deployment: every property of <see cref="CogLimits"/> has one.</summary>
internal static class LimitSettings
{
    /// <summary>The defaults of a deployment: the reader's, and the time that an HTTP API gives.</summary>
    public static CogLimits Default { get; } = CogLimits.Default with { MaxTimePerRequest = TimeSpan.FromSeconds(28) };

    /// <summary>The setting of a ceiling.</summary>
    /// <param name="limit">A property of <see cref="CogLimits"/>; null for none.</param>
    public static string? NameOf(string? limit) =>
        limit switch
        {
            nameof(CogLimits.MaxRasterBytes) => "RIO_TILER_MAX_ARRAY_SIZE",
            nameof(CogLimits.MaxTimePerRequest) => "COG_REQUEST_TIMEOUT",
            nameof(CogLimits.MaxBytesPerRequest) => "COG_MAX_BYTES_PER_REQUEST",
            nameof(CogLimits.MaxBlocksPerRequest) => "COG_MAX_BLOCKS_PER_REQUEST",
            nameof(CogLimits.MaxReadsPerRequest) => "COG_MAX_READS_PER_REQUEST",
            nameof(CogLimits.MaxIndexPagesPerRequest) => "COG_MAX_INDEX_PAGES_PER_REQUEST",
            nameof(CogLimits.MaxBlockBytes) => "COG_MAX_BLOCK_BYTES",
            nameof(CogLimits.MaxExpansionRatio) => "COG_MAX_EXPANSION_RATIO",
            nameof(CogLimits.MaxDimension) => "COG_MAX_DIMENSION",
            nameof(CogLimits.MaxSamplesPerPixel) => "COG_MAX_SAMPLES_PER_PIXEL",
            nameof(CogLimits.MaxHeaderBytes) => "COG_MAX_HEADER_BYTES",
            nameof(CogLimits.MaxHeaderReads) => "COG_MAX_HEADER_READS",
            nameof(CogLimits.MaxIfds) => "COG_MAX_IFDS",
            nameof(CogLimits.MaxTagsPerIfd) => "COG_MAX_TAGS_PER_IFD",
            nameof(CogLimits.MaxTagBytes) => "COG_MAX_TAG_BYTES",
            nameof(CogLimits.MaxXmlBytes) => "COG_MAX_XML_BYTES",
            _ => null,
        };

    /// <summary>Reads the limits from the settings.</summary>
    /// <param name="settings">The environment.</param>
    /// <param name="defaults">What holds where there is no variable.</param>
    /// <param name="memory">Bytes of the function's memory, of which a raster takes an eighth at most; null without one.</param>
    public static CogLimits Read(SettingReader settings, CogLimits defaults, long? memory)
    {
        return new()
        {
            MaxRasterBytes = Integer(
                (int)Math.Min(defaults.MaxRasterBytes, memory / 8 ?? long.MaxValue),
                1 << 20,
                nameof(CogLimits.MaxRasterBytes)
            ),
            MaxTimePerRequest = settings.Seconds(defaults.MaxTimePerRequest, 1, 900, NameOf(nameof(CogLimits.MaxTimePerRequest))!),
            MaxBytesPerRequest = settings.Bytes(defaults.MaxBytesPerRequest, 1 << 16, NameOf(nameof(CogLimits.MaxBytesPerRequest))!),
            MaxBlocksPerRequest = Integer(defaults.MaxBlocksPerRequest, 1, nameof(CogLimits.MaxBlocksPerRequest)),
            MaxReadsPerRequest = Integer(defaults.MaxReadsPerRequest, 1, nameof(CogLimits.MaxReadsPerRequest)),
            MaxIndexPagesPerRequest = Integer(defaults.MaxIndexPagesPerRequest, 1, nameof(CogLimits.MaxIndexPagesPerRequest)),
            MaxBlockBytes = Integer(defaults.MaxBlockBytes, 1 << 16, nameof(CogLimits.MaxBlockBytes)),
            MaxExpansionRatio = Integer(defaults.MaxExpansionRatio, 1, nameof(CogLimits.MaxExpansionRatio)),
            MaxDimension = Integer(defaults.MaxDimension, 1, nameof(CogLimits.MaxDimension)),
            MaxSamplesPerPixel = Integer(defaults.MaxSamplesPerPixel, 1, nameof(CogLimits.MaxSamplesPerPixel)),
            MaxHeaderBytes = Integer(defaults.MaxHeaderBytes, 1 << 16, nameof(CogLimits.MaxHeaderBytes)),
            MaxHeaderReads = Integer(defaults.MaxHeaderReads, 1, nameof(CogLimits.MaxHeaderReads)),
            MaxIfds = Integer(defaults.MaxIfds, 1, nameof(CogLimits.MaxIfds)),
            MaxTagsPerIfd = Integer(defaults.MaxTagsPerIfd, 1, nameof(CogLimits.MaxTagsPerIfd)),
            MaxTagBytes = Integer(defaults.MaxTagBytes, 1, nameof(CogLimits.MaxTagBytes)),
            MaxXmlBytes = Integer(defaults.MaxXmlBytes, 0, nameof(CogLimits.MaxXmlBytes)),
        };

        int Integer(int absent, int minimum, string limit) => settings.Integer(absent, minimum, int.MaxValue, NameOf(limit)!);
    }
}
