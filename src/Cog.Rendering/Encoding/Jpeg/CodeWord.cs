namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>A few bits to be written.</summary>
/// <param name="word">The bits in the low half, their count in the high one.</param>
internal readonly struct CodeWord(ulong word)
{
    /// <param name="bits">Those above <paramref name="count"/> are zero.</param>
    /// <param name="count">At most 32.</param>
    public CodeWord(uint bits, int count)
        : this(((ulong)count << 32) | bits) { }

    public uint Bits => (uint)word;

    public int Count => (int)(word >> 32);

    /// <summary>The same count, with lower bits filled in that are zero here.</summary>
    public CodeWord With(uint bits) => new(word | bits);
}
