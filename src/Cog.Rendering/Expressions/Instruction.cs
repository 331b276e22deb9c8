namespace Cog.Rendering.Expressions;

/// <summary>Where the values of a chunk lie.</summary>
internal enum Place
{
    /// <summary>Scratch that holds the same number for every pixel.</summary>
    Constant,

    /// <summary>Scratch for what is computed on the way.</summary>
    Temporary,

    /// <summary>The raster that goes in: samples whose type is already that of their kind.</summary>
    Band,

    /// <summary>The raster that comes out.</summary>
    Output,
}

/// <summary>The values of a chunk.</summary>
internal readonly record struct Slot(Place Place, int Index);

/// <summary>One operation on a chunk of pixels.</summary>
/// <param name="operation">What is done.</param>
/// <param name="kind">What the operands are.</param>
/// <param name="destination">Where the result goes; never an operand's place.</param>
internal sealed class Instruction(Operation operation, ValueKind kind, Slot destination)
{
    public Operation Operation => operation;

    public ValueKind Kind => kind;

    public Slot Destination => destination;

    public Slot First { get; init; }

    /// <summary>The first again, where there is one operand.</summary>
    public Slot Second { get; init; }

    public Slot Third { get; init; }

    /// <summary>Of <see cref="Operation.Cast"/> and <see cref="Operation.Load"/>: what comes out.</summary>
    public ValueKind To { get; init; }

    /// <summary>
    /// Of <see cref="Operation.Load"/>: <see cref="Operation.Band"/> for real samples, else the part of complex ones:
    /// <see cref="Operation.Real"/>, <see cref="Operation.Imaginary"/> or <see cref="Operation.Absolute"/>.
    /// </summary>
    public Operation Part { get; init; }

    /// <summary>Of <see cref="Operation.IntegerPower"/>: twice the exponent.</summary>
    public int HalfExponent { get; set; }
}
