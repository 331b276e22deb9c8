using Cog.Validation;

namespace Cog.Hosting.Settings;

/// <summary>How uploads are judged. Over HTTP each request says so itself, by parameters of the same names.</summary>
internal sealed record ValidationSettings
{
    /// <summary>Whether warnings count as errors, FALSE. <c>COG_VALIDATE_STRICT</c>.</summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// Whether the frames of all blocks are looked at, too, as GDAL's full check does, FALSE: it reads four bytes before and after each
    /// block. <c>COG_VALIDATE_FULL</c>.
    /// </summary>
    public bool IsFull { get; init; }

    /// <summary>The rules, <c>rio-cogeo</c>: or <c>gdal</c>. <c>COG_VALIDATE_PROFILE</c>.</summary>
    public ValidationProfile Profile { get; init; } = ValidationProfile.RioCogeo;

    /// <summary>
    /// Which blocks are decoded, SAMPLE: of each level the first, the last and some between; ALL reads the whole file, as far as
    /// COG_MAX_BYTES_PER_REQUEST and the function's time allow. <c>COG_VALIDATE_BLOCKS</c>.
    /// </summary>
    public bool AllBlocks { get; init; }

    internal static ValidationSettings Read(SettingReader settings, ValidationSettings defaults) =>
        new()
        {
            IsStrict = settings.Flag(defaults.IsStrict, "COG_VALIDATE_STRICT"),
            IsFull = settings.Flag(defaults.IsFull, "COG_VALIDATE_FULL"),
            Profile = settings.Value(defaults.Profile, ValidationProfiles.Parse, "rio-cogeo or gdal", "COG_VALIDATE_PROFILE"),
            AllBlocks = settings.Value(defaults.AllBlocks, ParseBlocks, "SAMPLE or ALL", "COG_VALIDATE_BLOCKS"),
        };

    private static bool? ParseBlocks(string text) =>
        text.ToUpperInvariant() switch
        {
            "ALL" => true,
            "SAMPLE" => false,
            _ => null,
        };
}
