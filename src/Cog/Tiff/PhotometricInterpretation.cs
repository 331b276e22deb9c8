namespace Cog.Tiff;

/// <summary>Tag 262: TIFF 6.0 section 8 and its supplements.</summary>
internal enum PhotometricInterpretation : ushort
{
    MinIsWhite = 0,
    MinIsBlack = 1,
    Rgb = 2,
    Palette = 3,
    TransparencyMask = 4,
    Separated = 5,
    YCbCr = 6,
    CieLab = 8,
    IccLab = 9,
    ItuLab = 10,
    ColorFilterArray = 32803,
    LogL = 32844,
    LogLuv = 32845,
}
