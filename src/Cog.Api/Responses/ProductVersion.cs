namespace Cog.Api.Responses;

/// <summary>Which version of the product this is.</summary>
internal static class ProductVersion
{
    /// <summary>E.g. <c>0.1.0</c>.</summary>
    public static string Text { get; } = typeof(CogOptions).Assembly.GetName().Version?.ToString(3) ?? "0";
}
