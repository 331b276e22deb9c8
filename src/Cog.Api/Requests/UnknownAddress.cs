namespace Cog.Api.Requests;

/// <summary>
/// An address that a route takes only to say what is missing in it: for TiTiler it is of no route, and so it is a 404 here, too.
/// </summary>
internal static class UnknownAddress
{
    /// <param name="message">What is wrong with it, and what is expected.</param>
    public static UnknownAddressException Because(string message) => new(message);
}

/// <summary>See <see cref="UnknownAddress"/>; to the command it is wrong usage, and not something that is not there.</summary>
internal sealed class UnknownAddressException(string message) : BadHttpRequestException(message, StatusCodes.Status404NotFound);
