namespace Cog.Api.Datasets;

/// <summary>One of several files whose bands make a picture together.</summary>
/// <param name="Name">What its bands are called after.</param>
/// <param name="File">The file.</param>
internal sealed record StackedPart(string Name, CogFile File)
{
    /// <summary>The file by itself.</summary>
    public CogDataset Data { get; } = new(File);

    /// <summary>What stands for it in answers that have a member for each file.</summary>
    public string Key { get; init; } = Name;

    /// <summary>What is chosen of it.</summary>
    public PartOfPicture Choice { get; init; } = new();

    /// <summary>Whether it has one band, which is called as the file is.</summary>
    public bool IsOneBand { get; init; }

    /// <summary>The range of each band of the file, where the document says it that names the file; empty where not.</summary>
    public IReadOnlyList<Rescale> Ranges { get; init; } = [];

    /// <summary>What a caller's parameters are for this file.</summary>
    public RenderParameters ParametersOf(RenderParameters parameters, double margin) => parameters.OfPart(Choice, margin);

    /// <summary>Its bands.</summary>
    public BandPlan BandsOf(RenderParameters parameters) => Choice.Scaling.ApplyTo(Data.BandsOf(ParametersOf(parameters, 0)));

    /// <summary>What one of its bands is called.</summary>
    /// <exception cref="FormatException">It shall be one band, and has several.</exception>
    public string Describe(BandPlan bands, int band) =>
        !IsOneBand ? $"{Name}_{bands.Labels[band].Description}"
        : bands.Labels.Count == 1 ? Name
        : throw new FormatException(
            $"asset_as_band is true: the asset '{Name}' has {bands.Labels.Count} bands, expected one; choose it with {Name}|bidx=1."
        );

    /// <summary>What is said of its bands: by the file, else by the document.</summary>
    public BandColors ColorsOf(BandPlan bands)
    {
        BandColors colors = Data.ColorsOf(bands);
        bool isSaid = colors.Statistics is null && !bands.IsComputed && bands.Samples.All(sample => sample < Ranges.Count);
        return isSaid ? colors with { Statistics = [.. bands.Samples.Select(sample => Ranges[sample])] } : colors;
    }
}
