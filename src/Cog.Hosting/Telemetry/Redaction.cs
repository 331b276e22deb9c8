using System.Buffers;

namespace Cog.Hosting.Telemetry;

/// <summary>Text for a log or an answer, without what may be a secret in an address that somebody wrote into it.</summary>
internal static class Redaction
{
    private static readonly SearchValues<char> s_addressEnds = SearchValues.Create(" \t\r\n'\"<>()");

    /// <summary>A message whose addresses have lost their queries, in which a signature may be, and passwords before their hosts.</summary>
    public static string Of(string message)
    {
        for (
            int at = message.IndexOf("://", StringComparison.Ordinal);
            at >= 0;
            at = message.IndexOf("://", at + 3, StringComparison.Ordinal)
        )
        {
            int end = message.AsSpan(at).IndexOfAny(s_addressEnds);
            end = end < 0 ? message.Length : at + end;
            int query = message.IndexOf('?', at, end - at);
            if (query >= 0 && !message.AsSpan(query, end - query).StartsWith("?versionId=", StringComparison.Ordinal))
            {
                message = message.Remove(query, end - query);
                end = query;
            }

            int user = message.IndexOf('@', at, end - at);
            int path = message.IndexOf('/', at + 3, end - at - 3);
            if (user >= 0 && (path < 0 || user < path))
            {
                message = message.Remove(at + 3, user - at - 2);
            }
        }

        return message;
    }

    /// <summary>
    /// A request's path, which ends where an address in it would have its query, and has no password: some clients escape all of an address
    /// into the path.
    /// </summary>
    public static string OfPath(string? path)
    {
        string text = path ?? "";
        int escaped = text.IndexOf("%3f", StringComparison.OrdinalIgnoreCase),
            plain = text.IndexOf('?', StringComparison.Ordinal);
        int end = Math.Min(escaped < 0 ? text.Length : escaped, plain < 0 ? text.Length : plain);
        return Of(text[..end]);
    }
}
