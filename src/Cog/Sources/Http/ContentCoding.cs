namespace Cog.Sources.Http;

/// <summary>What Content-Encoding says was done to the bytes: RFC 9110 section 8.4.</summary>
/// <remarks>
/// Stores hand out whatever an upload said, and uploads say many things that change no byte: a charset (<c>utf-8</c>), <c>binary</c>,
/// <c>none</c>, the <c>aws-chunked</c> of an upload's own framing. Only names of codings are of consequence: those of IANA's HTTP content
/// coding registry, and compressors by their own names.
/// </remarks>
internal static class ContentCoding
{
    private static readonly HashSet<string> s_codings = new(StringComparer.OrdinalIgnoreCase)
    {
        "aes128gcm",
        "br",
        "compress",
        "dcb",
        "dcz",
        "deflate",
        "exi",
        "gzip",
        "pack200-gzip",
        "x-compress",
        "x-gzip",
        "zstd",
        "brotli",
        "bzip2",
        "x-bzip2",
        "lz4",
        "lzma",
        "x-lzma",
        "snappy",
        "x-snappy",
        "x-deflate",
        "xz",
        "x-xz",
        "zip",
        "zlib",
    };

    /// <summary>The first name in a field's value that stands for other bytes than the file's; null when there is none.</summary>
    /// <param name="field">Names separated by commas; null without the field.</param>
    public static string? Find(string? field) =>
        field?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(s_codings.Contains);
}
