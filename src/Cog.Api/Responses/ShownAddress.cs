namespace Cog.Api.Responses;

/// <summary>A file's address as a title or a name: pages and documents are passed on, and it may hold a signature or a password.</summary>
internal static class ShownAddress
{
    // Addresses are taken percent-encoded, and encoded twice.
    private static readonly string[] s_queries = ["?", "%3F", "%253F"],
        s_users = ["@", "%40", "%2540"];

    /// <summary>The address as it was given, without a query; of one with a user in it, what follows the user.</summary>
    public static string Of(string url)
    {
        string shown = url[..First(url, s_queries).Start];
        (int start, int length) = First(shown, s_users);
        return start < shown.Length ? shown[(start + length)..] : shown;
    }

    private static (int Start, int Length) First(string text, string[] marks) =>
        marks
            .Select(mark => (Start: text.IndexOf(mark, StringComparison.OrdinalIgnoreCase), mark.Length))
            .Where(found => found.Start >= 0)
            .DefaultIfEmpty((text.Length, 0))
            .Min();
}
