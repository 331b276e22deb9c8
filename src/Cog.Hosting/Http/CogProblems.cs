using Cog.Hosting.Failures;
using Microsoft.AspNetCore.WebUtilities;

namespace Cog.Hosting.Http;

/// <summary>
/// The one table from what went wrong to what the caller sees: a status and <c>{"detail": "…"}</c>, TiTiler's shape, never cached.
/// </summary>
internal static class CogProblems
{
    /// <summary>The status a caller sees for <paramref name="error"/>; 500 means the fault is ours.</summary>
    public static int StatusFor(Exception error) =>
        error is BadHttpRequestException request ? request.StatusCode : StatusFor(Failure.Of(error).Kind);

    private static int StatusFor(FailureKind kind) =>
        kind switch
        {
            FailureKind.InvalidRequest or FailureKind.OutsideImage => StatusCodes.Status400BadRequest,
            FailureKind.AccessDenied => StatusCodes.Status403Forbidden,
            FailureKind.NotFound => StatusCodes.Status404NotFound,
            FailureKind.OutOfMemory => StatusCodes.Status413PayloadTooLarge,
            FailureKind.NotATiff or FailureKind.Malformed or FailureKind.Unsupported or FailureKind.LimitExceeded =>
                StatusCodes.Status422UnprocessableEntity,
            FailureKind.UnsupportedCrs => StatusCodes.Status501NotImplemented,
            FailureKind.Unavailable => StatusCodes.Status502BadGateway,
            FailureKind.Changed => StatusCodes.Status503ServiceUnavailable, // After one more try: see FileOpener.
            FailureKind.TimedOut => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>Runs the rest of a request within <paramref name="timeout"/> and answers for what it throws.</summary>
    internal static async Task RunAsync(HttpContext context, RequestDelegate next, TimeSpan timeout, LogLines lines)
    {
        CancellationToken caller = context.RequestAborted;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(caller);
        deadline.CancelAfter(timeout);
        context.RequestAborted = deadline.Token;

        try
        {
            await next(context);
            HttpResponse response = context.Response;
            if (response.StatusCode >= 400 && !response.HasStarted && response.ContentLength is null)
            {
                // Routing's own: no such path, or not with this method.
                await WriteAsync(context, response.StatusCode, ReasonPhrases.GetReasonPhrase(response.StatusCode));
            }
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            // Nobody is listening any more: nginx's status for that, or that of whoever answered meanwhile.
            int status = context.Features.Get<ReportedStatus>()?.Status ?? StatusCodes.Status499ClientClosedRequest;
            RequestLog.Of(context).Status = status;
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = status;
            }
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            int status = StatusFor(error);
            if (status == StatusCodes.Status500InternalServerError)
            {
                lines.Error(context.TraceIdentifier, error);
            }
            else if (status > StatusCodes.Status500InternalServerError || Failure.Of(error).StoreMessage is not null)
            {
                RequestLog.Of(context).Failure = Redaction.Of(
                    error is OperationCanceledException ? error.Message : Failure.Of(error).FullMessage
                );
            }

            context.RequestAborted = caller; // The time that is up is not the answer's.
            await (
                error is InvalidParametersException parameters
                    ? WriteAsync(
                        context,
                        status,
                        BufferedResponse.Json(new(Redacted(parameters.Errors)), HostingJson.Default.ParameterProblem)
                    )
                    : WriteAsync(context, status, DetailOf(error, timeout))
            );
        }
        finally
        {
            context.RequestAborted = caller;
        }
    }

    // What is not ours to tell, the caller does not learn.
    private static string DetailOf(Exception error, TimeSpan timeout) =>
        error switch
        {
            BadHttpRequestException or CogException => Failure.Of(error).Message,
            OutOfMemoryException => "The answer does not fit into this function's memory. Ask for fewer pixels or bands.",
            OperationCanceledException => Failure
                .Of(
                    new LimitExceededException(
                        $"The request takes longer; {nameof(CogLimits.MaxTimePerRequest)} is {timeout}.",
                        nameof(CogLimits.MaxTimePerRequest)
                    )
                )
                .Message,
            _ => "Internal Server Error",
        };

    private static ParameterError[] Redacted(IReadOnlyList<ParameterError> errors) =>
        [.. errors.Select(error => error with { Msg = Redaction.Of(error.Msg) })];

    private static Task WriteAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, status, BufferedResponse.Json(new(Redaction.Of(detail)), HostingJson.Default.Problem));

    private static Task WriteAsync(HttpContext context, int status, BufferedResponse body)
    {
        context.Response.StatusCode = status;
        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.Remove("ETag");
        return body.SendAsync(context);
    }
}
