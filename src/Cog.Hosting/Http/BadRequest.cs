namespace Cog.Hosting.Http;

/// <summary>Turns the failures of pure parsers and encoders, which know no HTTP, into the caller's.</summary>
internal static class BadRequest
{
    /// <summary>Runs something that reads what the caller sent; what it cannot make sense of is answered 400, with its message.</summary>
    /// <exception cref="BadHttpRequestException"><paramref name="work"/> threw a <see cref="FormatException"/>.</exception>
    public static T OnFormatError<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (FormatException e)
        {
            throw new BadHttpRequestException(e.Message, e);
        }
    }
}
