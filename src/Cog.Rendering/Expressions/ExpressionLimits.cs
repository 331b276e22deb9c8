namespace Cog.Rendering.Expressions;

/// <summary>Ceilings for what a caller may have computed.</summary>
internal static class ExpressionLimits
{
    /// <summary>Characters of the parameter.</summary>
    public const int MaxLength = 2000;

    /// <summary>Steps of nesting: a pair of parentheses is two, a sign or a power one.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// What is computed for a pixel: 1 for each number, band, operator and plain function, <see cref="CostOfFunction"/> for a logarithm, a
    /// sine or a power.
    /// </summary>
    public const int MaxCost = 400;

    /// <summary>What the slow functions cost.</summary>
    public const int CostOfFunction = 8;
}
