using Cog.Header;
using Cog.Hosting;
using Cog.Reading;
using Microsoft.AspNetCore.Http;

namespace Functions.PartialRead;

/// <summary>
/// <c>GET /cog/level/{level}.npy?url=…</c>: all samples of one level as stored, alpha included; <c>…/mask.npy</c>: its validity.
/// Level 0 is the image, 1 the largest overview.
/// </summary>
internal static class LevelEndpoint
{
    public static Task HandleSamplesAsync(HttpContext context, CogFiles files) => HandleAsync(context, files, NumPyAnswer.Of);

    public static Task HandleMaskAsync(HttpContext context, CogFiles files) => HandleAsync(context, files, NumPyAnswer.OfMask);

    private static Task HandleAsync(HttpContext context, CogFiles files, Func<Raster, Answer> answer)
    {
        var query = new RequestQuery(context.Request);
        int number = RequestQuery.ParseInteger("level", query.Segment("level") ?? "", 0, int.MaxValue);

        return files.AnswerAsync(context, query, async file =>
        {
            ImageLevel level = number < file.Header.Levels.Count
                ? file.Header.Levels[number]
                : throw new BadHttpRequestException($"Level {number} is outside bounds: the file has levels 0 to {file.Header.Levels.Count - 1}", StatusCodes.Status404NotFound);

            var window = new PixelWindow(0, 0, level.Width, level.Height);
            using Raster raster = await file.Log.ReadAsync(() => file.Reader.ReadWindowAsync(level, window, null, null, file.CancellationToken));
            return answer(raster);
        });
    }
}
