namespace Cog.Validation;

/// <summary>
/// Whether a file is laid out as a Cloud Optimized GeoTIFF, by rio-cogeo's rules or GDAL's: the same findings, in the same words and order.
/// </summary>
internal static class CogValidator
{
    /// <summary>Judges a file by rio-cogeo's rules.</summary>
    public static Task<CogValidation> ValidateAsync(
        IRangeSource source,
        CogHeader header,
        CogReaderOptions options,
        bool hasExternalOverviews,
        CancellationToken cancellationToken
    ) => ValidateAsync(source, header, options, new ValidationRequest { HasExternalOverviews = hasExternalOverviews }, cancellationToken);

    /// <summary>Validates a file.</summary>
    /// <param name="source">Block indexes are read from it, as far as the first block that has data; all of them, and the frames of blocks,
    /// for a full check.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="request">By which rules.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public static async Task<CogValidation> ValidateAsync(
        IRangeSource source,
        CogHeader header,
        CogReaderOptions options,
        ValidationRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = new ValidatedFile(source, header.Internal, options);
        CogValidation found =
            request.Profile == ValidationProfile.Gdal
                ? await GdalRules.ApplyAsync(file, request.HasExternalOverviews, cancellationToken).ConfigureAwait(false)
                : await RioCogeoRules.ApplyAsync(file, request.HasExternalOverviews, cancellationToken).ConfigureAwait(false);
        List<string> advice = await CostAdvice.OfAsync(file, request.HasExternalOverviews, cancellationToken).ConfigureAwait(false);
        if (request.IsFull)
        {
            FrameCheck check = await FrameCheck.RunAsync(file, request, cancellationToken).ConfigureAwait(false);
            return new([.. found.Errors, .. check.Errors], found.Warnings)
            {
                Advice = advice,
                Frames = check.Coverage,
                Pixels = check.Pixels,
            };
        }

        PixelSample all = PixelSample.AllBlocks with { Budget = request.Budget };
        return found with
        {
            Advice = advice,
            Pixels = request.IsDecoded
                ? await PixelCheck.RunAsync(source, header, options, all, cancellationToken).ConfigureAwait(false)
                : null,
        };
    }
}
