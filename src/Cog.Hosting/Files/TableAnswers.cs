using Cog.Header;

namespace Cog.Hosting.Files;

/// <summary>What the shared table said of several files at once.</summary>
/// <param name="Asked">Of which it was asked: a file that is not among those of <paramref name="Found"/> is not in it.</param>
/// <param name="Found">What it has.</param>
internal sealed record TableAnswers(IReadOnlySet<HeaderKey> Asked, IReadOnlyDictionary<HeaderKey, CachedHeader> Found)
{
    /// <summary>Nothing was asked.</summary>
    public static TableAnswers None { get; } = new(new HashSet<HeaderKey>(), new Dictionary<HeaderKey, CachedHeader>());
}
