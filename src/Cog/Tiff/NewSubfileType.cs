namespace Cog;

/// <summary>Tag 254, NewSubfileType (TIFF 6.0 section 8): what a directory is beside the others. The older tag 255 is not read.</summary>
[Flags]
public enum NewSubfileType : uint
{
    /// <summary>An image of full resolution.</summary>
    None = 0,

    /// <summary>A smaller version of another image, or of its mask.</summary>
    ReducedResolution = 1,

    /// <summary>One page of many.</summary>
    Page = 2,

    /// <summary>A transparency mask of another image (GDAL RFC 15).</summary>
    TransparencyMask = 4,
}
