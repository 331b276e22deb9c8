using Cog.Hosting.Http;
using Cog.Rendering.Styling;

namespace Cog.Api.Requests;

/// <summary>
/// The parameters of any picture, as a request gives them: what <see cref="RenderParameters"/> refuses is the caller's fault.
/// </summary>
internal static class RenderQuery
{
    /// <summary>Reads them.</summary>
    public static RenderParameters Parse(RequestQuery query) =>
        RenderParameters.Parse(query.All, (name, message) => query.Wrong(name, message, 0));

    /// <summary>The samples to read, from 0.</summary>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">The file has no such band, or ranges and bands do not go
    /// together.</exception>
    public static IReadOnlyList<int> BandsOf(RenderParameters parameters, CogHeader header)
    {
        try
        {
            return parameters.BandsOf(header);
        }
        catch (FormatException error)
        {
            string name = error.Message.Split(' ')[0]; // Its messages begin with it.
            throw new InvalidParametersException(ParameterError.OfQuery(name, error.Message));
        }
    }
}
