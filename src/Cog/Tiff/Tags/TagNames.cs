namespace Cog.Tiff.Tags;

/// <summary>
/// What tags are called: by TIFF 6.0 and its supplements, GeoTIFF, GDAL; also those that the reader itself gives no meaning.
/// </summary>
internal static class TagNames
{
    /// <summary>The name of a tag; null for a number that has none here.</summary>
    public static string? Of(TagId id) =>
        id switch
        {
            TagId.SubIfds => "SubIFDs",
            TagId.JpegTables => "JPEGTables",
            TagId.ModelPixelScale => "ModelPixelScaleTag",
            TagId.ModelTiepoint => "ModelTiepointTag",
            TagId.ModelTransformation => "ModelTransformationTag",
            TagId.GeoKeyDirectory => "GeoKeyDirectoryTag",
            TagId.GeoDoubleParams => "GeoDoubleParamsTag",
            TagId.GeoAsciiParams => "GeoAsciiParamsTag",
            TagId.GdalMetadata => "GDAL_METADATA",
            TagId.GdalNoData => "GDAL_NODATA",
            TagId.RpcCoefficient => "RPCCoefficientTag",
            _ => Enum.GetName(id) ?? OfPassedOver((ushort)id),
        };

    private static string? OfPassedOver(ushort id) =>
        id switch
        {
            263 => "Threshholding",
            264 => "CellWidth",
            265 => "CellLength",
            285 => "PageName",
            286 => "XPosition",
            287 => "YPosition",
            288 => "FreeOffsets",
            289 => "FreeByteCounts",
            290 => "GrayResponseUnit",
            291 => "GrayResponseCurve",
            297 => "PageNumber",
            301 => "TransferFunction",
            319 => "PrimaryChromaticities",
            321 => "HalftoneHints",
            333 => "InkNames",
            334 => "NumberOfInks",
            336 => "DotRange",
            337 => "TargetPrinter",
            342 => "TransferRange",
            700 => "XMP",
            33723 => "IPTC",
            34377 => "Photoshop",
            34665 => "ExifIFD",
            34675 => "ICCProfile",
            34853 => "GPSIFD",
            _ => null,
        };
}
