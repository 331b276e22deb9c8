using Cog.Codecs.Jpeg;

namespace Cog.Header;

/// <summary>Tags as GDAL's dataset metadata shows them: the default domain, and IMAGE_STRUCTURE.</summary>
internal static class DatasetTags
{
    // GTiff driver, "TIFFTAG_*" items.
    private static readonly (TagId Id, string Name)[] s_texts =
    [
        (TagId.DocumentName, "TIFFTAG_DOCUMENTNAME"),
        (TagId.ImageDescription, "TIFFTAG_IMAGEDESCRIPTION"),
        (TagId.Software, "TIFFTAG_SOFTWARE"),
        (TagId.DateTime, "TIFFTAG_DATETIME"),
        (TagId.Artist, "TIFFTAG_ARTIST"),
        (TagId.HostComputer, "TIFFTAG_HOSTCOMPUTER"),
        (TagId.Copyright, "TIFFTAG_COPYRIGHT"),
    ];

    public static SortedDictionary<string, string> Metadata(Ifd image, GeoKeys geoKeys, GdalMetadata metadata)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((TagId id, string name) in s_texts)
        {
            if (image.FindText(id) is { } text)
            {
                tags[name] = text;
            }
        }

        AddResolution(tags, image, TagId.XResolution, "TIFFTAG_XRESOLUTION");
        AddResolution(tags, image, TagId.YResolution, "TIFFTAG_YRESOLUTION");
        if (tags.ContainsKey("TIFFTAG_XRESOLUTION") || image.Find(TagId.ResolutionUnit) is not null)
        {
            tags["TIFFTAG_RESOLUTIONUNIT"] = image.FindNumbers(TagId.ResolutionUnit) switch
            {
                [1, ..] => "1 (unitless)",
                [3, ..] => "3 (pixels/cm)",
                _ => "2 (pixels/inch)",
            };
        }

        foreach ((string name, string value) in metadata.Of(null))
        {
            tags[name] = value;
        }

        if (geoKeys.Keys.Count > 0)
        {
            tags["AREA_OR_POINT"] = geoKeys.IsPixelPoint ? "Point" : "Area";
        }

        return tags;
    }

    public static SortedDictionary<string, string> Structure(Ifd image, GhostArea ghost, GdalMetadata metadata)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in metadata.OfDomain("IMAGE_STRUCTURE"))
        {
            tags[name] = value; // WEBP_LEVEL, COMPRESSION_REVERSIBILITY: what a codec was told, as GDAL's driver writes it.
        }

        tags["INTERLEAVE"] = image.SamplesPerPixel > 1 && image.PlanarConfiguration == PlanarConfiguration.Chunky ? "PIXEL" : "BAND";
        AddCodec(tags, image);
        if (CompressionName(image) is { } compression)
        {
            tags["COMPRESSION"] = compression;
        }

        if (
            image is
            {
                Predictor: Predictor.Horizontal or Predictor.FloatingPoint,
                Compression: Compression.Lzw or Compression.AdobeDeflate or Compression.Zstd
            }
        )
        {
            tags["PREDICTOR"] = ((int)image.Predictor).ToString(CultureInfo.InvariantCulture);
        }

        if (image.Photometric == PhotometricInterpretation.MinIsWhite)
        {
            tags["MINISWHITE"] = "YES";
        }

        if ((image.ColorConversion?.SourceName ?? (image.Photometric == PhotometricInterpretation.YCbCr ? "YCbCr" : null)) is { } source)
        {
            tags["SOURCE_COLOR_SPACE"] = source;
        }

        if (ghost.IfdsBeforeData)
        {
            tags["LAYOUT"] = "COG";
        }

        return tags;
    }

    private static void AddCodec(SortedDictionary<string, string> tags, Ifd image)
    {
        switch (image.Compression)
        {
            case Compression.WebP when tags.ContainsKey("WEBP_LEVEL"):
                tags.TryAdd("COMPRESSION_REVERSIBILITY", "LOSSY");
                break;
            case Compression.Lerc when image.LayoutOf(0).LercParameters.Span is [4, _, ..]:
                tags["LERC_VERSION"] = "2.4"; // Of the format's revisions, the one that has a number in tag 50674.
                break;
            case Compression.Jpeg when image.BitsPerSample == 8:
                bool isColor = image.Photometric == PhotometricInterpretation.YCbCr;
                if (JpegTablesQuality.Of(image.LayoutOf(0).JpegTables.Span, isColor) is { } found)
                {
                    tags["JPEG_QUALITY"] = found.Quality.ToString(CultureInfo.InvariantCulture);
                    tags["JPEGTABLESMODE"] = found.TablesMode.ToString(CultureInfo.InvariantCulture);
                }

                break;
        }
    }

    private static string? CompressionName(Ifd image) =>
        image.Compression switch
        {
            Compression.None => null,
            Compression.CcittRle => "CCITTRLE",
            Compression.CcittFax3 => "CCITTFAX3",
            Compression.CcittFax4 => "CCITTFAX4",
            Compression.Lzw => "LZW",
            Compression.Jpeg when image.Photometric == PhotometricInterpretation.YCbCr => "YCbCr JPEG",
            Compression.Jpeg or Compression.OldJpeg => "JPEG",
            Compression.AdobeDeflate or Compression.Deflate => "DEFLATE",
            Compression.PackBits => "PACKBITS",
            Compression.Lerc => image.LayoutOf(0).LercParameters.Span switch
            {
                [_, 1, ..] => "LERC_DEFLATE",
                [_, 2, ..] => "LERC_ZSTD",
                _ => "LERC",
            },
            Compression.Lzma => "LZMA",
            Compression.Zstd => "ZSTD",
            Compression.WebP => "WEBP",
            Compression.Jbig => "JBIG",
            Compression.Jpeg2000 => "JPEG2000",
            Compression.JpegXl or Compression.JpegXlDng => "JXL",
            Compression other => ((int)other).ToString(CultureInfo.InvariantCulture),
        };

    private static void AddResolution(SortedDictionary<string, string> tags, Ifd image, TagId id, string name)
    {
        if (image.FindNumbers(id) is [double value, ..])
        {
            // libtiff reads a rational into a float, and one without a denominator as 0.
            tags[name] = (double.IsFinite(value) ? (float)value : 0).ToString("G8", CultureInfo.InvariantCulture);
        }
    }
}
