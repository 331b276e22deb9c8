namespace Cog.Api.Responses;

/// <summary>OGC API's link.</summary>
/// <param name="Href">An absolute address.</param>
/// <param name="Rel">What it is to the document that holds it.</param>
/// <param name="Title">For people.</param>
internal sealed record Link(string Href, string Rel, string Title)
{
    /// <summary>The relation to the definition of a tile matrix set.</summary>
    public const string TilingScheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    /// <summary>Media type; null when that is the client's choice.</summary>
    public string? Type { get; init; }

    /// <summary>True when the address has variables in braces.</summary>
    public bool? Templated { get; init; }
}
