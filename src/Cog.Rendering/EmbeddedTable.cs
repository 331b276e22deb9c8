namespace Cog.Rendering;

/// <summary>A table that is embedded in this assembly, read where it lies: nothing is unpacked, nothing allocated.</summary>
internal sealed unsafe class EmbeddedTable
{
    // A pointer into the loaded program: the resource's stream is a view of it, and a span over it lives as long as the program.
    private readonly byte* _start;

    /// <param name="name">The resource's.</param>
    public EmbeddedTable(string name)
    {
        var stream = (UnmanagedMemoryStream?)typeof(EmbeddedTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this build.");
        _start = stream.PositionPointer;
        Length = (int)stream.Length;
    }

    /// <summary>How many bytes it has.</summary>
    public int Length { get; }

    /// <summary>The whole table.</summary>
    public ReadOnlySpan<byte> Bytes => new(_start, Length);

    /// <summary>A part of it as a stream.</summary>
    public Stream Open(Range part)
    {
        (int offset, int length) = part.GetOffsetAndLength(Length);
        return new UnmanagedMemoryStream(_start + offset, length);
    }
}
