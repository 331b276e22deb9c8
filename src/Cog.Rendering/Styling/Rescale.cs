namespace Cog.Rendering.Styling;

/// <summary>A linear stretch: <paramref name="Minimum"/> becomes 0, <paramref name="Maximum"/> 255, clipped outside.</summary>
public readonly record struct Rescale(double Minimum, double Maximum);
