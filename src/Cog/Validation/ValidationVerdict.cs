namespace Cog.Validation;

/// <summary>The layout and the pixels in one word.</summary>
internal enum ValidationVerdict
{
    /// <summary>All that was to be looked at was, and nothing is wrong with it.</summary>
    Valid,

    /// <summary>Something is wrong, however much was looked at.</summary>
    Invalid,

    /// <summary>
    /// Nothing is wrong with what was looked at, but some of it was not, or could not be: its codec is not here, or a ceiling is too low.
    /// </summary>
    Partial,
}

/// <summary>How a verdict comes about.</summary>
internal static class ValidationVerdicts
{
    /// <summary>Judges what was found.</summary>
    /// <param name="layout">Of the layout, frames perhaps among it.</param>
    /// <param name="pixels">Of the pixels, all or a sample.</param>
    /// <param name="strict">Takes warnings for errors.</param>
    public static ValidationVerdict Of(CogValidation layout, PixelFindings pixels, bool strict)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(pixels);
        if (!layout.IsValid(strict) || pixels.Problems.Any(p => p.IsDamage))
        {
            return ValidationVerdict.Invalid;
        }

        bool isComplete = layout.Frames?.Stopped is null && pixels.Coverage.Stopped is null && pixels.Problems.Count == 0;
        return isComplete ? ValidationVerdict.Valid : ValidationVerdict.Partial;
    }

    /// <summary><c>valid</c>, <c>invalid</c> or <c>partial</c>.</summary>
    public static string Name(this ValidationVerdict verdict) =>
        verdict switch
        {
            ValidationVerdict.Valid => "valid",
            ValidationVerdict.Invalid => "invalid",
            _ => "partial",
        };
}
