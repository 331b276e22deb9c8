namespace Cog.Hosting.Settings;

/// <summary>Map tiles of another host, which the viewer lays below what it shows.</summary>
/// <param name="Tiles">Their address, with <c>{z}</c>, <c>{x}</c> and <c>{y}</c>: of Web Mercator, 256 pixels.</param>
/// <param name="Attribution">Whose they are, as HTML; null for nothing.</param>
internal sealed record Basemap(string Tiles, string? Attribution)
{
    private static readonly string[] s_places = ["{z}", "{x}", "{y}"];

    /// <summary>Scheme, host and port: what a page must be allowed to ask.</summary>
    public string Origin => new Uri(Tiles).GetLeftPart(UriPartial.Authority);

    /// <summary>Reads the settings.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="CogOptionsException">The address is none of tiles.</exception>
    internal static Basemap? Read(SettingReader settings)
    {
        const string Name = "COG_VIEWER_BASEMAP";
        string? attribution = settings.Text("COG_VIEWER_BASEMAP_ATTRIBUTION");
        if (settings.Text(Name) is not { } tiles)
        {
            return null;
        }

        // Nothing that would be more than a host in a Content-Security-Policy.
        bool isAddress =
            Uri.TryCreate(tiles, UriKind.Absolute, out Uri? uri)
            && uri is { Scheme: "http" or "https", UserInfo: "" }
            && uri.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']');
        return isAddress && s_places.All(place => tiles.Contains(place, StringComparison.Ordinal))
            ? new(tiles, attribution)
            : throw new CogOptionsException(
                $"{Name} is '{tiles}': expected an address such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png."
            );
    }
}
