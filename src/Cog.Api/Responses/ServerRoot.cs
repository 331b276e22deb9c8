using Microsoft.AspNetCore.Http;

namespace Cog.Api.Responses;

/// <summary>Where this server is, for those who call it: what every link begins with.</summary>
internal static class ServerRoot
{
    /// <summary>Scheme, host and the path of a stage, without a slash at its end.</summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
