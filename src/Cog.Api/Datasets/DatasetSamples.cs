namespace Cog.Api.Datasets;

/// <summary>Samples as a dataset gives them, or bands that were computed of them. Owns the raster.</summary>
/// <param name="Raster">The samples.</param>
/// <param name="NoData">What has no value in each band by itself; null where the raster's mask says all.</param>
internal sealed record DatasetSamples(Raster Raster, BandNoData? NoData) : IDisposable
{
    /// <summary>Computes the bands of a picture; these samples are handed over.</summary>
    /// <param name="bands">What is computed.</param>
    /// <param name="bounds">The box of the samples.</param>
    /// <param name="file">The request's log and limits.</param>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">It cannot be computed of such bands.</exception>
    public DatasetSamples Compute(BandPlan bands, BoundingBox bounds, CogFile file)
    {
        if (!bands.IsComputed)
        {
            return this;
        }

        using (file.Log.Measure("compute"))
        {
            var context = new StepContext(bounds, NoData, file.Reader.Options);
            return new(BadRequest.OnFormatError(() => bands.Compute(Raster, context, file.CancellationToken)), null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Raster.Dispose();
}
