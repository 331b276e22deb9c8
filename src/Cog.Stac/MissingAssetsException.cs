namespace Cog.Stac;

/// <summary>An item has none of the assets that are asked for: aiocogeo's and rio-tiler's <c>MissingAssets</c>.</summary>
/// <param name="message">Names the item, its assets, and what was asked for.</param>
public sealed class MissingAssetsException(string message) : CogException(message);
