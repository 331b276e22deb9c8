namespace Cog.Api.Mosaics;

/// <summary>The files that a request names, each by a <c>url</c>: where they are, only they know.</summary>
/// <param name="members">In the order of the request.</param>
/// <param name="limit">How many may be opened to tell where they are.</param>
internal sealed class UrlMosaic(IReadOnlyList<MosaicMember> members, int limit) : IMosaic
{
    private const int Samples = 3;

    // What is asked for is part of the answer's version by itself.
    private const string Named = "named";

    /// <inheritdoc/>
    public async Task<MosaicDescription> DescribeAsync(MosaicFiles files)
    {
        TableAnswers told = await files.Files.Opener.AskTableAsync(members.SelectMany(m => m.Keys), files.Log, files.CancellationToken);
        var run = new MosaicRun(files with { Told = told }, new(Named, [.. members.Take(limit)], 0), files.Files.Options.Mosaics);
        IReadOnlyList<(string Name, CogHeader Header)> found = await run.AllAsync(data => Task.FromResult<CogHeader?>(data.Lead.Header));
        if (found.Count == 0)
        {
            throw run.Failed.First().Reason;
        }

        BoundingBox bounds = MosaicLayer.Around(found.Select(f => FileExtent.Of(f.Header, Crs.Wgs84)).OfType<BoundingBox>());
        return new(
            await run.VersionOfAsync(run.Taken),
            "mosaic",
            MosaicLayer.Of(bounds, set => new ZoomRange(
                found.Min(f => ZoomRange.Of(f.Header, set).MinZoom),
                found.Max(f => ZoomRange.Of(f.Header, set).MaxZoom)
            )),
            bounds
        );
    }

    /// <inheritdoc/>
    public Task<MosaicSelection> InAsync(MosaicPlace place, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<MosaicSelection>(new(Named, [.. members.Take(limit)], Math.Max(0, members.Count - limit)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<MosaicMember>> SamplesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MosaicMember>>([.. members.Take(Samples)]);
}
