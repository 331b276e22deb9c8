using Cog.Hosting.Aws;
using Cog.Hosting.Failures;
using Cog.Hosting.Http;

namespace Cog.Hosting.Lambda;

/// <summary>
/// What becomes of an answer that is larger than its front takes: the address of an object where there is a place for it (303), else 413.
/// </summary>
/// <param name="streams">Whether fronts that can stream are set to.</param>
/// <param name="results">Keeps such answers; null where there is no place.</param>
/// <param name="warn">Told what the store says when it does not keep one: that may name roles, and is not the caller's.</param>
internal sealed class OversizedAnswers(bool streams, ResultObjects? results, Action<string>? warn)
{
    /// <summary>Whether answers to this front have no such limit.</summary>
    public bool Streams(HttpFront front) => streams && front is HttpFront.FunctionUrl or HttpFront.RestApi;

    /// <summary>Puts another answer in the place of one that is too large; leaves any other as it is.</summary>
    /// <param name="response">The answer, complete.</param>
    /// <param name="http">What it answers.</param>
    /// <param name="aborted">Nobody waits for it any more.</param>
    /// <returns>The status of the other answer; null where there is none.</returns>
    public async Task<int?> ReplaceAsync(HttpEventResponse response, HttpEvent http, CancellationToken aborted)
    {
        bool isHead = HttpMethods.IsHead(http.Request.Method);
        if (Streams(http.Front) || (!IsTooLong(response, http.Front, isHead) && response.Fits(http.Front)))
        {
            return null;
        }

        // A part of an answer (206) stays here: whoever asked for it asks the object for the same part, of what is one already.
        if (results is null || response.StatusCode != StatusCodes.Status200OK)
        {
            using HttpEventResponse problem = TooLarge(response, http.Front, isHead);
            response.Become(problem);
        }
        else if (isHead)
        {
            return null; // As at the end of the way: an address is signed for a GET, and what it leads to has this type and length.
        }
        else
        {
            try
            {
                await SendElsewhereAsync(response, results, warn, aborted);
            }
            catch (OperationCanceledException) when (aborted.IsCancellationRequested)
            {
                return StatusCodes.Status504GatewayTimeout; // What the caller is told meanwhile.
            }
        }

        return response.StatusCode;
    }

    // A HEAD learns what a GET would get: its own answer always fits.
    private static bool IsTooLong(HttpEventResponse response, HttpFront front, bool isHead) =>
        isHead && response.Headers.ContentLength is { } length && !response.FitsWithBody(front, length);

    private static async Task SendElsewhereAsync(
        HttpEventResponse response,
        ResultObjects results,
        Action<string>? warn,
        CancellationToken aborted
    )
    {
        IHeaderDictionary headers = response.Headers;
        var content = new ObjectContent(
            response.BodyBytes,
            headers.ContentType.ToString(),
            headers.ContentEncoding.Count > 0 ? headers.ContentEncoding.ToString() : null
        );
        try
        {
            string address = await results.KeepAsync(content, aborted);
            response.StatusCode = StatusCodes.Status303SeeOther;
            headers.Location = address;
            headers.CacheControl = "no-store"; // It can be used for a time only.
            headers.ContentLength = 0;
            foreach (string ofTheBody in (string[])["Content-Type", "Content-Encoding", "ETag", "Accept-Ranges"])
            {
                headers.Remove(ofTheBody);
            }

            response.Stream.SetLength(0);
        }
        catch (CogException error)
        {
            Failure failure = Failure.Of(error);
            warn?.Invoke($"A large answer was not kept: {failure.FullMessage}");
            using HttpEventResponse problem = HttpEventResponse.Problem(
                CogProblems.StatusFor(error) is var status and >= 500 ? status : StatusCodes.Status502BadGateway,
                $"The answer has {content.Bytes.Length} bytes and was to be kept in the bucket of results. {failure.Message}",
                headers
            );
            response.Become(problem);
        }
    }

    private static HttpEventResponse TooLarge(HttpEventResponse response, HttpFront front, bool isHead)
    {
        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"The answer has {(isHead ? response.Headers.ContentLength : response.BodyBytes.Length)} bytes; the largest that fits a Lambda "
                + $"answer here is {response.LargestBody(front)}. Ask for fewer pixels or bands, or for WebP or JPEG."
        );
        HttpEventResponse problem = HttpEventResponse.Problem(StatusCodes.Status413PayloadTooLarge, detail, response.Headers);
        if (isHead)
        {
            problem.Headers.ContentLength = problem.BodyBytes.Length;
            problem.Stream.SetLength(0);
        }

        return problem;
    }
}
