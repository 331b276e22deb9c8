namespace Cog.Rendering.Expressions;

/// <summary>An expression that cannot be understood, or not be computed of such bands; the message begins with <c>expression</c>.</summary>
internal sealed class ExpressionException(string message) : FormatException(message)
{
    private const int MostShown = 100;

    /// <summary>A fault at one place of the text.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="position">Where, from 0.</param>
    /// <param name="fault">What is there, and what was expected.</param>
    public static ExpressionException At(string text, int position, string fault) =>
        new($"expression is '{Shown(text)}', at character {position + 1}: {fault}.");

    /// <summary>A fault of the whole text.</summary>
    public static ExpressionException Of(string text, string fault) => new($"expression is '{Shown(text)}': {fault}.");

    private static string Shown(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";
}
