namespace Cog.Sources;

/// <summary>What an object is called in messages, which end up in logs and answers.</summary>
internal static class SourceName
{
    private const string Version = "?versionId=";

    /// <summary>The address without what may be a secret: its query, in which signatures stand, and a password before its host.</summary>
    /// <param name="uri">The object; the version of one in S3 is part of its name.</param>
    public static string Of(Uri uri)
    {
        bool isSecret =
            uri.IsAbsoluteUri
            && (
                uri.UserInfo.Length > 0
                || (uri.Query.Length > 0 && !(uri.Scheme == "s3" && uri.Query.StartsWith(Version, StringComparison.Ordinal)))
            );
        return isSecret ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : uri.ToString();
    }
}
