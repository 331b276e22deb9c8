namespace Cog.Api;

/// <summary>Routes of old TiTiler versions that have no equal here: a hint is worth more than "Not Found".</summary>
internal static class GoneRoutes
{
    /// <summary><c>/cog/metadata</c>.</summary>
    public static BadHttpRequestException Metadata() =>
        new(
            "/cog/metadata was removed in TiTiler 0.4: /cog/info says what a file is, /cog/statistics what its values are.",
            StatusCodes.Status410Gone
        );
}
