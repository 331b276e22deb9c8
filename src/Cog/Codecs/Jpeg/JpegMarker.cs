namespace Cog.Codecs.Jpeg;

/// <summary>Second bytes of markers; the first is FF (ITU-T T.81, table B.1).</summary>
internal static class JpegMarker
{
    public const byte BaselineFrame = 0xC0;
    public const byte ExtendedFrame = 0xC1;
    public const byte ProgressiveFrame = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte ReservedFrame = 0xC8;
    public const byte ArithmeticFrame = 0xC9;
    public const byte ArithmeticProgressiveFrame = 0xCA;
    public const byte ArithmeticConditioning = 0xCC;
    public const byte LastFrame = 0xCF;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte RestartInterval = 0xDD;
    public const byte JfifApplication = 0xE0;
    public const byte AdobeApplication = 0xEE;
    public const byte Temporary = 0x01;

    /// <summary>APPn and COM: no decoder needs them.</summary>
    public static bool IsPassedOver(byte marker) => marker is (>= JfifApplication and <= 0xEF) or 0xFE;

    /// <summary>RST0 to RST7.</summary>
    public static bool IsRestart(byte marker) => marker is >= FirstRestart and <= LastRestart;

    /// <summary>Start of a frame of any process; DHT, JPG and DAC lie in the same range and are none.</summary>
    public static bool IsFrame(byte marker) =>
        marker is >= BaselineFrame and <= LastFrame and not (HuffmanTables or ReservedFrame or ArithmeticConditioning);
}
