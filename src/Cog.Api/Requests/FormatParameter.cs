using Cog.Hosting.Http;
using Cog.Rendering.Styling;

namespace Cog.Api.Requests;

/// <summary>The format that a path's extension, <c>tile_format</c> or <c>f</c> names.</summary>
internal static class FormatParameter
{
    /// <summary>Reads an extension without its dot, e.g. <c>png</c>.</summary>
    /// <exception cref="InvalidParametersException">There is no such format.</exception>
    public static ImageFormat Parse(string extension) =>
        ImageFormats.Parse(extension)
        ?? throw new InvalidParametersException(
            ParameterError.OfPath("format", $"'{extension}' is not a format here: expected png, pngraw, jpg, jpeg, webp, npy, tif.")
        );

    /// <summary>Reads a parameter of the query; null when it is absent.</summary>
    /// <returns>As it was written, <c>pngraw</c> among them.</returns>
    /// <exception cref="InvalidParametersException">There is no such format.</exception>
    public static string? Read(RequestQuery query, string name) =>
        query.Text(name) is not { } text || ImageFormats.Parse(text) is not null
            ? query.Text(name)
            : query.Wrong(name, $"{name} is '{text}': expected png, jpg, webp, npy or tif.", (string?)null);

    /// <summary>
    /// Separates a path segment and its extension: <c>1.5,2.png</c> → <c>1.5,2</c> and <c>png</c>. An extension starts with a letter, so
    /// that numbers stay whole.
    /// </summary>
    public static (string Text, string? Extension) Split(string segment)
    {
        int dot = segment.LastIndexOf('.');
        return dot >= 0 && dot + 1 < segment.Length && char.IsAsciiLetter(segment[dot + 1])
            ? (segment[..dot], segment[(dot + 1)..])
            : (segment, null);
    }
}
