namespace Cog.Tiff;

/// <summary>Tag 317, Predictor: TIFF 6.0 section 14; Adobe TIFF Technical Note 3 for floating point.</summary>
internal enum Predictor : ushort
{
    None = 1,
    Horizontal = 2,
    FloatingPoint = 3,
}
