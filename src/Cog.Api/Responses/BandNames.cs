namespace Cog.Api.Responses;

/// <summary>What TiTiler calls bands.</summary>
internal static class BandNames
{
    /// <summary><c>b1</c> for sample 0.</summary>
    public static string NameOf(int band) => $"b{band + 1}";

    /// <summary>The file's own description of a sample, else its name.</summary>
    public static string DescriptionOf(CogHeader header, int band) =>
        header.Metadata.Description(band) is { Length: > 0 } text ? text : NameOf(band);

    /// <summary>Pairs of name and description, one a band.</summary>
    public static string[][] DescriptionsOf(CogHeader header) =>
        [.. Enumerable.Range(0, header.Image.SamplesPerPixel).Select(b => new[] { NameOf(b), DescriptionOf(header, b) })];
}
