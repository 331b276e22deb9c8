using Cog.Sources.Http;

namespace Cog.Sources;

/// <summary>What a path or an address is read through.</summary>
internal static class SourceAddresses
{
    /// <summary>A source for a path, or for an address with a scheme.</summary>
    /// <exception cref="ArgumentException">The scheme is read by another package, or by none.</exception>
    public static IRangeSource Open(string pathOrAddress, CogReaderOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pathOrAddress);

        // One letter before a colon is a drive of Windows.
        int colon = pathOrAddress.IndexOf(':', StringComparison.Ordinal);
        bool hasScheme =
            colon > 1
            && pathOrAddress.AsSpan(0, colon).IndexOfAnyExcept(s_schemeLetters) < 0
            && (
                pathOrAddress.AsSpan(colon).StartsWith("://", StringComparison.Ordinal)
                || pathOrAddress.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            );
        if (!hasScheme)
        {
            return new FileRangeSource(pathOrAddress);
        }

        return Uri.TryCreate(pathOrAddress, UriKind.Absolute, out Uri? uri)
            ? Open(uri, options)
            : throw new ArgumentException(
                $"'{pathOrAddress}' is neither a path nor an address such as https://example.org/dem.tif.",
                nameof(pathOrAddress)
            );
    }

    /// <summary>A source for an address.</summary>
    /// <exception cref="ArgumentException">The scheme is read by another package, or by none.</exception>
    public static IRangeSource Open(Uri uri, CogReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return !uri.IsAbsoluteUri ? new FileRangeSource(uri.OriginalString)
            : uri.IsFile ? new FileRangeSource(uri.LocalPath)
            : uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps ? new HttpRangeSource(uri, options.HttpClient)
            : uri.Scheme == "s3"
                ? throw new ArgumentException(
                    $"'{SourceName.Of(uri)}' is an object in S3: add the package Cog.Aws, and give CogReader.OpenAsync what "
                        + "S3Clients.Open(S3Address.Parse(uri)) returns.",
                    nameof(uri)
                )
            : throw new ArgumentException(
                $"'{SourceName.Of(uri)}' has the scheme '{uri.Scheme}'; expected a path, file:, http: or https:. Any other is read "
                    + $"through an {nameof(IRangeSource)}.",
                nameof(uri)
            );
    }

    private static readonly System.Buffers.SearchValues<char> s_schemeLetters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
    );
}
