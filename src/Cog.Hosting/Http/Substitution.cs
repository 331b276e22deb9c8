namespace Cog.Hosting.Http;

/// <summary>What a host sends instead of an answer that it cannot hand over: that is what a log has to say, too.</summary>
/// <param name="ReplaceAsync">
/// Asked when the answer is complete: puts another in its place where it has to, and gives its status; null for its own.
/// </param>
internal sealed record Substitution(Func<Task<int?>> ReplaceAsync);

/// <summary>
/// Headers by which a web page may see an answer, whoever gives it in the end: a host at a deadline has no other way to know them.
/// </summary>
internal sealed class PageHeaders
{
    private volatile IHeaderDictionary? _headers;

    /// <summary>Null before they are known.</summary>
    public IHeaderDictionary? Headers => _headers;

    /// <summary>Takes a copy, which nobody changes.</summary>
    public void Keep(IHeaderDictionary headers)
    {
        var copy = new HeaderDictionary();
        foreach (
            (string name, Microsoft.Extensions.Primitives.StringValues values) in headers.Where(h =>
                h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase) || h.Key == "Vary"
            )
        )
        {
            copy[name] = values;
        }

        _headers = copy;
    }
}
