namespace Cog.Api.Responses;

/// <summary>Where this server is, for those who call it: what every link begins with.</summary>
internal static class ServerRoot
{
    /// <summary>Scheme, host and the path of a stage, without a slash at its end.</summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    /// <summary>The same, with the first segment of the request's path: what other documents about the same dataset begin with.</summary>
    public static string FamilyOf(HttpRequest request)
    {
        string path = request.Path.Value ?? "";
        int end = path.IndexOf('/', Math.Min(1, path.Length));
        return Of(request) + (end < 0 ? path : path[..end]);
    }
}
