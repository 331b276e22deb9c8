namespace Cog.Api.Requests;

/// <summary>The format that a path's extension, <c>tile_format</c> or <c>f</c> names.</summary>
internal static class FormatParameter
{
    private const string NoJpeg2000 =
        "jp2 is not written here: there is no encoder of JPEG 2000 in this product. Take webp, jpg or png for a picture, npy or tif for "
        + "samples.";

    /// <summary>Reads an extension without its dot, e.g. <c>png</c>.</summary>
    /// <exception cref="InvalidParametersException">There is no such format.</exception>
    public static ImageFormat Parse(string extension) =>
        ImageFormats.Parse(extension) ?? throw new InvalidParametersException(ParameterError.OfPath("format", Unknown(extension)));

    /// <summary>What is said of a parameter of the query that names no format here.</summary>
    public static string Unknown(string name, string format) =>
        IsJpeg2000(format) ? NoJpeg2000 : $"{name} is '{format}': expected png, jpg, webp, npy or tif.";

    private static string Unknown(string extension) =>
        IsJpeg2000(extension) ? NoJpeg2000 : $"'{extension}' is not a format here: expected png, pngraw, jpg, jpeg, webp, npy, tif.";

    private static bool IsJpeg2000(string format) => format.Equals("jp2", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a parameter of the query; null when it is absent.</summary>
    /// <returns>As it was written, <c>pngraw</c> among them.</returns>
    /// <exception cref="InvalidParametersException">There is no such format.</exception>
    public static string? Read(RequestQuery query, string name) =>
        query.Text(name) is not { } text || ImageFormats.Parse(text) is not null
            ? query.Text(name)
            : query.Wrong(name, Unknown(name, text), (string?)null);

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
