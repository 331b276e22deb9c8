using System.Security.Cryptography;

namespace Cog.Cli.Serving;

/// <summary>One file of the viewer.</summary>
/// <param name="Name">Its name under <c>/viewer/</c>.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record ViewerFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Strong: made of the content.</summary>
    public string ETag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(Content.Span).AsSpan(0, 12))}\"";

    public string MediaType =>
        Path.GetExtension(Name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".json" => "application/json",
            _ => "text/plain; charset=utf-8",
        };
}
