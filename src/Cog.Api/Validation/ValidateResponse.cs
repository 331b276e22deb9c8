using Cog.Header;
using Cog.Validation;

namespace Cog.Api.Validation;

/// <summary>
/// rio-cogeo's <c>Info</c>: field names, their order and their values are its own. Null fields stay; what it does not know comes last.
/// </summary>
internal sealed record ValidateResponse
{
    public required string Path { get; init; }

    public required string Driver { get; init; }

    /// <summary>The verdict.</summary>
    [JsonPropertyName("COG")]
    public required bool IsCog { get; init; }

    /// <summary>GDAL's name; null for none.</summary>
    public string? Compression { get; init; }

    /// <summary>Only when it is not that of the samples that a reader gets, e.g. <c>YCbCr</c> in JPEG.</summary>
    public string? ColorSpace { get; init; }

    [JsonPropertyName("COG_errors")]
    public IReadOnlyList<string>? Errors { get; init; }

    [JsonPropertyName("COG_warnings")]
    public IReadOnlyList<string>? Warnings { get; init; }

    public required ProfileFacts Profile { get; init; }

    [JsonPropertyName("GEO")]
    public required GeoFacts Geo { get; init; }

    public required Dictionary<string, IReadOnlyDictionary<string, string>> Tags { get; init; }

    /// <summary><c>Band 1</c> …</summary>
    [JsonPropertyName("Band Metadata")]
    public required Dictionary<string, BandFacts> BandMetadata { get; init; }

    [JsonPropertyName("IFD")]
    public required IfdFacts[] Ifds { get; init; }

    /// <summary>Whether this reader makes pixels of it: see <see cref="Readability"/>.</summary>
    [JsonPropertyName("readable")]
    public required bool IsReadable { get; init; }

    [JsonPropertyName("readable_errors")]
    public IReadOnlyList<string>? ReadErrors { get; init; }

    /// <summary>What the layout costs, and how it could cost less; makes nothing invalid.</summary>
    [JsonPropertyName("advice")]
    public IReadOnlyList<string>? Advice { get; init; }

    /// <summary>
    /// <c>valid</c>, <c>invalid</c>, or <c>partial</c>: nothing is wrong with what was looked at, but not all that was to be looked at was.
    /// See <see cref="LookedAt"/>.
    /// </summary>
    [JsonPropertyName("verdict")]
    public required string Verdict { get; init; }

    /// <summary>How many blocks the verdict is made of.</summary>
    [JsonPropertyName("looked_at")]
    public required LookedAtFacts LookedAt { get; init; }

    /// <summary>The same without what the file says of itself: its tags and those of its bands, which have any length.</summary>
    public ValidateResponse Compact() => this with { Tags = [], BandMetadata = [] };

    /// <summary>Judges an open file.</summary>
    /// <param name="path">The file, as it was named.</param>
    /// <param name="source">Block indexes are read from it.</param>
    /// <param name="reader">Blocks are read by it.</param>
    /// <param name="request">By which rules.</param>
    /// <param name="strict">Takes warnings for errors.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public static async Task<ValidateResponse> CreateAsync(
        string path,
        IRangeSource source,
        CogReader reader,
        ValidationRequest request,
        bool strict,
        CancellationToken cancellationToken
    )
    {
        // The sample first: a full check may use up what the request has.
        PixelFindings? sample = request.IsDecoded ? null : await Readability.SampleAsync(source, reader, request, cancellationToken);
        CogValidation validation = await CogValidator.ValidateAsync(source, reader.Header, reader.Options, request, cancellationToken);
        return Of(path, reader.Header, validation, sample ?? validation.Pixels!, strict);
    }

    private static ValidateResponse Of(string path, CogHeader header, CogValidation validation, PixelFindings pixels, bool strict) =>
        new()
        {
            Path = path,
            Driver = "GTiff",
            IsCog = validation.IsValid(strict),
            Compression = header.ImageStructure.GetValueOrDefault("COMPRESSION")?.Split(' ')[^1], // "YCbCr JPEG" is JPEG for rasterio.
            ColorSpace = header.ImageStructure.GetValueOrDefault("SOURCE_COLOR_SPACE"),
            Errors = validation.Errors is [] ? null : validation.Errors,
            Warnings = validation.Warnings is [] ? null : validation.Warnings,
            Profile = ProfileFacts.Of(header),
            Geo = GeoFacts.Of(header),
            Tags = TagsOf(header),
            BandMetadata = Enumerable
                .Range(0, header.Image.SamplesPerPixel)
                .ToDictionary(b => $"Band {b + 1}", b => BandFacts.Of(header, b)),
            Ifds = IfdFacts.Of(header),
            IsReadable = pixels.Problems is [],
            ReadErrors = pixels.Problems is [] ? null : Readability.ErrorsOf(pixels),
            Advice = validation.Advice is [] ? null : validation.Advice,
            Verdict = ValidationVerdicts.Of(validation, pixels, strict).Name(),
            LookedAt = new(CoverageFacts.Create(validation.Frames), CoverageFacts.Create(pixels.Coverage)!),
        };

    // The domain TILING_SCHEME, which GDAL's COG driver writes for a file on a grid of tiles, only where it has items.
    private static Dictionary<string, IReadOnlyDictionary<string, string>> TagsOf(CogHeader header)
    {
        var tags = new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["Image Metadata"] = header.ImageMetadata,
            ["Image Structure"] = header.ImageStructure,
        };
        if (header.Metadata.OfDomain("TILING_SCHEME") is { Count: > 0 } scheme)
        {
            tags["Tiling Scheme"] = scheme;
        }

        return tags;
    }
}

/// <summary>One band.</summary>
internal sealed record BandFacts(
    string? Description,
    string ColorInterp,
    double Offset,
    double Scale,
    IReadOnlyDictionary<string, string> Metadata
)
{
    public static BandFacts Of(CogHeader header, int band) =>
        new(
            header.Metadata.Description(band),
            header.ColorInterpretation[band].Name(),
            header.Metadata.Offset(band),
            header.Metadata.Scale(band),
            header.Metadata.Of(band)
        );
}

/// <summary>One resolution.</summary>
/// <param name="Level">0 the image.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Blocksize">Rows, columns.</param>
/// <param name="Decimation">0 for the image.</param>
internal sealed record IfdFacts(int Level, int Width, int Height, int[] Blocksize, int Decimation)
{
    public static IfdFacts[] Of(CogHeader header) =>
        [Of(header.Image, 0, 0), .. header.Overviews.Select((o, i) => Of(o, i + 1, header.OverviewDecimations[i]))];

    private static IfdFacts Of(Ifd ifd, int level, int decimation) =>
        new(level, ifd.Width, ifd.Height, [ifd.BlockHeight, ifd.BlockWidth], decimation);
}

/// <summary>How many blocks were looked at.</summary>
/// <param name="Frames">For their order, leaders and trailers; null when that was not asked for, or the file promises nothing of
/// them.</param>
/// <param name="Decoded">By decoding them.</param>
internal sealed record LookedAtFacts(
    [property: JsonPropertyName("frames")] CoverageFacts? Frames,
    [property: JsonPropertyName("decoded")] CoverageFacts Decoded
);

/// <summary>A share of the blocks.</summary>
/// <param name="Blocks">Looked at.</param>
/// <param name="Of">In the file.</param>
/// <param name="IsComplete">Whether all were looked at that were to be, which of a sample are few.</param>
/// <param name="Text">In words, with what ended it early.</param>
internal sealed record CoverageFacts(
    [property: JsonPropertyName("blocks")] long Blocks,
    [property: JsonPropertyName("of")] long Of,
    [property: JsonPropertyName("complete")] bool IsComplete,
    [property: JsonPropertyName("text")] string Text
)
{
    public static CoverageFacts? Create(BlockCoverage? coverage) =>
        coverage is null ? null : new(coverage.Blocks, coverage.Of, coverage.Stopped is null, coverage.ToString());
}
