namespace Cog.Codecs.Lerc;

/// <summary>The numbers that a LERC header gives to sample types.</summary>
internal enum LercDataType
{
    Int8 = 0,
    UInt8 = 1,
    Int16 = 2,
    UInt16 = 3,
    Int32 = 4,
    UInt32 = 5,
    Float32 = 6,
    Float64 = 7,
}
