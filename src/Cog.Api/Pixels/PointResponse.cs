namespace Cog.Api.Pixels;

/// <summary>TiTiler's answer for a point.</summary>
/// <param name="Coordinates">As asked for.</param>
/// <param name="Values">One a band; null where the pixel is masked.</param>
/// <param name="BandNames"><c>b1</c> …</param>
/// <param name="BandDescriptions">Each band's own; its name when it has none.</param>
internal sealed record PointResponse(double[] Coordinates, double?[] Values, string[] BandNames, string[] BandDescriptions);
