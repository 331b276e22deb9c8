using System.Net.Sockets;

namespace Cog.Sources;

/// <summary>
/// Why a connection failed, in words. Not the runtime's own: a native program carries the keys of its messages, not their texts.
/// </summary>
internal static class NetworkFailure
{
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
