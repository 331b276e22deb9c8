namespace Cog.Api.Html;

/// <summary>Whether a person or a program asks: what can be had as a page is JSON unless a page is asked for.</summary>
internal static class Representation
{
    /// <summary>
    /// <c>f=html</c> or <c>f=json</c>; without it what <c>Accept</c> prefers, as TiTiler reads it: a wildcard is nothing that a page would
    /// be sent for. The answer says that it depends on that, and so does its ETag.
    /// </summary>
    public static bool IsHtml(RequestQuery query)
    {
        if (query.Text("f") is { } format)
        {
            return format.ToUpperInvariant() switch
            {
                "HTML" => true,
                "JSON" => false,
                _ => query.Wrong("f", $"f is '{format}': expected html or json.", false),
            };
        }

        bool isHtml = PrefersHtml(query.Request);
        query.Request.HttpContext.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept");
        query.Note("accept", isHtml ? "html" : "json");
        return isHtml;
    }

    /// <summary>Whether <c>Accept</c> names HTML, and nothing that JSON is before it (RFC 9110 section 12.5.1).</summary>
    public static bool PrefersHtml(HttpRequest request)
    {
        (double html, double json) = (0, 0);
        foreach (string line in request.Headers.Accept.OfType<string>())
        {
            foreach (string range in line.Split(',', StringSplitOptions.TrimEntries))
            {
                string[] parts = range.Split(';', StringSplitOptions.TrimEntries);
                double quality = QualityOf(parts);
                (html, json) = parts[0].ToUpperInvariant() switch
                {
                    "TEXT/HTML" => (Math.Max(html, quality), json),
                    "APPLICATION/JSON" => (html, Math.Max(json, quality)),
                    _ => (html, json),
                };
            }
        }

        return html > 0 && html >= json;
    }

    private static double QualityOf(string[] parts)
    {
        foreach (string parameter in parts.AsSpan(1))
        {
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return
                    double.TryParse(parameter.AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out double quality)
                    && quality is >= 0 and <= 1
                    ? quality
                    : 0;
            }
        }

        return 1;
    }
}
