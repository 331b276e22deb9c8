namespace Cog.Rasters;

/// <summary>A sum that adds from the first value to the last: the same on every processor, which a sum by vectors is not.</summary>
internal static class OrderedSum
{
    /// <summary>Adds all values; 0 for none.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum;
    }
}
