namespace Cog.Header;

/// <summary>What a cached header is found by: the object, and on whose bill it was read.</summary>
/// <param name="Object">The object, of one version where the address names one.</param>
/// <param name="RequesterPays">
/// Whether it was read with RequestPayer=requester. The two are kept apart: what was read because a caller said who pays
/// is no proof that one who did not say so may read it.
/// </param>
public readonly record struct HeaderKey(Uri Object, bool RequesterPays)
{
    /// <summary>The key as text: the address, and a word behind a space, which no address contains, when the requester pays.</summary>
    public override string ToString() => RequesterPays ? $"{Object.AbsoluteUri} requester" : Object.AbsoluteUri;
}
