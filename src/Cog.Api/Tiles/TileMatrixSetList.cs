namespace Cog.Api.Tiles;

/// <summary>What <c>/tileMatrixSets</c> answers.</summary>
internal sealed record TileMatrixSetList(IReadOnlyList<TileMatrixSetItem> TileMatrixSets);

/// <summary>One set of the list.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">For people; null when it has none.</param>
/// <param name="Uri">Where it is registered; null when it is not.</param>
/// <param name="Links">Its definition.</param>
internal sealed record TileMatrixSetItem(string Id, string? Title, string? Uri, IReadOnlyList<Link> Links);
