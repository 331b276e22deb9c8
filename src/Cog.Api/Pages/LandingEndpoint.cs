using Cog.Api.Html;

namespace Cog.Api.Pages;

/// <summary>
/// <c>GET /</c>: where everything is; <c>/conformance</c>: which classes of OGC API are followed. As JSON (OGC 19-072), or as a page.
/// </summary>
internal static class LandingEndpoint
{
    private const string Title = "Cog Functions",
        Description = "Map tiles and more from Cloud Optimized GeoTIFFs, with the addresses and parameters of TiTiler.";

    // What TiTiler 2.2 declares.
    private static readonly string[] s_conformance =
    [
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/html",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/json",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/landing-page",
        "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/jpeg",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/png",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tiff",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
        "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/core",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/crs",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/jpeg",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/png",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/scaling",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/scaling/height-definition",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/scaling/width-definition",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/spatial-subsetting",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/spatial-subsetting/bbox-crs",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/spatial-subsetting/bbox-definition",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/spatial-subsetting/crs-curie",
        "https://www.opengis.net/spec/ogcapi-maps-1/1.0/conf/tiff",
    ];

    public static Task HandleAsync(HttpContext context, CogFiles files)
    {
        bool isHtml = WantsHtml(context);
        string root = ServerRoot.Of(context.Request);
        var landing = new Landing(Title, Description, LinksOf(root));
        return StaticPage.SendAsync(
            context,
            files.Options,
            isHtml ? PageOf(landing, root) : BufferedResponse.Json(landing, PagesJson.Default.Landing)
        );
    }

    public static Task HandleConformanceAsync(HttpContext context, CogFiles files)
    {
        bool isHtml = WantsHtml(context);
        return StaticPage.SendAsync(
            context,
            files.Options,
            isHtml
                ? HtmlPage.Of(
                    "Conformance",
                    $"{ServerRoot.Of(context.Request)}/",
                    Markup.Of(
                        $"""
                        <p class="quiet">Classes of OGC API that are followed.</p>
                        <ul>{Markup.Join(s_conformance.Select(uri => Markup.Of($"<li class=\"code\">{uri}</li>\n")))}</ul>
                        """
                    )
                )
                : BufferedResponse.Json(new Conformance(s_conformance), PagesJson.Default.Conformance)
        );
    }

    private static bool WantsHtml(HttpContext context)
    {
        var query = new RequestQuery(context.Request);
        bool isHtml = Representation.IsHtml(query);
        query.ThrowIfInvalid();
        return isHtml;
    }

    private static Link[] LinksOf(string root) =>
        [
            new($"{root}/", "self", "Landing page") { Type = "text/html" },
            new($"{root}/api", "service-desc", "The API definition (JSON)") { Type = OpenApiEndpoint.MediaType },
            new($"{root}/api.html", "service-doc", "The API documentation") { Type = "text/html" },
            new($"{root}/conformance", "http://www.opengis.net/def/rel/ogc/1.0/conformance", "Conformance declaration")
            {
                Type = "text/html",
            },
            new($"{root}/tileMatrixSets", "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", "List of available tile matrix sets")
            {
                Type = "application/json",
            },
            new($"{root}/algorithms", "data", "List of available algorithms") { Type = "application/json" },
            new($"{root}/colorMaps", "data", "List of available colour maps") { Type = "application/json" },
            new($"{root}/cog/viewer", "data", "Map viewer") { Type = "text/html" },
            MapOf(root, "cog", "Map of a file (template)"),
            MapOf(root, "stac", "Map of the assets of a STAC item (template)"),
            MapOf(root, "mosaicjson", "Map of the files of a MosaicJSON (template)"),
            MapOf(root, "mosaic", "Map of STAC items, of several files, or of a folder of uploads (template)"),
            new($"{root}/healthz", "status", "Versions") { Type = "application/json" },
            new("https://developmentseed.org/titiler/", "doc", "TiTiler's documentation (external link): the same addresses and parameters")
            {
                Type = "text/html",
            },
        ];

    private static Link MapOf(string root, string family, string title) =>
        new($"{root}/{family}/{{tileMatrixSetId}}/map.html?url={{url}}", "data", title) { Type = "text/html", Templated = true };

    private static BufferedResponse PageOf(Landing landing, string root) =>
        HtmlPage.Of(
            landing.Title,
            $"{root}/",
            Markup.Of(
                $"""
                <p>{landing.Description}</p>
                <h2>Show a file</h2>
                <form action="{root}/cog/viewer" method="get">
                <input name="url" type="text" required autocomplete="off" spellcheck="false" aria-label="Address of a GeoTIFF"
                placeholder="s3://bucket/file.tif or https://host/file.tif">
                <button>Show</button>
                </form>
                <h2>What is here</h2>
                <div class="scroll"><table><tbody>
                {Markup.Join(landing.Links.Skip(1).Select(RowOf))}
                </tbody></table></div>
                """
            )
        );

    private static Markup RowOf(Link link) =>
        link.Templated == true
            ? Markup.Of($"<tr><td>{link.Title}</td><td class=\"code quiet\">{link.Href}</td></tr>\n")
            : Markup.Of($"<tr><td><a href=\"{PageAddress(link)}\">{link.Title}</a></td><td class=\"code quiet\">{link.Href}</td></tr>\n");

    // What is to be had as a page is asked for as one.
    private static string PageAddress(Link link) =>
        link.Href.EndsWith("/conformance", StringComparison.Ordinal) || link.Href.EndsWith("/tileMatrixSets", StringComparison.Ordinal)
            ? $"{link.Href}?f=html"
            : link.Href;
}

/// <summary>What <c>/</c> answers.</summary>
internal sealed record Landing(string Title, string Description, IReadOnlyList<Link> Links);

/// <summary>What <c>/conformance</c> answers.</summary>
/// <param name="ConformsTo">URIs of classes.</param>
internal sealed record Conformance(IReadOnlyList<string> ConformsTo);
