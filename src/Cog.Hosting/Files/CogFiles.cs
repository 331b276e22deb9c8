using Cog.Hosting.Http;
using Cog.Hosting.Sources;

namespace Cog.Hosting.Files;

/// <summary>Makes the answer to a request from the file that it names.</summary>
internal delegate Task<BufferedResponse> FileAnswer(CogFile file);

/// <summary>From a request to its answer: what every endpoint that reads a file has in common.</summary>
internal sealed class CogFiles(SourceResolver sources, FileOpener opener, CogOptions options)
{
    private const string PayerHeader = "x-amz-request-payer";

    private readonly KeptAnswers _kept = new(options.AnswerCacheBytes);

    /// <summary>The deployment's settings.</summary>
    public CogOptions Options => options;

    /// <summary>An endpoint that reads one file: its parameters are judged first, then the file is opened.</summary>
    /// <param name="parse">Reads the parameters that it takes.</param>
    public RequestDelegate Endpoint(Func<RequestQuery, FileAnswer> parse) =>
        context =>
        {
            var query = new RequestQuery(context.Request);
            return RespondAsync(context, query, parse(query));
        };

    /// <summary>
    /// Opens the file that <paramref name="query"/> names and sends what <paramref name="answer"/> makes of it; 304 without a further read
    /// when the caller has it already.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now: those that were make the ETag.</param>
    /// <param name="answer">Makes the answer; may be called twice: see <see cref="FileOpener"/>.</param>
    public async Task RespondAsync(HttpContext context, RequestQuery query, FileAnswer answer)
    {
        FileLocation location = Locate(context, query);
        var exchange = new Exchange(this, context, query, location.Key.RequesterPays);
        await exchange.SendAsync(
            await opener.UseAsync(
                location,
                RequestLog.Of(context),
                file => exchange.AnswerAsync(file.Version, () => answer(file), file.CancellationToken),
                context.RequestAborted
            )
        );
    }

    /// <summary>
    /// Opens several files and sends what <paramref name="answer"/> makes of them; 304 without a further read when the caller has it
    /// already.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now: those that were make the ETag.</param>
    /// <param name="locations">The files; may be none.</param>
    /// <param name="version">That of the document that named them; null when it is unknown.</param>
    /// <param name="answer">Makes the answer; may be called twice: see <see cref="FileOpener"/>.</param>
    public async Task RespondAsync(
        HttpContext context,
        RequestQuery query,
        IReadOnlyList<FileLocation> locations,
        string? version,
        Func<IReadOnlyList<CogFile>, Task<BufferedResponse>> answer
    )
    {
        var exchange = new Exchange(this, context, query, locations.Any(location => location.Key.RequesterPays));
        await exchange.SendAsync(
            await opener.UseAllAsync(
                locations,
                RequestLog.Of(context),
                files => exchange.AnswerAsync(VersionOf(version, files), () => answer(files), context.RequestAborted),
                context.RequestAborted
            )
        );
    }

    /// <summary>Sends an answer that is made of files in their order; 304 when the caller has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now: those that were make the ETag.</param>
    /// <param name="requesterPays">Whether the caller pays for a file of it.</param>
    /// <param name="files">What it is made of.</param>
    /// <param name="answer">Makes it; called once.</param>
    public async Task RespondAsync(
        HttpContext context,
        RequestQuery query,
        bool requesterPays,
        IFilesInTurn files,
        Func<Task<BufferedResponse>> answer
    )
    {
        var exchange = new Exchange(this, context, query, requesterPays);
        await exchange.SendAsync(await exchange.AnswerInTurnAsync(files, answer));
    }

    /// <summary>Opens the files of a request one by one; see <see cref="FileOpener"/>.</summary>
    public FileOpener Opener => opener;

    /// <summary>Where something else is than what <c>url</c> names first.</summary>
    /// <exception cref="BadHttpRequestException">It is no address.</exception>
    /// <exception cref="SourceAccessDeniedException">The policy forbids it.</exception>
    public FileLocation Locate(HttpContext context, RequestQuery query, string url) => sources.Locate(url, RequesterPays(context, query));

    /// <summary>Where the file or the document is that a request names.</summary>
    /// <exception cref="BadHttpRequestException">It is no address.</exception>
    /// <exception cref="SourceAccessDeniedException">The policy forbids it.</exception>
    public FileLocation Locate(HttpContext context, RequestQuery query) => sources.Locate(query.Url, RequesterPays(context, query));

    /// <summary>Where a file is that a document names: on the same conditions as one that a request names.</summary>
    /// <param name="address">Absolute.</param>
    /// <param name="document">The document: a file of this machine is named by a file of this machine alone.</param>
    /// <exception cref="BadHttpRequestException">It is no address.</exception>
    /// <exception cref="SourceAccessDeniedException">The policy forbids it.</exception>
    public FileLocation Locate(string address, FileLocation document) =>
        sources.LocateNamed(address, document.Key.Object, document.Key.RequesterPays);

    /// <summary>Begins a request that is about a document: see <see cref="FileOpener.Begin"/>.</summary>
    public void Begin(FileLocation document, RequestLog log) => opener.Begin(document, log);

    // Null as soon as one of them is unknown.
    private static string? VersionOf(string? document, IReadOnlyList<CogFile> files) =>
        document is not null && files.All(file => file.Version is { } version && !version.StartsWith("W/", StringComparison.Ordinal))
            ? string.Join(' ', files.Select(file => file.Version).Prepend(document))
            : null;

    // A parameter of the address, or S3's own header. A cache must not hand what one caller paid for to another who did not say so.
    private static bool RequesterPays(HttpContext context, RequestQuery query)
    {
        if (query.Text("request_payer") is { } asked)
        {
            return asked == "requester"
                ? true
                : throw new InvalidParametersException(
                    ParameterError.OfQuery("request_payer", $"request_payer is '{asked}': expected requester.")
                );
        }

        if (!string.Equals(context.Request.Headers[PayerHeader], "requester", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        context.Response.Headers.AppendCommaSeparatedValues("Vary", PayerHeader);
        return true;
    }

    /// <summary>One request's answer: kept, sent, or found to be what the caller has.</summary>
    private sealed class Exchange(CogFiles files, HttpContext context, RequestQuery query, bool requesterPays)
    {
        // What is posted makes the answer, too, and nobody keeps answers to it (RFC 9110 section 9.3.3).
        private readonly bool _isPost = HttpMethods.IsPost(context.Request.Method);
        private string? _etag;
        private string? _had;
        private bool _isPassing; // What it is made of may be another thing soon, and nothing would tell.

        /// <returns>Null when the caller has it already.</returns>
        public async Task<BufferedResponse?> AnswerAsync(
            string? version,
            Func<Task<BufferedResponse>> answer,
            CancellationToken cancellationToken
        )
        {
            _etag = _isPost ? null : ETags.For(version, files.Options.PictureSettings + query.Canonical);
            _had = _etag is null ? null : ETags.Match(context.Request.Headers.IfNoneMatch, _etag);
            if (_had is not null)
            {
                return null;
            }

            // Who asks for the length or for a part will ask for more.
            bool isReadInParts = HttpMethods.IsHead(context.Request.Method) || context.Request.Headers.Range.Count > 0;
            return _etag is null || !isReadInParts
                ? await answer()
                : await files._kept.GetAsync(requesterPays ? $"{_etag} requester" : _etag, answer, cancellationToken);
        }

        /// <summary>
        /// The ETag ends with how many files the answer looked at: as many are asked for their versions when it comes back.
        /// </summary>
        /// <returns>Null when the caller has it already.</returns>
        public async Task<BufferedResponse?> AnswerInTurnAsync(IFilesInTurn taken, Func<Task<BufferedResponse>> answer)
        {
            if (!_isPost && ETags.CountsIn(context.Request.Headers.IfNoneMatch) is [var count])
            {
                _etag = ETags.For(await taken.VersionOfAsync(count), files.Options.PictureSettings + query.Canonical, count);
                _had = _etag is null ? null : ETags.Match(context.Request.Headers.IfNoneMatch, _etag);
                if (_had is not null)
                {
                    return null;
                }
            }

            BufferedResponse made = await answer();
            string? version = _isPost ? null : await taken.VersionOfAsync(taken.Taken);
            _etag = ETags.For(version, files.Options.PictureSettings + query.Canonical, taken.Taken);
            _isPassing = version is null;
            return made;
        }

        public async Task SendAsync(BufferedResponse? finished)
        {
            context.Response.Headers.CacheControl = _isPost || _isPassing ? "no-store" : files.Options.CacheControl;
            if (_etag is not null)
            {
                context.Response.Headers.ETag = _had ?? _etag;
            }

            if (finished is not null)
            {
                await finished.SendAsync(context);
                return;
            }

            if (_had != _etag)
            {
                context.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept-Encoding");
            }

            context.Response.StatusCode = StatusCodes.Status304NotModified;
            RequestLog.Of(context).WriteTo(context.Response.Headers);
        }
    }
}
