namespace Cog.Api.Responses;

/// <summary>What TiTiler calls bands.</summary>
internal static class BandNames
{
    /// <summary>Pairs of name and description, one a band of the file.</summary>
    public static string[][] DescriptionsOf(CogHeader header) =>
        [
            .. Enumerable
                .Range(0, header.Image.SamplesPerPixel)
                .Select(band => BandLabel.Of(header, band))
                .Select(label => new[] { label.Name, label.Description }),
        ];
}
