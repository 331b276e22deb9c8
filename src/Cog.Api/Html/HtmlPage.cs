using System.Security.Cryptography;
using System.Text;

namespace Cog.Api.Html;

/// <summary>
/// The frame of every page without a map: whole in one answer, with its style and its script in it, so that nothing else is asked for.
/// </summary>
internal static class HtmlPage
{
    private const string MediaType = "text/html; charset=utf-8";

    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' "
        + "fill='%230f766e'/%3E%3Cpath d='M3 3h4v4H3zM9 3h4v4H9zM3 9h4v4H3z' fill='%23fff'/%3E%3C/svg%3E";

    private const string Style = """
        :root{color-scheme:light dark;--ground:#f4f6f7;--panel:#fff;--ink:#17212b;--quiet:#566472;--line:#dbe1e6;--accent:#0f766e;
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        @media (prefers-color-scheme:dark){
        :root{--ground:#12181d;--panel:#1a2229;--ink:#e6ecf0;--quiet:#9aa8b3;--line:#2d3841;--accent:#4fc3b5}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink)}
        body>header,main{max-width:64rem;margin:0 auto;padding:0 1.25rem}
        body>header{padding-top:1rem;font-size:.875rem}
        main{padding-bottom:3rem}
        h1{margin:.75rem 0 .25rem;font-size:1.6rem;letter-spacing:-.015em;overflow-wrap:anywhere}
        h2{margin:2rem 0 .5rem;font-size:1.1rem}
        p{margin:.25rem 0 .75rem}
        a{color:var(--accent)}
        .quiet{color:var(--quiet)}
        .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.9rem}
        th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
        thead th{border-top:0;color:var(--quiet);font-weight:600;white-space:nowrap}
        td a{margin-right:.6rem}
        code,.code{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
        form{display:flex;gap:.5rem;margin:.75rem 0 1.5rem}
        input,button{font:inherit;padding:.4rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--panel);color:inherit}
        input{flex:1;min-width:0}
        button{cursor:pointer;background:var(--accent);border-color:var(--accent);color:var(--panel);font-weight:600}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        details{margin:.4rem 0;border:1px solid var(--line);border-radius:8px;background:var(--panel)}
        summary{padding:.5rem .75rem;cursor:pointer;overflow-wrap:anywhere}
        details>div{padding:0 .75rem .75rem}
        .method{display:inline-block;min-width:3.2rem;font-weight:700;font-size:.8rem;color:var(--accent)}
        ul{padding-left:1.2rem}
        """;

    private static readonly string s_style = OneLineEnding(Style);

    /// <summary>A page.</summary>
    /// <param name="title">Of the window, and the page's heading.</param>
    /// <param name="home">The address of the landing page.</param>
    /// <param name="content">What stands below the heading.</param>
    /// <param name="script">Runs when the page is there, and may ask this server; null for none.</param>
    public static BufferedResponse Of(string title, string home, Markup content, string? script = null)
    {
        string code = script is null ? "" : OneLineEnding(script);
        Markup page = Markup.Of(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <link rel="icon" href="{Icon}">
            <style>{new Markup(s_style)}</style>
            </head>
            <body>
            <header><a href="{home}">Cog Functions</a></header>
            <main>
            <h1>{title}</h1>
            {content}
            </main>
            {new Markup(script is null ? "" : $"<script>{code}</script>")}
            </body>
            </html>
            """
        );
        return Respond(page, PolicyOf(script is null ? null : code));
    }

    /// <summary>A page of any kind.</summary>
    /// <param name="page">All of it.</param>
    /// <param name="policy">Its Content-Security-Policy.</param>
    public static BufferedResponse Respond(Markup page, string policy) =>
        new(Encoding.UTF8.GetBytes(page.Text), MediaType)
        {
            Headers =
            [
                new("Content-Security-Policy", policy),
                new("X-Content-Type-Options", "nosniff"),
                new("Referrer-Policy", "no-referrer"), // An address may hold a signature.
            ],
        };

    // Style and script by their own hashes (CSP level 3 section 2.3.1): whatever else finds its way into a page is not run.
    private static string PolicyOf(string? script) =>
        $"default-src 'none'; style-src {Hash(s_style)}; img-src 'self' data:; "
        + (script is null ? "" : $"script-src {Hash(script)}; connect-src 'self'; ")
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    // A checkout may have put carriage returns into the literals; browsers hash what they have made of them.
    private static string OneLineEnding(string text) => text.ReplaceLineEndings("\n");
}
