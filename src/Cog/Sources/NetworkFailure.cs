using System.Net.Sockets;
using Cog.Sources.Http;

namespace Cog.Sources;

/// <summary>
/// What a connection that failed means to the reader, and why in words. Not the runtime's own: a native program carries the keys of its
/// messages, not their texts.
/// </summary>
internal static class NetworkFailure
{
    /// <summary>A read that failed: for good where no attempt can reach the server, else one that another may mend.</summary>
    public static Exception Of(Exception error, Uri uri, ByteRange range) =>
        error is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
            ? new SourceUnavailableException($"{SourceName.Of(uri)} cannot be reached: {Describe(error)}", error)
            : new TransientHttpException($"Reading {range} of {SourceName.Of(uri)} failed: {Describe(error)}", isTimeout: false, error);

    /// <summary>A read that was given up.</summary>
    public static TransientHttpException OfTimeout(OperationCanceledException error, Uri uri, ByteRange range, TimeSpan timeout) =>
        new($"{SourceName.Of(uri)} did not answer {range} within {timeout.TotalSeconds:0.###} s.", isTimeout: true, error);

    /// <summary>Half a sentence, to stand behind a colon.</summary>
    /// <param name="error">What was thrown.</param>
    public static string Describe(Exception error)
    {
        HttpRequestError kind = HttpRequestError.Unknown;
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return socket.Message; // The operating system's.
            }

            kind = cause switch
            {
                HttpRequestException { HttpRequestError: not HttpRequestError.Unknown and var stated } => stated,
                HttpIOException { HttpRequestError: not HttpRequestError.Unknown and var stated } => stated,
                _ => kind,
            };
        }

        return kind switch
        {
            HttpRequestError.NameResolutionError => "its name cannot be resolved",
            HttpRequestError.ConnectionError => "the connection broke",
            HttpRequestError.SecureConnectionError => "no secure connection could be made",
            HttpRequestError.ResponseEnded => "the answer ended early",
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError =>
                "the answer is not HTTP",
            HttpRequestError.ConfigurationLimitExceeded => "the answer has longer headers than are read",
            _ => error.Message,
        };
    }
}
