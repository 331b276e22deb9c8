using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;

namespace Cog.Cli.Serving;

/// <summary>
/// Words for what the web server refuses before any of this program's code sees it (%00 in a path, an address or headers that are too
/// long): by itself it answers with a status and nothing else.
/// </summary>
internal sealed class ServerRefusals : IObserver<KeyValuePair<string, object?>>
{
    private const string Refused = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Sees to it that what is refused on a connection can be answered by other words than the server's.</summary>
    public static void Join(ListenOptions listen) =>
        listen.Use(next =>
            connection =>
            {
                var output = new RefusableOutput(connection.Transport.Output);
                connection.Features.Set(output);
                connection.Transport = new Duplex(connection.Transport.Input, output);
                return next(connection);
            }
        );

    /// <summary>Speaks for a server whose connections were joined.</summary>
    public static void SpeakFor(DiagnosticListener server) => server.Subscribe(new ServerRefusals(), (name, _, _) => name == Refused);

    /// <inheritdoc/>
    public void OnNext(KeyValuePair<string, object?> refusal)
    {
        if (
            refusal.Value is IFeatureCollection request
            && request.Get<RequestLog>() is null // Else it is in this program's hands, and so is its answer.
            && request.Get<IBadRequestExceptionFeature>()?.Error is { } error
            && request.Get<IHttpResponseFeature>() is { HasStarted: false, StatusCode: var status }
            && request.Get<RefusableOutput>() is { } output
        )
        {
            output.Refuse(
                AnswerOf(
                    status,
                    status switch
                    {
                        StatusCodes.Status414UriTooLong => "The first line of the request is longer than 8192 bytes.",
                        StatusCodes.Status431RequestHeaderFieldsTooLarge =>
                            "The request has more than 100 headers, or 32768 bytes of them.",
                        _ => $"The request cannot be read: {Redaction.Of(error.Message)}",
                    }
                )
            );
        }
    }

    /// <inheritdoc/>
    public void OnCompleted() { }

    /// <inheritdoc/>
    public void OnError(Exception error) { }

    private static byte[] AnswerOf(int status, string reason)
    {
        ReadOnlySpan<byte> problem = BufferedResponse.Json(new(reason), HostingJson.Default.Problem).Body.Span;
        string head =
            $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {problem.Length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. problem];
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }

    /// <summary>A connection's output, until a request on it is refused: then an answer is written, and nothing behind it.</summary>
    private sealed class RefusableOutput(PipeWriter inner) : PipeWriter
    {
        private byte[]? _refusal;
        private byte[]? _unheard;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public void Refuse(byte[] answer)
        {
            if (_unheard is null)
            {
                _refusal = answer;
                _unheard = new byte[4096];
            }
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _unheard is null ? inner.GetMemory(sizeHint) : Unheard(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => _unheard is null ? inner.GetSpan(sizeHint) : Unheard(sizeHint);

        public override void Advance(int bytes)
        {
            if (_unheard is null)
            {
                inner.Advance(bytes);
            }
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (_refusal is not null)
            {
                inner.Write(_refusal);
                _refusal = null;
            }

            return inner.FlushAsync(cancellationToken);
        }

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private byte[] Unheard(int sizeHint) => _unheard = _unheard!.Length >= sizeHint ? _unheard : new byte[sizeHint];
    }
}
