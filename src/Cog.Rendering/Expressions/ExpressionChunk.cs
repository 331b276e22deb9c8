using System.Runtime.CompilerServices;

namespace Cog.Rendering.Expressions;

/// <summary>Some hundred pixels on their way from samples to results.</summary>
internal ref struct ExpressionChunk
{
    private readonly Raster _samples;
    private readonly Span<byte> _scratch,
        _input,
        _output;
    private readonly int _slotSize,
        _constants,
        _inputSize,
        _outputSize;

    /// <param name="samples">What goes in.</param>
    /// <param name="result">What comes out.</param>
    /// <param name="scratch">Memory for constants, then for what is computed on the way.</param>
    /// <param name="slotSize">Bytes of scratch for each of them.</param>
    /// <param name="constants">How many constants there are.</param>
    public ExpressionChunk(Raster samples, Raster result, Span<byte> scratch, int slotSize, int constants)
    {
        (_samples, _slotSize, _constants) = (samples, slotSize, constants);
        _scratch = scratch;
        _input = samples.Samples;
        _output = result.Samples;
        (_inputSize, _outputSize) = (samples.SampleType.ByteSize(), result.SampleType.ByteSize());
    }

    /// <summary>The first pixel.</summary>
    public int Start { get; set; }

    /// <summary>How many pixels.</summary>
    public int Length { get; set; }

    /// <summary>Puts a number where a constant lies.</summary>
    public readonly void Fill(int constant, ExpressionNumber value)
    {
        Span<byte> slot = _scratch.Slice(constant * _slotSize, _slotSize);
        switch (value.Kind)
        {
            case ValueKind.Boolean:
                slot.Fill((byte)value.Whole);
                break;
            case ValueKind.Int32:
                MemoryMarshal.Cast<byte, int>(slot).Fill((int)value.Whole);
                break;
            case ValueKind.Int64:
                MemoryMarshal.Cast<byte, long>(slot).Fill(value.Whole);
                break;
            case ValueKind.Float32:
                MemoryMarshal.Cast<byte, float>(slot).Fill((float)value.Number);
                break;
            default:
                MemoryMarshal.Cast<byte, double>(slot).Fill(value.Number);
                break;
        }
    }

    /// <summary>Does one operation on all pixels.</summary>
    public readonly void Run(Instruction instruction)
    {
        switch (instruction.Operation)
        {
            case Operation.Load:
                Load(instruction);
                break;
            case Operation.Cast:
                Cast(instruction);
                break;
            case Operation.Store:
                Store(instruction);
                break;
            case Operation.Where:
                Where(instruction);
                break;
            case >= Operation.Less and <= Operation.GreaterOrEqual:
                Compare(instruction);
                break;
            default:
                Compute(instruction);
                break;
        }
    }

    private readonly Span<T> Of<T>(Slot slot)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        return MemoryMarshal.Cast<byte, T>(
            slot.Place switch
            {
                Place.Constant => _scratch.Slice(slot.Index * _slotSize, Length * size),
                Place.Temporary => _scratch.Slice((_constants + slot.Index) * _slotSize, Length * size),
                Place.Band => _input.Slice(((slot.Index * _samples.PixelCount) + Start) * _inputSize, Length * size),
                _ => _output.Slice(((slot.Index * _samples.PixelCount) + Start) * _outputSize, Length * size),
            }
        );
    }

    private readonly void Load(Instruction instruction)
    {
        int first = ((instruction.First.Index * _samples.PixelCount) + Start) * _inputSize;
        ReadOnlySpan<byte> samples = _input.Slice(first, Length * _inputSize);
        switch (instruction.Part, instruction.To)
        {
            case (Operation.Band, ValueKind.Int32):
                SampleLoading.Load(samples, _samples.SampleType, Of<int>(instruction.Destination));
                break;
            case (Operation.Band, _):
                SampleConversion.Convert(_samples.SampleType, samples, Of<long>(instruction.Destination));
                break;
            default:
                SampleLoading.LoadPart(samples, _samples.SampleType, instruction.Part, Of<double>(instruction.Destination));
                break;
        }
    }

    private readonly void Cast(Instruction instruction)
    {
        (Slot from, Slot to) = (instruction.First, instruction.Destination);
        switch (instruction.Kind, instruction.To)
        {
            case (ValueKind.Boolean, ValueKind.Int32):
                ValueCasting.Cast(Of<byte>(from), Of<int>(to));
                break;
            case (ValueKind.Boolean, ValueKind.Int64):
                ValueCasting.Cast(Of<byte>(from), Of<long>(to));
                break;
            case (ValueKind.Boolean, ValueKind.Float32):
                ValueCasting.Cast(Of<byte>(from), Of<float>(to));
                break;
            case (ValueKind.Boolean, ValueKind.Float64):
                ValueCasting.Cast(Of<byte>(from), Of<double>(to));
                break;
            case (ValueKind.Int32, ValueKind.Int64):
                ValueCasting.Cast(Of<int>(from), Of<long>(to));
                break;
            case (ValueKind.Int32, ValueKind.Float32):
                ValueCasting.Cast(Of<int>(from), Of<float>(to));
                break;
            case (ValueKind.Int32, ValueKind.Float64):
                ValueCasting.ToDoubles(Of<int>(from), Of<double>(to));
                break;
            case (ValueKind.Int64, ValueKind.Float32):
                ValueCasting.Cast(Of<long>(from), Of<float>(to));
                break;
            case (ValueKind.Int64, ValueKind.Float64):
                ValueCasting.Cast(Of<long>(from), Of<double>(to));
                break;
            default:
                ValueCasting.Cast(Of<float>(from), Of<double>(to));
                break;
        }
    }

    private readonly void Store(Instruction instruction)
    {
        (Slot from, Slot to) = (instruction.First, instruction.Destination);
        switch (instruction.Kind)
        {
            case ValueKind.Boolean:
                Of<byte>(from).CopyTo(Of<byte>(to));
                break;
            case ValueKind.Int32:
                Of<int>(from).CopyTo(Of<int>(to));
                break;
            default:
                Of<long>(from).CopyTo(Of<long>(to));
                break;
        }
    }

    // Only the size of a value matters.
    private readonly void Where(Instruction instruction)
    {
        ReadOnlySpan<byte> condition = Of<byte>(instruction.First);
        (Slot one, Slot other, Slot to) = (instruction.Second, instruction.Third, instruction.Destination);
        switch (instruction.Kind)
        {
            case ValueKind.Boolean:
                ValueComparison.Choose(condition, Of<byte>(one), Of<byte>(other), Of<byte>(to));
                break;
            case ValueKind.Int32 or ValueKind.Float32:
                ValueComparison.Choose(condition, Of<int>(one), Of<int>(other), Of<int>(to));
                break;
            default:
                ValueComparison.Choose(condition, Of<long>(one), Of<long>(other), Of<long>(to));
                break;
        }
    }

    private readonly void Compare(Instruction instruction)
    {
        Operation operation = instruction.Operation;
        (Slot one, Slot other) = (instruction.First, instruction.Second);
        Span<byte> to = Of<byte>(instruction.Destination);
        switch (instruction.Kind)
        {
            case ValueKind.Int32:
                ValueComparison.Compare<int>(operation, Of<int>(one), Of<int>(other), to);
                break;
            case ValueKind.Int64:
                ValueComparison.Compare<long>(operation, Of<long>(one), Of<long>(other), to);
                break;
            case ValueKind.Float32:
                ValueComparison.Compare<float>(operation, Of<float>(one), Of<float>(other), to);
                break;
            default:
                ValueComparison.Compare<double>(operation, Of<double>(one), Of<double>(other), to);
                break;
        }
    }

    private readonly void Compute(Instruction instruction)
    {
        (Operation operation, Slot one, Slot other, Slot to) = (
            instruction.Operation,
            instruction.First,
            instruction.Second,
            instruction.Destination
        );
        switch (instruction.Kind)
        {
            case ValueKind.Boolean:
                Arithmetic.ComputeBooleans(operation, Of<byte>(one), Of<byte>(other), Of<byte>(to));
                break;
            case ValueKind.Int32 when operation == Operation.IntegerPower:
                Arithmetic.Power(Of<int>(one), instruction.HalfExponent, Of<int>(to));
                break;
            case ValueKind.Int32:
                Arithmetic.ComputeIntegers(operation, Of<int>(one), Of<int>(other), Of<int>(to));
                break;
            case ValueKind.Int64 when operation == Operation.IntegerPower:
                Arithmetic.Power(Of<long>(one), instruction.HalfExponent, Of<long>(to));
                break;
            case ValueKind.Int64:
                Arithmetic.ComputeIntegers(operation, Of<long>(one), Of<long>(other), Of<long>(to));
                break;
            case ValueKind.Float32 when operation == Operation.IntegerPower:
                Arithmetic.FloatPower(Of<float>(one), instruction.HalfExponent, Of<float>(to));
                break;
            case ValueKind.Float32:
                Arithmetic.ComputeFloats(operation, Of<float>(one), Of<float>(other), Of<float>(to));
                break;
            case ValueKind.Float64 when operation == Operation.IntegerPower:
                Arithmetic.FloatPower(Of<double>(one), instruction.HalfExponent, Of<double>(to));
                break;
            case ValueKind.Float64 when operation is >= Operation.IsNaN and <= Operation.SignBit:
                ValueComparison.Classify(operation, Of<double>(one), Of<byte>(to));
                break;
            default:
                Arithmetic.ComputeFloats(operation, Of<double>(one), Of<double>(other), Of<double>(to));
                break;
        }
    }
}
