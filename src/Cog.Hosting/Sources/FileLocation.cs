using Cog.Header;

namespace Cog.Hosting.Sources;

/// <summary>Where a file is, and how it is opened. Nothing is sent before the first read.</summary>
/// <param name="Key">Its address, and who pays.</param>
/// <param name="Open">Opens it; whoever asks disposes what is disposable.</param>
internal sealed record FileLocation(HeaderKey Key, Func<IRangeSource> Open)
{
    /// <summary>What the name of a file's external overviews has beyond its own, as <c>gdaladdo -ro</c> names them.</summary>
    public const string OverviewsSuffix = ".ovr";

    /// <summary>Opens the file beside it that its external overviews would be in; null where there can be none.</summary>
    public Func<IRangeSource>? OpenOverviews { get; init; }

    /// <summary>How long the file's header is, as somebody says who names the file; null for what the deployment reads first.</summary>
    public int? HeaderBytes { get; init; }
}
