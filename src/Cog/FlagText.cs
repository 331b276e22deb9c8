namespace Cog;

/// <summary>true and false in words, as pydantic takes them and with it TiTiler: for settings and for parameters alike.</summary>
internal static class FlagText
{
    /// <summary>What <see cref="Parse"/> takes, for messages.</summary>
    public const string Expected = "true or false";

    /// <summary>true, 1, yes, on, t, y and false, 0, no, off, f, n, in any case.</summary>
    /// <returns>Null for anything else.</returns>
    public static bool? Parse(string text) =>
        text.ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "ON" or "T" or "Y" => true,
            "FALSE" or "0" or "NO" or "OFF" or "F" or "N" => false,
            _ => null,
        };
}
