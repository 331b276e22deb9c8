using System.Buffers;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace Cog.Hosting.Http;

/// <summary>Bodies made shorter for callers that take them so: <c>br</c> and <c>gzip</c> (RFC 9110 section 8.4.1).</summary>
internal static class ContentCodings
{
    public const string Brotli = "br";
    public const string GZip = "gzip";

    // Below it, a header of a coding and the work of both sides are worth more than the bytes.
    private const int LeastBytes = 1024;

    // Text is short and asked for again; an array is long, and a caller waits for it.
    private const int TextQuality = 5;
    private const int ArrayQuality = 1;

    // 256 KB: memory of the encoder follows it.
    private const int WindowBits = 18;

    private static readonly string[] s_textSuffixes = ["json", "xml", "javascript"];

    /// <summary>Whether a body gains by it: text of all kinds, and arrays. Pictures and GeoTIFF are compressed as they are.</summary>
    public static bool Serve(string mediaType, int length) => length >= LeastBytes && (IsText(mediaType) || IsArray(mediaType));

    /// <summary>The best coding that <c>Accept-Encoding</c> takes (RFC 9110 section 12.5.3); null for the body as it is.</summary>
    public static string? Choose(StringValues acceptEncoding)
    {
        (double brotli, double gzip) = Weights(acceptEncoding);
        return brotli <= 0 && gzip <= 0 ? null
            : brotli >= gzip ? Brotli
            : GZip;
    }

    /// <summary>Whether <c>Accept-Encoding</c> takes Brotli: for what is stored in it.</summary>
    public static bool TakesBrotli(StringValues acceptEncoding) => Weights(acceptEncoding).Brotli > 0;

    private static (double Brotli, double GZip) Weights(StringValues acceptEncoding)
    {
        double brotli = -1,
            gzip = -1,
            others = 0;
        foreach (string? line in acceptEncoding)
        {
            foreach (string item in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                string[] parts = item.Split(';', StringSplitOptions.TrimEntries);
                double weight = WeightOf(parts);
                switch (parts[0].ToLowerInvariant())
                {
                    case Brotli:
                        brotli = weight;
                        break;
                    case GZip or "x-gzip":
                        gzip = weight;
                        break;
                    case "*":
                        others = weight;
                        break;
                    default:
                        break;
                }
            }
        }

        return (brotli < 0 ? others : brotli, gzip < 0 ? others : gzip);
    }

    /// <summary>Encodes a body.</summary>
    /// <returns>Null when it would not be shorter.</returns>
    public static byte[]? Encode(ReadOnlySpan<byte> body, string mediaType, string coding)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(body.Length);
        try
        {
            int length = coding == Brotli ? Brotlied(body, IsArray(mediaType), rented) : Zipped(body, IsArray(mediaType), rented);
            return length > 0 && length < body.Length ? rented[..length] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int Brotlied(ReadOnlySpan<byte> body, bool isArray, Span<byte> destination) =>
        BrotliEncoder.TryCompress(body, destination, out int written, isArray ? ArrayQuality : TextQuality, WindowBits) ? written : 0;

    private static int Zipped(ReadOnlySpan<byte> body, bool isArray, byte[] destination)
    {
        using var bounded = new MemoryStream(destination);
        try
        {
            using var zip = new GZipStream(bounded, isArray ? CompressionLevel.Fastest : CompressionLevel.Optimal, leaveOpen: true);
            zip.Write(body);
        }
        catch (NotSupportedException)
        {
            return 0; // The stream does not grow: longer than the body.
        }

        return (int)bounded.Position;
    }

    private static bool IsArray(string mediaType) => mediaType.Equals("application/x-binary", StringComparison.OrdinalIgnoreCase);

    // text/html; application/json, application/geo+json; application/xml, image/svg+xml; with or without parameters.
    private static bool IsText(string mediaType)
    {
        string type = mediaType.Split(';')[0].TrimEnd();
        return type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || s_textSuffixes.Any(s =>
                type.EndsWith(s, StringComparison.OrdinalIgnoreCase) && type.Length > s.Length && type[^(s.Length + 1)] is '/' or '+'
            );
    }

    private static double WeightOf(string[] parts)
    {
        foreach (string parameter in parts.Skip(1))
        {
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return double.TryParse(parameter.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double q)
                    ? q
                    : 0;
            }
        }

        return 1;
    }
}

/// <summary>Says of a request that its answer may be encoded: a setting of the deployment.</summary>
internal sealed record CodedAnswers
{
    private static readonly CodedAnswers s_allowed = new();

    /// <summary>Allows the response to be compressed.</summary>
    public static void Allow(HttpContext context) => context.Features.Set(s_allowed);
}
