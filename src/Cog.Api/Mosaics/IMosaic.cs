namespace Cog.Api.Mosaics;

/// <summary>Something that says which datasets lie where.</summary>
internal interface IMosaic
{
    /// <summary>What is said of all of it.</summary>
    /// <param name="files">How members are opened, where that takes it.</param>
    Task<MosaicDescription> DescribeAsync(MosaicFiles files);

    /// <summary>The datasets of a place, in the order in which they are shown; those that lie elsewhere may be among them.</summary>
    /// <param name="place">Where something will be read.</param>
    /// <param name="limit">No more than so many.</param>
    /// <param name="cancellationToken">Abandons the question.</param>
    Task<MosaicSelection> InAsync(MosaicPlace place, int limit, CancellationToken cancellationToken);

    /// <summary>Some datasets of it, always the same, by which pictures of any place are scaled.</summary>
    Task<IReadOnlyList<MosaicMember>> SamplesAsync(CancellationToken cancellationToken);
}

/// <summary>The datasets of a place.</summary>
/// <param name="Version">Of this list; null when that is unknown.</param>
/// <param name="Members">In order.</param>
/// <param name="LeftOut">How many there are beyond them.</param>
internal sealed record MosaicSelection(string? Version, IReadOnlyList<MosaicMember> Members, int LeftOut)
{
    /// <summary>Whether there are still more, which nobody counted.</summary>
    public bool HasMore { get; init; }
}

/// <summary>What is said of a mosaic.</summary>
/// <param name="Version">Of what is said here; null when that is unknown.</param>
/// <param name="Name">Its name.</param>
/// <param name="Layer">What a map shows of it.</param>
/// <param name="Bounds">Its box in longitude and latitude; <c>MinX &gt; MaxX</c> across ±180°.</param>
internal sealed record MosaicDescription(string? Version, string Name, MapLayer Layer, BoundingBox Bounds)
{
    /// <summary>The tile matrix set that it is made for, and its levels there; null when it is made for none.</summary>
    public (TileMatrixSet Set, ZoomRange Zooms)? Own { get; init; }
}

/// <summary>From a request to the mosaic that it names.</summary>
internal interface IMosaics
{
    /// <summary>The parameters of a request, with what this kind of mosaic makes of them.</summary>
    RequestQuery QueryOf(HttpRequest request) => new(request);

    /// <summary>Finds it; reads its document.</summary>
    /// <exception cref="CogException">The document cannot be read.</exception>
    /// <exception cref="BadHttpRequestException">It is none, or the request names none.</exception>
    Task<IMosaic> OpenAsync(HttpContext context, RequestQuery query);
}
