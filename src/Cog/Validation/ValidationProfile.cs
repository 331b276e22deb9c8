namespace Cog.Validation;

/// <summary>A rule set that files are validated against.</summary>
internal enum ValidationProfile
{
    /// <summary>rio-cogeo's <c>cog_validate</c>.</summary>
    RioCogeo,

    /// <summary>GDAL's <c>validate_cloud_optimized_geotiff</c>.</summary>
    Gdal,
}

/// <summary>The names of profiles.</summary>
internal static class ValidationProfiles
{
    /// <summary><c>rio-cogeo</c> or <c>gdal</c>, in any case; null for anything else.</summary>
    public static ValidationProfile? Parse(string text) =>
        text.ToUpperInvariant() switch
        {
            "RIO-COGEO" or "RIO_COGEO" => ValidationProfile.RioCogeo,
            "GDAL" => ValidationProfile.Gdal,
            _ => null,
        };
}
