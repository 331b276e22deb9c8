namespace Cog.Validation;

/// <summary>Why a block gives no pixels.</summary>
/// <param name="Place">Which block, e.g. <c>Level 0, block (3, 1)</c>.</param>
/// <param name="Error">What is wrong with it.</param>
/// <param name="Others">How many more blocks of the same directory have a problem and are not listed.</param>
internal sealed record BlockProblem(string Place, CogException Error, long Others = 0)
{
    /// <summary>
    /// True for damage: the file is not as its format says. False for what this reader lacks or is not allowed: no judgement of the file.
    /// </summary>
    public bool IsDamage => Error is InvalidTiffException;

    /// <summary>The problem as a sentence.</summary>
    /// <param name="message">Of <see cref="Error"/>, as the host words it.</param>
    public string Describe(string message) =>
        Others == 0
            ? $"{Place}: {message}"
            : string.Create(CultureInfo.InvariantCulture, $"{Place}: {message} {Others:N0} more of its blocks are no better.");
}
