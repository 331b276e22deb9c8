using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>
/// The registered tile matrix sets, by name (OGC 17-083r4 annexes D and E, www.opengis.net/def/tilematrixset, and LINZ's). Titles and
/// names of axes are morecantile's. Each is built when it is first asked for.
/// </summary>
internal static class WellKnownTileMatrixSets
{
    private const string OgcSets = "http://www.opengis.net/def/tilematrixset/OGC/1.0/",
        OgcScales = "http://www.opengis.net/def/wkss/OGC/1.0/";

    /// <summary>πa of WGS 84: half the width of the Web Mercator square.</summary>
    private const double HalfEquator = Math.PI * 6378137;

    private static readonly (string Id, Lazy<TileMatrixSet> Set)[] Sets =
    [
        // Level 0 is one tile of 256 pixels around the equator, whose registered scale denominator 559082264.028717 rounds this.
        (
            "WebMercatorQuad",
            new(() =>
                Build(
                    "WebMercatorQuad",
                    "Google Maps Compatible for the World",
                    Crs.WebMercator,
                    new(-HalfEquator, HalfEquator, 2 * HalfEquator / 256, 24) { ScaleSet = "GoogleMapsCompatible", Axes = ["X", "Y"] }
                )
            )
        ),
        (
            "WorldCRS84Quad",
            new(() =>
                Build(
                    "WorldCRS84Quad",
                    "CRS84 for the World",
                    Crs.Crs84,
                    GoogleCrs84Quad() with
                    {
                        RegisteredCrs = "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                    }
                )
            )
        ),
        (
            "WGS1984Quad",
            new(() =>
                Build(
                    "WGS1984Quad",
                    "EPSG:4326 for the World",
                    Crs.Wgs84,
                    // morecantile's name for it: it is no set of OGC's, and follows this one but for the order of its axes.
                    GoogleCrs84Quad() with
                    {
                        Uri = OgcSets + "WorldCRS84Quad",
                    }
                )
            )
        ),
        (
            "WorldMercatorWGS84Quad",
            new(() =>
                Build(
                    "WorldMercatorWGS84Quad",
                    "World Mercator WGS84 (ellipsoid)",
                    Crs.FromEpsg(3395),
                    new(-HalfEquator, HalfEquator, 2 * HalfEquator / 256, 24) { ScaleSet = "WorldMercatorWGS84" }
                )
            )
        ),
        (
            "EuropeanETRS89_LAEAQuad",
            new(() =>
                Build(
                    "EuropeanETRS89_LAEAQuad",
                    "Lambert Azimuthal Equal Area ETRS89 for Europe",
                    Crs.FromEpsg(3035),
                    new(2_000_000, 5_500_000, 4_500_000.0 / 256, 15) { Axes = ["Y", "X"] }
                )
            )
        ),
        (
            "NZTM2000Quad",
            new(() =>
                Build(
                    "NZTM2000Quad",
                    "LINZ NZTM2000Quad Map Tile Grid",
                    Crs.FromEpsg(2193),
                    new(-3_260_586.7284, 10_438_190.1652, 139_770_566.007179 * StandardPixel, 21) { IsOgc = false, Axes = ["Y", "X"] }
                )
            )
        ),
        (
            "UTM31WGS84Quad",
            new(() =>
                Build(
                    "UTM31WGS84Quad",
                    "Universal Transverse Mercator Zone 31 WGS84 Quad",
                    Crs.FromEpsg(32631),
                    new(-9_501_965.72931276, 20_003_931.4586255, 20_003_931.4586255 * 2 / 256, 24) { MinZoom = 1, Rows = 2 }
                )
            )
        ),
        ("CanadianNAD83_LCC", new(CanadianNad83)),
        (
            "UPSArcticWGS84Quad",
            new(() =>
                Build(
                    "UPSArcticWGS84Quad",
                    "Universal Polar Stereographic WGS 84 Quad for Arctic",
                    Crs.FromEpsg(5041),
                    new(-14_440_759.350252, 18_440_759.350252, 32_881_518.700504 / 256, 24)
                )
            )
        ),
        (
            "UPSAntarcticWGS84Quad",
            new(() =>
                Build(
                    "UPSAntarcticWGS84Quad",
                    "Universal Polar Stereographic WGS 84 Quad for Antarctic",
                    Crs.FromEpsg(5042),
                    new(-14_440_759.350252, 18_440_759.350252, 32_881_518.700504 / 256, 24)
                )
            )
        ),
        ("LINZAntarticaMapTilegrid", new(LinzAntarctica)),
        ("CDB1GlobalGrid", new(Cdb1)),
        ("GNOSISGlobalGrid", new(Gnosis)),
    ];

    /// <summary>The side of a standardised rendering pixel in metres (OGC 17-083r4 section 6.1.1.1).</summary>
    internal const double StandardPixel = 0.28e-3;

    public static TileMatrixSet WebMercatorQuad => Sets[0].Set.Value;

    /// <summary>Every set, in the order they are listed to clients.</summary>
    public static IReadOnlyList<TileMatrixSet> All => [.. Sets.Select(entry => entry.Set.Value)];

    /// <summary>Their names; no set is built for it.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. Sets.Select(entry => entry.Id)];

    /// <summary>Finds a set by its name, whatever its case; null when unknown.</summary>
    public static TileMatrixSet? Find(string id) =>
        Sets.FirstOrDefault(entry => entry.Id.Equals(id, StringComparison.OrdinalIgnoreCase)).Set?.Value;

    private static TileMatrixSet Build(string id, string title, Crs crs, Quad quad) =>
        new()
        {
            Id = id,
            Title = title,
            Crs = crs,
            RegisteredCrs = quad.RegisteredCrs,
            Uri = quad.Uri ?? (quad.IsOgc ? OgcSets + id : null),
            WellKnownScaleSet = quad.ScaleSet is { } scales ? OgcScales + scales : null,
            OrderedAxes = quad.Axes,
            Matrices =
            [
                .. Enumerable
                    .Range(quad.MinZoom, quad.MaxZoom - quad.MinZoom + 1)
                    .Select(zoom => new TileMatrix(
                        zoom,
                        quad.Resolution / (1L << zoom),
                        quad.OriginX,
                        quad.OriginY,
                        TileWidth: 256,
                        TileHeight: 256,
                        quad.Columns << (zoom - quad.MinZoom),
                        quad.Rows << (zoom - quad.MinZoom)
                    )),
            ],
        };

    // Degrees, two tiles across the first level.
    private static Quad GoogleCrs84Quad() => new(-180, 90, 180.0 / 256, 23) { Columns = 2, ScaleSet = "GoogleCRS84Quad" };

    /// <summary>
    /// Scales of Canada's base maps at 96 dots an inch, not the standard pixel: the columns and rows follow from the extent of the country.
    /// </summary>
    private static TileMatrixSet CanadianNad83()
    {
        const double Left = -34_655_800,
            Top = 39_310_000,
            Right = 7_148_753.233541353,
            Bottom = -5_153_821.09213678;
        const double ScreenPixel = 38_364.660062653464 / 145_000_000;
        double[] scales =
        [
            145e6,
            85e6,
            50e6,
            30e6,
            17.5e6,
            10e6,
            6e6,
            3.5e6,
            2e6,
            1.2e6,
            7e5,
            4.2e5,
            2.5e5,
            1.45e5,
            85e3,
            50e3,
            30e3,
            17.5e3,
            10e3,
            6e3,
            3.5e3,
            2e3,
            1.2e3,
            700,
            420,
            250,
        ];
        return new()
        {
            Id = "CanadianNAD83_LCC",
            Title = "Lambert conformal conic NAD83 for Canada",
            Crs = Crs.FromEpsg(3978),
            Uri = OgcSets + "CanadianNAD83_LCC",
            Matrices =
            [
                .. scales.Select(
                    (scale, zoom) =>
                        new TileMatrix(
                            zoom,
                            scale * ScreenPixel,
                            Left,
                            Top,
                            TileWidth: 256,
                            TileHeight: 256,
                            (long)Math.Ceiling((Right - Left) / (256 * scale * ScreenPixel)),
                            (long)Math.Ceiling((Top - Bottom) / (256 * scale * ScreenPixel))
                        )
                ),
            ],
        };
    }

    private static TileMatrixSet LinzAntarctica()
    {
        const double Left = -918_457.73,
            Top = 6_918_457.73,
            Side = 11_836_915.46,
            Coarsest = 409_600_000 * StandardPixel;
        return new()
        {
            Id = "LINZAntarticaMapTilegrid",
            Title = "LINZ Antarctic Map Tile Grid (Ross Sea Region)",
            Crs = Crs.FromEpsg(5482),
            OrderedAxes = ["Y", "X"],
            Matrices =
            [
                .. Enumerable
                    .Range(0, 14)
                    .Select(zoom =>
                        Square(zoom, Coarsest / (1L << zoom), Left, Top, (long)Math.Ceiling(Side / (256 * Coarsest / (1L << zoom))))
                    ),
            ],
        };

        static TileMatrix Square(int zoom, double resolution, double left, double top, long tiles) =>
            new(zoom, resolution, left, top, 256, 256, tiles, tiles);
    }

    /// <summary>One-degree cells halved from level 0 on, of fewer pixels before; wider towards the poles.</summary>
    private static TileMatrixSet Cdb1()
    {
        // Degrees from the pole at which a zone ends, and its tiles' width in cells.
        (int End, long Coalesce)[] zones = [(1, 12), (10, 6), (15, 4), (20, 3), (40, 2)];
        return new()
        {
            Id = "CDB1GlobalGrid",
            Title = "CDB 1 Global Grid",
            Crs = Crs.Wgs84,
            Uri = OgcSets + "CDB1GlobalGrid",
            Matrices =
            [
                .. Enumerable
                    .Range(-10, 32)
                    .Select(zoom =>
                    {
                        int halvings = Math.Max(zoom, 0),
                            pixels = 1 << (10 + Math.Min(zoom, 0));
                        return new TileMatrix(
                            zoom,
                            1.0 / (1L << halvings) / pixels,
                            -180,
                            90,
                            pixels,
                            pixels,
                            360L << halvings,
                            180L << halvings
                        )
                        {
                            VariableWidths = Mirrored(
                                zones.Select(
                                    (zone, i) =>
                                        new VariableMatrixWidth(
                                            zone.Coalesce,
                                            (long)(i == 0 ? 0 : zones[i - 1].End) << halvings,
                                            ((long)zone.End << halvings) - 1
                                        )
                                ),
                                180L << halvings
                            ),
                        };
                    }),
            ],
        };
    }

    /// <summary>Quarters of a globe; the rows at the poles stay four tiles wide, each further doubling of rows halves the width.</summary>
    private static TileMatrixSet Gnosis() =>
        new()
        {
            Id = "GNOSISGlobalGrid",
            Title = "GNOSIS Global Grid",
            Crs = Crs.Wgs84,
            Uri = OgcSets + "GNOSISGlobalGrid",
            WellKnownScaleSet = OgcScales + "GoogleCRS84Quad",
            Matrices =
            [
                .. Enumerable
                    .Range(0, 29)
                    .Select(zoom => new TileMatrix(zoom, 90.0 / 256 / (1L << zoom), -180, 90, 256, 256, 4L << zoom, 2L << zoom)
                    {
                        VariableWidths = Mirrored(
                            Enumerable
                                .Range(0, zoom)
                                .Select(i => new VariableMatrixWidth(
                                    1L << (zoom - i),
                                    i == 0 ? 0 : 1L << (i - 1),
                                    i == 0 ? 0 : (1L << i) - 1
                                )),
                            2L << zoom
                        ),
                    }),
            ],
        };

    private static IReadOnlyList<VariableMatrixWidth> Mirrored(IEnumerable<VariableMatrixWidth> north, long rows)
    {
        VariableMatrixWidth[] half = [.. north];
        return
        [
            .. half,
            .. half.Reverse()
                .Select(zone => new VariableMatrixWidth(zone.Coalesce, rows - 1 - zone.MaxTileRow, rows - 1 - zone.MinTileRow)),
        ];
    }

    /// <summary>A set whose every level halves the pixel of the one before.</summary>
    /// <param name="OriginX">Left edge of column 0.</param>
    /// <param name="OriginY">Top edge of row 0.</param>
    /// <param name="Resolution">Units of the CRS per pixel at level 0.</param>
    /// <param name="MaxZoom">The last level.</param>
    private sealed record Quad(double OriginX, double OriginY, double Resolution, int MaxZoom)
    {
        /// <summary>The first level.</summary>
        public int MinZoom { get; init; }

        /// <summary>Tiles across the first level.</summary>
        public long Columns { get; init; } = 1;

        /// <summary>Tiles down the first level.</summary>
        public long Rows { get; init; } = 1;

        /// <summary>False for one that another body registers.</summary>
        public bool IsOgc { get; init; } = true;

        /// <summary>Where it is registered; null for OGC's register, under its own name.</summary>
        public string? Uri { get; init; }

        public string? ScaleSet { get; init; }

        /// <summary>The CRS as it is registered with the set; null where that is the CRS's own name.</summary>
        public string? RegisteredCrs { get; init; }

        public IReadOnlyList<string>? Axes { get; init; }
    }
}
