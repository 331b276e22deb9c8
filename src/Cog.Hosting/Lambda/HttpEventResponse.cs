using System.Buffers.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cog.Hosting.Lambda;

/// <summary>The answer to an HTTP event while the application writes it: status, headers and a buffered body.</summary>
/// <remarks>
/// Always buffered: the size decides whether it may be sent at all, and a picture is whole before its first byte is known to be right.
/// </remarks>
internal sealed class HttpEventResponse : IHttpResponseFeature, IHttpResponseBodyFeature, IDisposable
{
    private readonly MemoryStream _body = new();
    private readonly List<(Func<object, Task> Callback, object State)> _onStarting = [];
    private readonly List<(Func<object, Task> Callback, object State)> _onCompleted = [];
    private System.IO.Pipelines.PipeWriter? _writer;

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body
    {
        get => _body;
        set => throw new NotSupportedException("The body is set through IHttpResponseBodyFeature.");
    }

    public bool HasStarted { get; private set; }

    public Stream Stream => _body;

    public System.IO.Pipelines.PipeWriter Writer =>
        _writer ??= System.IO.Pipelines.PipeWriter.Create(_body, new System.IO.Pipelines.StreamPipeWriterOptions(leaveOpen: true));

    public void OnStarting(Func<object, Task> callback, object state) => _onStarting.Add((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _onCompleted.Add((callback, state));

    public void DisableBuffering() { }

    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        await SendFileFallback.SendFileAsync(_body, path, offset, count, cancellationToken);
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (!HasStarted)
        {
            for (int i = _onStarting.Count - 1; i >= 0; i--)
            {
                await _onStarting[i].Callback(_onStarting[i].State);
            }

            HasStarted = true;
        }
    }

    public async Task CompleteAsync()
    {
        await StartAsync();
        if (_writer is not null)
        {
            await _writer.CompleteAsync();
        }
    }

    /// <summary>Runs what waits for the end of the answer.</summary>
    public async Task RunOnCompletedAsync()
    {
        foreach ((Func<object, Task> callback, object state) in _onCompleted)
        {
            await callback(state);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();

    /// <summary>The body so far.</summary>
    public ReadOnlyMemory<byte> BodyBytes => _body.GetBuffer().AsMemory(0, (int)_body.Length);

    /// <summary>
    /// The JSON that the front takes: <c>{statusCode, headers, cookies, body, isBase64Encoded}</c>, REST APIs with multiValueHeaders.
    /// </summary>
    /// <returns>Null when it would be longer than the front takes.</returns>
    // Text may grow by escapes beyond what base64 makes of it.
    public byte[]? ToJson(HttpFront front) => (IsText(Headers) ? ToJson(front, isText: true) : null) ?? ToJson(front, isText: false);

    /// <summary>Whether there is such JSON; cheap but for a body that nearly fills it.</summary>
    public bool Fits(HttpFront front) => _body.Length * 2 < MostBytes(front) || ToJson(front) is not null;

    private byte[]? ToJson(HttpFront front, bool isText)
    {
        int most = MostBytes(front);
        long bodyLength = isText ? _body.Length : Base64.GetMaxEncodedToUtf8Length((int)Math.Min(_body.Length, int.MaxValue / 2));
        if (bodyLength > most)
        {
            return null;
        }

        using var json = new MemoryStream((int)bodyLength + 1024);
        using (var writer = new Utf8JsonWriter(json, JsonWriting.Options with { SkipValidation = true }))
        {
            writer.WriteStartObject();
            WriteHead(writer, front);
            writer.WriteBoolean("isBase64Encoded", !isText);
            if (isText)
            {
                writer.WriteString("body", BodyBytes.Span);
            }
            else
            {
                writer.WriteBase64String("body", BodyBytes.Span);
            }

            writer.WriteEndObject();
        }

        return json.Length <= most ? json.ToArray() : null;
    }

    /// <summary>The JSON in front of a streamed body.</summary>
    public byte[] ToPrelude()
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WriteHead(writer, HttpFront.FunctionUrl);
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    private void WriteHead(Utf8JsonWriter writer, HttpFront front)
    {
        writer.WriteNumber("statusCode", StatusCode);
        StringValues cookies = Headers.SetCookie;

        if (front is HttpFront.LoadBalancer or HttpFront.LoadBalancerMultiValue)
        {
            writer.WriteString("statusDescription", $"{StatusCode} {ReasonPhrases.GetReasonPhrase(StatusCode)}");
        }

        if (front is HttpFront.RestApi or HttpFront.LoadBalancerMultiValue)
        {
            writer.WriteStartObject("multiValueHeaders");
            foreach ((string name, StringValues values) in Headers.Where(h => h.Value.Count > 0))
            {
                writer.WriteStartArray(name);
                foreach (string? value in values)
                {
                    writer.WriteStringValue(value ?? "");
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            return;
        }

        writer.WriteStartObject("headers");
        foreach (
            (string name, StringValues values) in Headers.Where(h =>
                h.Value.Count > 0 && !h.Key.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            writer.WriteString(name, values.ToString());
        }

        writer.WriteEndObject();
        if (cookies.Count > 0 && front != HttpFront.LoadBalancer)
        {
            writer.WriteStartArray("cookies");
            foreach (string? cookie in cookies)
            {
                writer.WriteStringValue(cookie ?? "");
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>
    /// Only what is certainly text goes as text: everything else, and everything compressed, is base64. The other way round corrupts
    /// pictures.
    /// </summary>
    internal static bool IsText(IHeaderDictionary headers)
    {
        if (
            headers.ContentEncoding.Count > 0
            || !MediaTypeHeaderValue.TryParse(headers.ContentType.ToString(), out MediaTypeHeaderValue? type)
        )
        {
            return false;
        }

        // Another charset than UTF-8 is bytes as far as JSON is concerned.
        return (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            && (
                type.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("xml", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/xml", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("application/javascript", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Bytes of body that fit a buffered answer with these headers.</summary>
    public int LargestBody(HttpFront front)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            WriteHead(writer, front);
            writer.WriteBoolean("isBase64Encoded", true);
            writer.WriteString("body", "");
            writer.WriteEndObject();
        }

        return (MostBytes(front) - (int)json.Length) / 4 * 3;
    }

    /// <summary>Whether the answer to a HEAD says what that to a GET would: nobody sees here how text grows by its escapes.</summary>
    public bool FitsWithBody(HttpFront front, long length) => length <= (IsText(Headers) ? MostBytes(front) - 4096 : LargestBody(front));

    // A load balancer takes 1 MB of JSON.
    private static int MostBytes(HttpFront front) =>
        front is HttpFront.LoadBalancer or HttpFront.LoadBalancerMultiValue ? 1_000_000 : RuntimeApiClient.MaxResponseBytes;

    /// <summary>Becomes another answer, whatever the application wrote.</summary>
    public void Become(HttpEventResponse other)
    {
        StatusCode = other.StatusCode;
        Headers = other.Headers;
        _body.SetLength(0);
        _body.Write(other.BodyBytes.Span);
    }

    /// <summary>A short problem instead of what the application wrote.</summary>
    public static HttpEventResponse Problem(int status, string detail, IHeaderDictionary? keep)
    {
        var response = new HttpEventResponse { StatusCode = status };
        foreach ((string name, StringValues values) in keep ?? new HeaderDictionary())
        {
            if (
                name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                || name.Equals(HeaderNames.Vary, StringComparison.OrdinalIgnoreCase)
            )
            {
                response.Headers[name] = values; // Without them a browser hides the reason from the page.
            }
        }

        response.Headers.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        using (var writer = new Utf8JsonWriter(response._body))
        {
            writer.WriteStartObject();
            writer.WriteString("detail", detail);
            writer.WriteEndObject();
        }

        return response;
    }
}
