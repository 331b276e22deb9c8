using Cog.Hosting.Aws;
using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Lambda;

/// <summary>Takes events from the Runtime API and gives HTTP ones to an ASP.NET pipeline, S3 ones to a handler. Knows no TIFF.</summary>
/// <param name="services">The application's services; each request gets a scope of its own.</param>
/// <param name="handle">The pipeline that <c>cog serve</c> runs on Kestrel, too.</param>
/// <param name="handleS3">Answers S3 notifications; null when this function takes none.</param>
/// <param name="settings">What the environment says.</param>
internal sealed class LambdaServer(IServiceProvider services, RequestDelegate handle, S3EventHandler? handleS3, LambdaSettings settings)
{
    // Far less than LambdaSettings.DeadlineMargin.
    private static readonly TimeSpan s_lastWords = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(10);

    private readonly OversizedAnswers _oversized = new(
        settings.Streams,
        services.GetService<ResultObjects>(),
        services.GetService<LogLines>() is { } log ? log.Warn : null
    );
    private readonly LogLines _lines = services.GetService<LogLines>() ?? new(Console.OpenStandardError(), LogLevel.Information);

    /// <summary>Runs until it is stopped: as many loops as there may be invocations at once.</summary>
    /// <param name="stop">Takes no more events; those that are taken are answered first, within ten seconds.</param>
    /// <exception cref="IOException">The Runtime API is gone.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        Task[] loops = [.. Enumerable.Range(0, settings.Concurrency).Select(_ => RunLoopAsync(stop))];
        Task first = await Task.WhenAny(loops);
        if (!stop.IsCancellationRequested)
        {
            await first; // One that ends by itself has failed.
        }

        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(s_drain, CancellationToken.None));
    }

    private async Task RunLoopAsync(CancellationToken stop)
    {
        using var runtime = new RuntimeApiClient(settings.RuntimeApi);
        while (!stop.IsCancellationRequested)
        {
            Invocation invocation;
            try
            {
                invocation = await runtime.NextAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }

            if (settings.Concurrency == 1)
            {
                Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
            }

            LogLines.Ids = InvocationIds.Of(invocation.Id, invocation.TraceId);
            try
            {
                await RespondAsync(runtime, invocation, CancellationToken.None);
            }
            catch (IOException e)
            {
                // The answer could not be handed over (the other side hung up). This event is lost to us; the next one is not.
                _lines.Error(invocation.Id, e);
            }
            catch (System.Net.Sockets.SocketException e)
            {
                _lines.Error(invocation.Id, e);
            }
        }
    }

    private async Task RespondAsync(RuntimeApiClient runtime, Invocation invocation, CancellationToken cancellationToken)
    {
        HttpEvent? http;
        S3Event? s3 = null;
        bool isLattice;
        try
        {
            using JsonDocument document = JsonDocument.Parse(invocation.Event);
            isLattice = HttpEvent.IsOfLattice(document.RootElement);
            http = isLattice ? null : HttpEvent.TryParse(document.RootElement);
            s3 = http is null ? S3Event.TryParse(document.RootElement) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            await runtime.PostErrorAsync(invocation.Id, "InvalidEvent", $"The event cannot be read: {e.Message}", cancellationToken);
            return;
        }

        if (http is not null)
        {
            await AnswerHttpAsync(runtime, invocation, http, cancellationToken);
        }
        else if (s3 is not null && handleS3 is not null)
        {
            await RespondToS3Async(runtime, invocation, s3, handleS3, cancellationToken);
        }
        else
        {
            await runtime.PostErrorAsync(
                invocation.Id,
                "UnknownEvent",
                s3 is not null ? "This function takes no S3 events."
                    : isLattice ? "VPC Lattice events are not taken: put an API of API Gateway, a Function URL or a load balancer in front."
                    : "The event is neither an API Gateway (2.0, 1.0), Function URL or load balancer request nor an S3 notification.",
                cancellationToken
            );
        }
    }

    private async Task AnswerHttpAsync(RuntimeApiClient runtime, Invocation invocation, HttpEvent http, CancellationToken cancellationToken)
    {
        using HttpEventResponse response = await RunPipelineAsync(invocation, http);

        if (_oversized.Streams(http.Front))
        {
            await runtime.PostStreamAsync(invocation.Id, response.ToPrelude(), response.BodyBytes, cancellationToken);
        }
        else
        {
            byte[] json = response.ToJson(http.Front) ?? throw new InvalidOperationException("An answer that was found to fit does not.");
            await runtime.PostResponseAsync(invocation.Id, json, cancellationToken);
        }

        await response.RunOnCompletedAsync();
    }

    /// <summary>Runs the pipeline until it ends or the deadline is near; whichever comes first has the one answer.</summary>
    private async Task<HttpEventResponse> RunPipelineAsync(Invocation invocation, HttpEvent http)
    {
        var aborted = new CancellationTokenSource(); // Not disposed: a late application may still look at its token.
        var response = new HttpEventResponse();
        var page = new PageHeaders();
        Task work = Task.Run(() => InvokeAsync(http, response, page, invocation.Id, aborted.Token), CancellationToken.None);

        if (invocation.Deadline is not { } deadline)
        {
            await work;
            return response;
        }

        try
        {
            await work.WaitAsync(Until(deadline), CancellationToken.None);
            return response;
        }
        catch (TimeoutException)
        {
            // The host answers for an application that is asked to stop: whether it listens or not, its own answer would be late or empty.
            _ = aborted.CancelAsync();
            // Its line in the log: once this is answered the sandbox sleeps.
            await Task.WhenAny(work, Task.Delay(s_lastWords, CancellationToken.None));
            return HttpEventResponse.Problem(
                StatusCodes.Status504GatewayTimeout,
                "The request took longer than this function may.",
                page.Headers
            );
        }
    }

    /// <summary>How long an answer may take: until shortly before the deadline, and no longer than Lambda ever allows.</summary>
    private TimeSpan Until(DateTimeOffset deadline)
    {
        TimeSpan left = deadline - DateTimeOffset.UtcNow - settings.DeadlineMargin;
        return TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, TimeSpan.TicksPerHour));
    }

    private async Task InvokeAsync(HttpEvent http, HttpEventResponse response, PageHeaders page, string id, CancellationToken aborted)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(http.Request);
        features.Set<IHttpConnectionFeature>(http.Connection);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IHttpRequestLifetimeFeature>(new RequestLifetime { RequestAborted = aborted });
        features.Set(new ReportedStatus(StatusCodes.Status504GatewayTimeout)); // What the caller gets at the deadline.
        features.Set(page);
        features.Set(new Substitution(() => _oversized.ReplaceAsync(response, http, aborted)));
        features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = http.RequestId ?? id });

        var context = new DefaultHttpContext(features) { RequestServices = services };
        try
        {
            await handle(context);
            await response.CompleteAsync();
            await _oversized.ReplaceAsync(response, http, aborted); // For a pipeline that did not ask.
        }
        catch (Exception e) when (!aborted.IsCancellationRequested)
        {
            // The application has its own table of errors; what comes here is a fault of that table or of the host.
            _lines.Error(id, e);
            const string Detail = "An internal error; the log has it under this request's id.";
            using HttpEventResponse problem = HttpEventResponse.Problem(StatusCodes.Status500InternalServerError, Detail, response.Headers);
            response.Become(problem);
        }
    }

    private async Task RespondToS3Async(
        RuntimeApiClient runtime,
        Invocation invocation,
        S3Event s3,
        S3EventHandler handler,
        CancellationToken cancellationToken
    )
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (invocation.Deadline is { } end)
        {
            deadline.CancelAfter(Until(end));
        }

        byte[] report;
        try
        {
            report = await handler(services, s3, deadline.Token);
        }
        catch (Exception e)
        {
            // A failed event is not swallowed: Lambda tries it again, then hands it to the dead-letter queue.
            _lines.Error(invocation.Id, e);
            await runtime.PostErrorAsync(
                invocation.Id,
                e.GetType().Name,
                e.Message,
                cancellationToken,
                (e as UploadException)?.Report ?? default
            );
            return;
        }

        await runtime.PostResponseAsync(invocation.Id, report, cancellationToken);
    }

    private sealed class RequestLifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() { }
    }
}
