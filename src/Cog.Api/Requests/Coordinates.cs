namespace Cog.Api.Requests;

/// <summary>The two numbers of a point: <c>longitude,latitude</c>, or whatever <c>coord_crs</c> says.</summary>
internal static class Coordinates
{
    /// <summary>Reads two finite numbers separated by a comma.</summary>
    /// <param name="text">A segment of a path.</param>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">It does not have two parts (404).</exception>
    /// <exception cref="InvalidParametersException">A part is not a finite number.</exception>
    public static double[] Parse(string text)
    {
        string[] parts = text.Split(',');
        string message = $"'{text}' is not a point: expected two numbers, longitude,latitude.";
        return parts is ["", _] or [_, ""] or { Length: not 2 }
            ? throw UnknownAddress.Because(message)
            : PathNumbers.Parse(parts, ["lon", "lat"], message);
    }
}
