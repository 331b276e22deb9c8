namespace Cog.Hosting.Files;

/// <summary>
/// The files of an answer that are read in their order until it needs no more: what it is made of is known when it is made, and it depends
/// on no file behind the last that was looked at.
/// </summary>
internal interface IFilesInTurn
{
    /// <summary>How many files the answer has looked at.</summary>
    int Taken { get; }

    /// <summary>The version of an answer that is made of the first files.</summary>
    /// <param name="count">So many of them.</param>
    /// <returns>Null when it is unknown, or would be another one a moment later: a file could not be read for now.</returns>
    Task<string?> VersionOfAsync(int count);
}
