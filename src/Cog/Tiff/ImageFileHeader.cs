namespace Cog.Tiff;

/// <summary>The "Image File Header": the first 8 (TIFF) or 16 (BigTIFF) bytes of a file.</summary>
public readonly record struct ImageFileHeader(bool IsBigEndian, TiffLayout Layout, long FirstIfdOffset);
