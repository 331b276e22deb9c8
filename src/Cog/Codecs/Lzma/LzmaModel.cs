namespace Cog.Codecs.Lzma;

/// <summary>Where each group of probabilities of an LZMA decoder lies in its one array.</summary>
internal static class LzmaModel
{
    public const int States = 12;
    public const int PositionStates = 16;

    public const int IsMatch = 0;
    public const int IsRepeat = IsMatch + (States * PositionStates);
    public const int IsRepeat0 = IsRepeat + States;
    public const int IsRepeat1 = IsRepeat0 + States;
    public const int IsRepeat2 = IsRepeat1 + States;
    public const int IsRepeat0Long = IsRepeat2 + States;
    public const int Slot = IsRepeat0Long + (States * PositionStates); // 6-bit trees for lengths 2, 3, 4 and more
    public const int Special = Slot + (4 * 64); // distances of slots 4 to 13
    public const int Align = Special + 115; // the low four bits of larger ones
    public const int MatchLength = Align + 16;
    public const int RepeatLength = MatchLength + LengthCount;
    public const int Literal = RepeatLength + LengthCount;
    public const int Count = Literal + (0x300 << 4);

    // Inside a length coder.
    public const int LengthLow = 2;
    public const int LengthMiddle = LengthLow + (PositionStates * 8);
    public const int LengthHigh = LengthMiddle + (PositionStates * 8);

    private const int LengthCount = LengthHigh + 256;
}
