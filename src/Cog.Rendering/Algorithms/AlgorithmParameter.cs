namespace Cog.Rendering.Algorithms;

/// <summary>A number that an algorithm can be told.</summary>
/// <param name="Name">Its member in <c>algorithm_params</c>.</param>
/// <param name="IsInteger">True for whole numbers alone.</param>
/// <param name="Default">What holds when it is not given; null: nothing does, and <c>null</c> may be given.</param>
/// <param name="Minimum">The least that is taken.</param>
/// <param name="Maximum">The largest that is taken.</param>
internal sealed record AlgorithmParameter(string Name, bool IsInteger, double? Default, double Minimum, double Maximum)
{
    /// <summary>What it means; null where the name says it.</summary>
    public string? Description { get; init; }

    /// <summary>The name in words: <c>Angle Altitude</c>.</summary>
    public string Title => string.Join(' ', Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>A whole number.</summary>
    public static AlgorithmParameter Integer(string name, int absent, int minimum, int maximum) =>
        new(name, IsInteger: true, absent, minimum, maximum);

    /// <summary>Any number.</summary>
    public static AlgorithmParameter Number(string name, double absent, double minimum, double maximum) =>
        new(name, IsInteger: false, absent, minimum, maximum);
}
