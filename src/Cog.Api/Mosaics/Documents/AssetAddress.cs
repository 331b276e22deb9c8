using Cog.Aws;

namespace Cog.Api.Mosaics.Documents;

/// <summary>A file as a document names it → an address.</summary>
internal static class AssetAddress
{
    /// <summary>
    /// An absolute address stays what it is; any other is taken from where the document is (RFC 3986 section 5): in S3 as a key, on this
    /// machine as a path.
    /// </summary>
    /// <param name="name">As the document has it.</param>
    /// <param name="document">Where the document is.</param>
    public static string Of(string name, Uri document)
    {
        if (IsAbsolute(name))
        {
            return name;
        }

        if (document.IsFile)
        {
            return Path.Combine(Path.GetDirectoryName(document.LocalPath) ?? "/", name);
        }

        if (document.Scheme == "s3")
        {
            // A key has its characters as they are; those of an address are escaped.
            string escaped = string.Join('/', name.Split('/').Select(part => part is "." or ".." ? part : Uri.EscapeDataString(part)));
            Uri resolved = new(document, escaped);
            return S3Address.Parse(resolved).ToString();
        }

        return Uri.TryCreate(document, name, out Uri? uri) ? uri.AbsoluteUri : name;
    }

    // A scheme has two letters or more: one is a drive.
    private static bool IsAbsolute(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return name.StartsWith("/vsi", StringComparison.OrdinalIgnoreCase)
            || (colon > 1 && char.IsAsciiLetter(name[0]) && name.AsSpan(0, colon).IndexOfAnyExcept(s_scheme) < 0);
    }

    private static readonly System.Buffers.SearchValues<char> s_scheme = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
    );
}
