using System.Globalization;
using Cog.Header;
using Cog.Tiff;

namespace Functions.Validate;

/// <summary>What GDAL's GTiff driver says of a file in its metadata domains.</summary>
internal static class GdalTags
{
    private static readonly (TagId Tag, string Name)[] s_texts =
    [
        (TagId.DocumentName, "TIFFTAG_DOCUMENTNAME"),
        (TagId.ImageDescription, "TIFFTAG_IMAGEDESCRIPTION"),
        (TagId.Software, "TIFFTAG_SOFTWARE"),
        (TagId.DateTime, "TIFFTAG_DATETIME"),
        (TagId.Artist, "TIFFTAG_ARTIST"),
        (TagId.HostComputer, "TIFFTAG_HOSTCOMPUTER"),
        (TagId.Copyright, "TIFFTAG_COPYRIGHT"),
    ];

    /// <summary>The default domain: the file's own items, its text tags, AREA_OR_POINT.</summary>
    public static IReadOnlyDictionary<string, string> ImageMetadataOf(CogHeader header)
    {
        var items = new Dictionary<string, string>(header.Metadata.Of(null), StringComparer.Ordinal);
        foreach ((TagId tag, string name) in s_texts)
        {
            if (header.Image.FindText(tag) is { } text)
            {
                items[name] = text;
            }
        }

        items["AREA_OR_POINT"] = header.GeoKeys.IsPixelPoint ? "Point" : "Area";
        return items;
    }

    /// <summary>The domain IMAGE_STRUCTURE.</summary>
    public static IReadOnlyDictionary<string, string> ImageStructureOf(CogHeader header)
    {
        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        if (CompressionOf(header.Image) is { } compression)
        {
            items["COMPRESSION"] = ColorSpaceOf(header.Image) is { } space && header.Image.Compression == Compression.Jpeg ? $"{space} {compression}" : compression;
        }

        items["INTERLEAVE"] = InterleaveOf(header.Image);
        if (header.Ghost.IfdsBeforeData)
        {
            items["LAYOUT"] = "COG";
        }

        if (ColorSpaceOf(header.Image) is { } colorSpace)
        {
            items["SOURCE_COLOR_SPACE"] = colorSpace;
        }

        return items;
    }

    /// <summary>Null for none.</summary>
    public static string? CompressionOf(Ifd image) => image.Compression switch
    {
        Compression.None => null,
        Compression.CcittRle => "CCITTRLE",
        Compression.CcittFax3 => "CCITTFAX3",
        Compression.CcittFax4 => "CCITTFAX4",
        Compression.OldJpeg => "OJPEG",
        Compression.AdobeDeflate or Compression.Deflate => "DEFLATE",
        Compression.Jpeg2000 => "JPEG2000",
        Compression.JpegXl or Compression.JpegXlDng => "JXL",
        Compression known when Enum.IsDefined(known) => known.ToString().ToUpperInvariant(),
        Compression unknown => ((ushort)unknown).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Only where the samples that a reader gets are not in the file's colour space.</summary>
    public static string? ColorSpaceOf(Ifd image) => image.Photometric switch
    {
        PhotometricInterpretation.YCbCr => "YCbCr",
        PhotometricInterpretation.Separated => "CMYK",
        PhotometricInterpretation.CieLab => "CIELAB",
        _ => null,
    };

    /// <summary>BAND also for a single band.</summary>
    public static string InterleaveOf(Ifd image) =>
        image.SamplesPerPixel == 1 || image.PlanarConfiguration == PlanarConfiguration.Planar ? "BAND" : "PIXEL";
}
