namespace Cog.Api.Datasets;

/// <summary>
/// The range by which a picture is scaled that nobody gave one for: that of the whole dataset, so that no two tiles of a map differ. It is
/// the stored range (GDAL's STATISTICS) when every band has one, else counted once.
/// </summary>
internal static class AutoRescale
{
    /// <summary>How samples become the picture, in this deployment.</summary>
    /// <param name="parameters">What the caller says.</param>
    /// <param name="format">Null: PNG when a pixel is masked, else JPEG.</param>
    /// <param name="bands">The bands of the picture.</param>
    /// <param name="type">The type of their samples.</param>
    /// <param name="data">What they are read from.</param>
    /// <exception cref="CogException">The range cannot be counted: a picture of another range would be a wrong one.</exception>
    public static async Task<RenderStyle> StyleOfAsync(
        RenderParameters parameters,
        ImageFormat? format,
        BandPlan bands,
        SampleType type,
        IDataset data
    )
    {
        CogOptions options = data.Lead.Options;
        RenderStyle style = parameters.ToStyle(format) with
        {
            TiffMaskIsBand = options.TiffMaskIsBand,
            Jpeg = new()
            {
                Quality = options.Jpeg.Quality,
                HalvesChroma = options.Jpeg.HalvesChroma,
                OptimizesCodes = options.Jpeg.OptimizesCodes,
            },
        };
        BandColors colors = data.ColorsOf(bands);
        if (parameters.IsAutoRescale && type.IsComplex())
        {
            throw new InvalidParametersException(
                ParameterError.OfQuery("rescale", $"rescale is 'auto': {type.NumPyName()} samples have no order to scale by.")
            );
        }

        bool isWanted = parameters.IsAutoRescale || (!options.RescaleByTile && Colorizer.WantsRanges(type, colors, style));
        if (!isWanted)
        {
            return style;
        }

        bool isStored = colors.Statistics?.All(r => double.IsFinite(r.Minimum) && double.IsFinite(r.Maximum)) == true;
        return style with { Rescale = isStored ? colors.Statistics! : await data.RangesOfAsync(parameters, bands) };
    }
}
