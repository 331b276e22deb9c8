namespace Cog.Rendering.Algorithms;

/// <summary>An algorithm as it is listed: what it takes, what it makes, and what it can be told.</summary>
/// <param name="Id">Its name in <c>algorithm</c>.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">A sentence.</param>
/// <param name="Create">Makes it, told what the caller says.</param>
internal sealed record AlgorithmDefinition(string Id, string Title, string Description, Func<AlgorithmArguments, Algorithm> Create)
{
    /// <summary>Bands it is meant for; null for any number.</summary>
    public int? InputBands { get; init; }

    /// <summary>Bands it makes; null for as many as it is given.</summary>
    public int? OutputBands { get; init; }

    /// <summary>The type of its samples; null when that depends on what it is given.</summary>
    public SampleType? OutputType { get; init; }

    /// <summary>The range of its values, whatever it is given; null when there is none.</summary>
    public Rescale? OutputRange { get; init; }

    /// <summary>What it can be told.</summary>
    public IReadOnlyList<AlgorithmParameter> Parameters { get; init; } = [];
}
