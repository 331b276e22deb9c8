namespace Cog.Tiff;

/// <summary>Tag 339, SampleFormat: TIFF 6.0 section 19.</summary>
internal enum SampleFormat : ushort
{
    UnsignedInteger = 1,
    SignedInteger = 2,
    FloatingPoint = 3,
    Undefined = 4,
    ComplexInteger = 5,
    ComplexFloatingPoint = 6,
}
