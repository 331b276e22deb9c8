namespace Cog.Rendering.Statistics;

/// <summary>What is to be counted.</summary>
internal sealed record StatisticsOptions
{
    /// <summary>Values are classes: the histogram counts each of them.</summary>
    public bool IsCategorical { get; init; }

    /// <summary>The classes to count, in order; empty for all that there are.</summary>
    public IReadOnlyList<double> Categories { get; init; } = [];

    /// <summary>Percentiles wanted, 0 … 100.</summary>
    public IReadOnlyList<int> Percentiles { get; init; } = [2, 98];

    /// <summary>How many bins of equal width, when <see cref="BinEdges"/> are not given.</summary>
    public int Bins { get; init; } = 10;

    /// <summary>Edges of the bins, ascending; empty for bins of equal width.</summary>
    public IReadOnlyList<double> BinEdges { get; init; } = [];

    /// <summary>From where to where bins of equal width reach; null for the least and the largest value.</summary>
    public (double Minimum, double Maximum)? Range { get; init; }
}
