using Cog.Rendering.Mosaics;

namespace Cog.Api.Pages;

/// <summary>A parameter of a query or a path.</summary>
/// <param name="Type">Of JSON Schema.</param>
/// <param name="Description">What it means.</param>
internal sealed record ParameterDescription(string Type, string Description)
{
    /// <summary>The values that there are; empty for any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What holds when it is absent, as JSON; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it may be given more than once.</summary>
    public bool Repeats { get; init; }

    /// <summary>Whether a request without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Its name in addresses, where that is not its name here.</summary>
    public string? Name { get; init; }
}

/// <summary>Every parameter by its name, of queries and of paths.</summary>
internal static class ParameterDescriptions
{
    private const string Text = "string",
        Whole = "integer",
        Number = "number",
        Flag = "boolean";

    // Those of PySTAC.
    private static readonly string[] s_assetTypes =
    [
        "auto",
        "image/tiff; application=geotiff; profile=cloud-optimized",
        "application/vnd.flatgeobuf",
        "application/geo+json",
        "application/geopackage+sqlite3",
        "image/tiff; application=geotiff",
        "application/x-hdf",
        "application/x-hdf5",
        "text/html",
        "image/jpeg",
        "image/jp2",
        "application/json",
        "application/x-parquet",
        "image/png",
        "text/plain",
        "image/tiff",
        "application/vnd.google-earth.kml+xml",
        "application/xml",
        "application/pdf",
        "application/vnd+zarr",
    ];

    private static readonly string[] s_formats = ["png", "pngraw", "jpg", "jpeg", "webp", "npy", "tif"];

    /// <summary>Parameters of queries, by their keys in <see cref="RouteDescription.Parameters"/>.</summary>
    public static IReadOnlyDictionary<string, ParameterDescription> OfQuery { get; } =
        new SortedDictionary<string, ParameterDescription>(StringComparer.Ordinal)
        {
            ["url"] = new(Text, "The file's address: s3://bucket/key.tif or https://host/file.tif.") { IsRequired = true },
            ["optional-url"] = new(Text, "The file's address: s3://bucket/key.tif or https://host/file.tif.") { Name = "url" },
            ["mosaic-url"] = new(Text, "The address of a MosaicJSON 0.0.2 or 0.0.3, plain or packed by gzip.")
            {
                Name = "url",
                IsRequired = true,
            },
            ["mosaic-urls"] = new(
                Text,
                "A FeatureCollection of STAC items; or several files, each by a url of its own; or a folder of a bucket, "
                    + "s3://bucket/folder/, whose uploads were validated."
            )
            {
                Name = "url",
                Repeats = true,
                IsRequired = true,
            },
            ["pixel_selection"] = new(Text, "Which of the pixels that files have of one place is shown, or what is made of them.")
            {
                Default = "\"first\"",
                Values = [.. PixelSelections.Names],
            },
            ["order"] = new(Text, "In which order the files of a folder come.")
            {
                Default = "\"newest\"",
                Values = ["newest", "oldest", "finest", "coarsest", "first", "last"],
            },
            ["request_payer"] = new(Text, "The deployment pays for reading, where it allows that.") { Values = ["requester"] },
            ["assets"] = new(
                Text,
                "Name of an asset, :all: for all of them; with a choice behind it: red|bidx=1,2, red|expression=b1*2, red|bands=red. "
                    + "Unless set, the one for looking at, the only one, or those of red, green and blue."
            )
            {
                Repeats = true,
            },
            ["asset_as_band"] = new(Flag, "Whether each asset is one band, called as the asset is.") { Default = "false" },
            ["asset_bidx"] = new(Text, "Bands of an asset, as TiTiler before 2.0 had it: red|1,2.") { Repeats = true },
            ["asset_expression"] = new(Text, "Arithmetic over the bands of an asset, as TiTiler before 2.0 had it: red|b1*2.")
            {
                Repeats = true,
            },
            ["bidx"] = new(Whole, "Number of a band, from 1.") { Repeats = true },
            ["expression"] = new(Text, "Arithmetic over bands, e.g. (b4-b3)/(b4+b3); several with ; between them."),
            ["nodata"] = new(Text, "A number, nan, inf or -inf, instead of the file's own nodata value."),
            ["unscale"] = new(Flag, "Whether the file's scales and offsets are applied.") { Default = "false" },
            ["resampling"] = new(Text, "How pixels are read and shrunk.")
            {
                Default = "\"nearest\"",
                Values = ["nearest", "bilinear", "cubic", "cubic_spline", "lanczos", "average", "mode", "gauss", "rms"],
            },
            ["reproject"] = new(Text, "How pixels are warped to another CRS; as resampling unless set.")
            {
                Values =
                [
                    "nearest",
                    "bilinear",
                    "cubic",
                    "cubic_spline",
                    "lanczos",
                    "average",
                    "mode",
                    "max",
                    "min",
                    "med",
                    "q1",
                    "q3",
                    "sum",
                    "rms",
                ],
            },
            ["rescale"] = new(Text, "minimum,maximum of the values that become 0 to 255; once for all bands, or once for each.")
            {
                Repeats = true,
            },
            ["color_formula"] = new(Text, "Changes of colours, e.g. gamma rgb 1.5, sigmoidal rgb 10 0.3, saturation 1.2."),
            ["colormap_name"] = new(Text, "Name of a colour map."),
            ["colormap"] = new(Text, "A colour map as JSON: values, or intervals of values, and their colours."),
            ["return_mask"] = new(Flag, "Whether the mask is part of the picture.") { Default = "true" },
            ["algorithm"] = new(Text, "Name of an algorithm, e.g. hillshade."),
            ["algorithm_params"] = new(Text, "The algorithm's parameters, a JSON object."),
            ["buffer"] = new(Number, "Pixels more on each side of a tile, a multiple of 0.5, up to 512."),
            ["padding"] = new(Whole, "Accepted, and changes nothing."),
            ["tilesize"] = new(Whole, "Columns and rows of a tile, up to 8192."),
            ["tile_format"] = new(Text, "Format of the tiles.") { Values = s_formats },
            ["tile_scale"] = new(Whole, "How many times 256 pixels a tile has on each side, 1 to 4."),
            ["minzoom"] = new(Whole, "The first level, instead of the file's."),
            ["maxzoom"] = new(Whole, "The last level, instead of the file's."),
            ["TileMatrixSetId"] = new(Text, "The tile matrix set.") { Default = "\"WebMercatorQuad\"" },
            ["zooms"] = new(Text, "Levels of a tile matrix set instead of the file's: WebMercatorQuad::0,5, or *::0,5 for all.")
            {
                Repeats = true,
            },
            ["use_epsg"] = new(Flag, "EPSG:3857 instead of a URI, which ArcMap does not read.") { Default = "false" },
            ["max_size"] = new(Whole, "Of the longer side; counts only without width and height."),
            ["width"] = new(Whole, "Columns of the picture."),
            ["height"] = new(Whole, "Rows of the picture."),
            ["coord_crs"] = new(Text, "The CRS of the coordinates in the request.") { Default = "\"EPSG:4326\"" },
            ["dst_crs"] = new(Text, "The CRS of the picture."),
            ["crs"] = new(Text, "The CRS of the boxes in the answer.") { Default = "\"EPSG:4326\"" },
            ["map-crs"] = new(Text, "The CRS of the picture; the file's own unless set.") { Name = "crs" },
            ["bbox"] = new(Text, "minx,miny,maxx,maxy; all of the file unless set."),
            ["seen-bbox"] = new(Text, "minx,miny,maxx,maxy of the picture.") { Name = "bbox", IsRequired = true },
            ["outside"] = new(Text, "What a tile outside of the file is answered with: 404, or 204 without a body.")
            {
                Default = "\"404\"",
                Values = ["404", "204"],
            },
            ["bbox-crs"] = new(Text, "The CRS of bbox.") { Default = "\"OGC:CRS84\"" },
            ["map-f"] = new(Text, "Format of the picture.")
            {
                Name = "f",
                Default = "\"png\"",
                Values = s_formats,
            },
            ["f"] = new(Text, "JSON or a page; what Accept prefers unless set.") { Values = ["json", "html"] },
            ["colormap-f"] = new(Text, "Format of the strip, or html; JSON of the colours unless set.") { Name = "f" },
            ["orientation"] = new(Text, "Which way the strip runs.") { Values = ["horizontal", "vertical"] },
            ["categorical"] = new(Flag, "Whether values are classes, and are counted.") { Default = "false" },
            ["c"] = new(Number, "A class that is counted.") { Repeats = true },
            ["p"] = new(Whole, "A percentile; 2 and 98 unless set.") { Repeats = true },
            ["histogram_bins"] = new(Text, "Number of the histogram's bins, or their edges.") { Default = "\"10\"" },
            ["histogram_range"] = new(Text, "minimum,maximum of the histogram."),
            ["cover_scale"] = new(Whole, "How finely the part of a pixel that lies inside is measured.") { Default = "10" },
            ["ifd"] = new(Flag, "Whether every directory is described, tag by tag.") { Default = "false" },
            ["compat"] = new(Text, "v0: bounds in longitude and latitude, minzoom and maxzoom, as TiTiler 0 said it.") { Values = ["v0"] },
            ["strict"] = new(Flag, "Whether warnings count as errors.") { Default = "false" },
            ["profile"] = new(Text, "Whose rules hold.") { Values = ["rio-cogeo", "gdal"] },
            ["datetime"] = new(
                Text,
                "When the file's content was taken, e.g. 2020-01-01T01:01:01Z, or two of them with / between them; what the file says "
                    + "unless set, else now."
            ),
            ["extensions"] = new(Text, "The schema of a further extension of STAC.") { Repeats = true },
            ["collection"] = new(Text, "The collection that the Item belongs to."),
            ["collection_url"] = new(Text, "The collection's address; its name unless set."),
            ["id"] = new(Text, "The Item's name; the file's unless set."),
            ["asset_name"] = new(Text, "The file's name among the assets.") { Default = "\"data\"" },
            ["asset_roles"] = new(Text, "A role of the file.") { Repeats = true },
            ["asset_media_type"] = new(Text, "The file's media type.") { Default = "\"auto\"", Values = s_assetTypes },
            ["asset_href"] = new(Text, "The file's address in the Item; url unless set."),
            ["with_proj"] = new(Flag, "Whether the Item has the extension projection.") { Default = "true" },
            ["with_raster"] = new(Flag, "Whether the Item has the extension raster, with statistics of a preview.") { Default = "true" },
            ["with_eo"] = new(Flag, "Whether the Item has the extension eo.") { Default = "true" },
            ["with_file"] = new(Flag, "Whether the Item has the extension file: sizes of the file and of its header.")
            {
                Default = "false",
            },
            ["geometry_densify"] = new(Whole, "Into how many pieces each edge of the outline is divided, up to 1000.") { Default = "0" },
            ["geometry_precision"] = new(Whole, "Decimals of the outline, up to 15; -1 for all.") { Default = "-1" },
            ["full"] = new(Flag, "Whether every block is looked at."),
            ["decode"] = new(Flag, "Whether every block is decoded."),
        };

    /// <summary>Parameters of paths, by name.</summary>
    public static IReadOnlyDictionary<string, ParameterDescription> OfPath { get; } =
        new SortedDictionary<string, ParameterDescription>(StringComparer.Ordinal)
        {
            ["tileMatrixSetId"] = new(
                Text,
                "A tile matrix set that /tileMatrixSets lists, or CogGrid: the grid that the file is stored in."
            ),
            ["z"] = new(Whole, "Level of the tile matrix set."),
            ["x"] = new(Whole, "Column of the tile or block, from 0."),
            ["y"] = new(Whole, "Row of the tile or block, from 0 at the top. Of tiles also with @2x behind it: twice as large."),
            ["format"] = new(Text, "Format of the picture.") { Values = s_formats },
            ["width"] = new(Whole, "Columns of the picture."),
            ["height"] = new(Whole, "Rows of the picture."),
            ["minx"] = new(Number, "Smallest x or longitude."),
            ["miny"] = new(Number, "Smallest y or latitude."),
            ["maxx"] = new(Number, "Largest x or longitude."),
            ["maxy"] = new(Number, "Largest y or latitude."),
            ["lon"] = new(Number, "Longitude, or x in coord_crs."),
            ["lat"] = new(Number, "Latitude, or y in coord_crs."),
            ["ifd"] = new(Whole, "Number of a directory of the file, from 0."),
            ["level"] = new(Whole, "0 for the image, 1 and so on for overviews."),
            ["name"] = new(Text, "Name of a file."),
            ["renderId"] = new(Text, "Name of a render of the item."),
            ["colorMapId"] = new(Text, "Name of a colour map."),
            ["algorithmId"] = new(Text, "Name of an algorithm."),
        };
}
