using Cog.Hosting.Telemetry;
using Cog.Rendering.Mosaics;

namespace Cog.Api.Mosaics;

/// <summary>The files of a mosaic. Which they are, whatever lists them says.</summary>
internal sealed class MosaicDatasets(CogFiles files, IMosaics mosaics) : IDatasets
{
    /// <inheritdoc/>
    public CogOptions Options => files.Options;

    /// <summary>What finds mosaics.</summary>
    public IMosaics Mosaics => mosaics;

    /// <inheritdoc/>
    public RequestQuery QueryOf(HttpRequest request) => mosaics.QueryOf(request);

    /// <inheritdoc/>
    public Task DescribeAsync(HttpContext context, RequestQuery query, Func<MapLayer, BufferedResponse> answer) =>
        DescribeAsync(context, query, (MosaicDescription mosaic) => answer(mosaic.Layer));

    /// <summary>Answers from what is said of a mosaic.</summary>
    public async Task DescribeAsync(HttpContext context, RequestQuery query, Func<MosaicDescription, BufferedResponse> answer)
    {
        SelectionOf(query);
        IMosaic mosaic = await mosaics.OpenAsync(context, query);
        var opening = new MosaicFiles(files, RequestLog.Of(context), TableAnswers.None, context.RequestAborted);
        MosaicDescription description = await mosaic.DescribeAsync(opening);
        await files.RespondAsync(context, query, [], description.Version, _ => Task.FromResult(answer(description)));
    }

    /// <summary>Answers with the names of the files of a place.</summary>
    public async Task ListAsync(HttpContext context, RequestQuery query, AskedPlace place)
    {
        var where = MosaicPlace.Of(place);
        IMosaic mosaic = await mosaics.OpenAsync(context, query);
        MosaicSelection found = await mosaic.InAsync(where, int.MaxValue, context.RequestAborted);
        await files.RespondAsync(context, query, [], found.Version, _ =>
            Task.FromResult(BufferedResponse.Json([.. found.Members.Select(member => member.Name)], MosaicResponses.Default.StringArray))
        );
    }

    /// <inheritdoc/>
    public async Task ReadAsync(HttpContext context, RequestQuery query, AskedPlace? place, Func<IDataset, Task<BufferedResponse>> answer)
    {
        PixelSelection selection = SelectionOf(query);
        await RunAsync(context, query, place, async (run, samples) =>
        {
            BufferedResponse? made = null;
            await run.WithLeadAsync(async lead => made = await answer(new MosaicDataset(lead, run, selection, samples)));
            return made;
        });
    }

    /// <summary>Answers from something that every file of a place has.</summary>
    public Task ReadAllAsync(HttpContext context, RequestQuery query, AskedPlace place, Func<MosaicRun, Task<BufferedResponse?>> answer) =>
        RunAsync(context, query, place, (run, _) => answer(run));

    private async Task RunAsync(
        HttpContext context,
        RequestQuery query,
        AskedPlace? place,
        Func<MosaicRun, Func<Func<IDataset, Task<IReadOnlyList<Rescale>>>, Task<IReadOnlyList<Rescale>?>>, Task<BufferedResponse?>> answer
    )
    {
        if (place is not { } asked)
        {
            if (query.Segment("tileMatrixSet") is not null)
            {
                throw RequestedTileMatrixSet.NoNativeGrid(); // Tiles of every other set have a place.
            }

            if (HttpMethods.IsPost(context.Request.Method))
            {
                throw new InvalidParametersException(
                    new ParameterError(
                        ["body", "features"],
                        "The body has no feature: expected one of the part of the mosaic that is meant."
                    )
                );
            }

            query.Wrong("bbox", "bbox is missing: expected the part of the mosaic that is to be seen.", 0);
            query.ThrowIfInvalid();
            throw new InvalidOperationException();
        }

        var where = MosaicPlace.Of(asked);
        IMosaic mosaic = await mosaics.OpenAsync(context, query);
        MosaicSelection selected = await mosaic.InAsync(where, Options.Mosaics.MaxFiles, context.RequestAborted);
        RequestLog log = RequestLog.Of(context);
        TableAnswers told = await files.Opener.AskTableAsync(selected.Members.SelectMany(m => m.Keys), log, context.RequestAborted);
        var opening = new MosaicFiles(files, log, told, context.RequestAborted);
        var run = new MosaicRun(opening, selected, Options.Mosaics);
        MosaicHeaders.Write(context.Response.Headers, run, isDone: false);
        try
        {
            bool isPaidFor = selected.Members.Any(member => member.RequesterPays);
            await files.RespondAsync(context, query, isPaidFor, run, async () =>
            {
                BufferedResponse made = await answer(run, use => SampleAsync(mosaic, opening, use)) ?? throw Nothing(run);
                MosaicHeaders.Write(context.Response.Headers, run, isDone: true);
                return made;
            });
        }
        catch (BadHttpRequestException error) when (run.IsEmpty && error.StatusCode == StatusCodes.Status404NotFound)
        {
            // TiTiler's answer where a mosaic has nothing.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.CacheControl = Options.CacheControl;
            log.WriteTo(context.Response.Headers);
        }
    }

    private static BadHttpRequestException Nothing(MosaicRun run)
    {
        run.IsEmpty = true;
        return new("The mosaic has no file here.", StatusCodes.Status404NotFound);
    }

    // The first that can be read.
    private static async Task<IReadOnlyList<Rescale>?> SampleAsync(
        IMosaic mosaic,
        MosaicFiles opening,
        Func<IDataset, Task<IReadOnlyList<Rescale>>> use
    )
    {
        foreach (MosaicMember member in await mosaic.SamplesAsync(opening.CancellationToken))
        {
            try
            {
                IReadOnlyList<Rescale>? ranges = null;
                await member.UseAsync(opening, async (data, _) => ranges = await use(data));
                return ranges;
            }
            catch (Exception error) when (error is CogException or BadHttpRequestException or FormatException)
            {
                // Another one serves, too.
            }
        }

        return null;
    }

    private static PixelSelection SelectionOf(RequestQuery query) =>
        query.Text("pixel_selection") is not { } name ? PixelSelection.First
        : PixelSelections.Parse(name) is { } selection ? selection
        : query.Wrong(
            "pixel_selection",
            $"pixel_selection is '{name}': expected one of {string.Join(", ", PixelSelections.Names)}.",
            PixelSelection.First
        );
}
