namespace Cog.Rendering.Expressions;

/// <summary>The operations of a program as they are added: in which slots their values lie, and which slots are free again.</summary>
internal sealed class ProgramBuilder
{
    private readonly List<Instruction> _instructions = [];
    private readonly List<ExpressionNumber> _constants = [];
    private readonly Stack<int> _free = [];
    private readonly Dictionary<(int Band, Operation Part), CompiledValue> _loaded = [];
    private int _temporaries;

    /// <summary>The operation that was added last.</summary>
    public Instruction Last => _instructions[^1];

    /// <summary>The program of what was added.</summary>
    /// <param name="type">Of the samples that it reads.</param>
    /// <param name="output">Of its results.</param>
    /// <param name="expressions">What it computes.</param>
    public ExpressionProgram Build(SampleType type, ValueKind output, BandExpressions expressions) =>
        new(type, output.ToSampleType(), expressions.Nodes.Count)
        {
            Inputs = expressions.Samples.Count,
            Instructions = [.. _instructions],
            Constants = [.. _constants],
            Temporaries = _temporaries,
        };

    /// <summary>Adds the end of an expression: its value becomes a result, of a kind.</summary>
    public void Output(CompiledValue value, ValueKind kind, int index)
    {
        var output = new Slot(Place.Output, index);
        CompiledValue operand = As(value, value.Kind);
        _instructions.Add(
            new(
                value.Kind != kind ? Operation.Cast
                    : kind.IsFloat() ? Operation.Finite
                    : Operation.Store,
                value.Kind,
                output
            )
            {
                First = operand.Slot,
                Second = operand.Slot,
                To = kind,
            }
        );
        Release(operand);
    }

    /// <summary>Adds an operation. All operands but a condition become of one kind.</summary>
    public CompiledValue Emit(Operation operation, ValueKind kind, ValueKind result, params ReadOnlySpan<CompiledValue> operands)
    {
        Span<CompiledValue> values = [default, default, default];
        for (int i = 0; i < operands.Length; i++)
        {
            values[i] = As(operands[i], operation == Operation.Where && i == 0 ? ValueKind.Boolean : kind);
        }

        Slot destination = Rent();
        _instructions.Add(
            new(operation, kind, destination)
            {
                First = values[0].Slot,
                Second = values[operands.Length > 1 ? 1 : 0].Slot,
                Third = values[2].Slot,
                To = result,
            }
        );
        for (int i = 0; i < operands.Length; i++)
        {
            // A square has one operand twice.
            if (i == 0 || values[i].Slot != values[i - 1].Slot)
            {
                Release(values[i]);
            }
        }

        return new(result, destination);
    }

    /// <summary>A value as one of another kind, in a slot.</summary>
    public CompiledValue As(CompiledValue value, ValueKind kind)
    {
        if (value.Constant is { } constant)
        {
            constant = constant.As(kind);
            int index = _constants.IndexOf(constant);
            if (index < 0)
            {
                index = _constants.Count;
                _constants.Add(constant);
            }

            return new(kind, new(Place.Constant, index));
        }

        if (value.Kind == kind)
        {
            return value;
        }

        Slot destination = Rent();
        _instructions.Add(new(Operation.Cast, value.Kind, destination) { First = value.Slot, To = kind });
        Release(value);
        return new(kind, destination);
    }

    /// <summary>A band, or a part of its complex numbers, as values; loaded once for all that use it.</summary>
    public CompiledValue Load(int index, Operation part, ValueKind kind)
    {
        if (!_loaded.TryGetValue((index, part), out CompiledValue value))
        {
            value = new(kind, new(Place.Temporary, _temporaries++), IsKept: true);
            _instructions.Add(
                new(Operation.Load, kind, value.Slot)
                {
                    First = new(Place.Band, index),
                    To = kind,
                    Part = part,
                }
            );
            _loaded[(index, part)] = value;
        }

        return value;
    }

    private Slot Rent() => new(Place.Temporary, _free.TryPop(out int index) ? index : _temporaries++);

    /// <summary>A value that nothing more needs: another may have its slot.</summary>
    public void Release(CompiledValue value)
    {
        if (value is { IsKept: false, Constant: null, Slot.Place: Place.Temporary })
        {
            _free.Push(value.Slot.Index);
        }
    }
}

/// <summary>A value of a program that is being made.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Slot">Where it lies, unless it is a constant.</param>
/// <param name="Constant">The number that it always is; null for none.</param>
/// <param name="IsKept">Whether its slot is never given to another.</param>
internal readonly record struct CompiledValue(ValueKind Kind, Slot Slot, ExpressionNumber? Constant = null, bool IsKept = false);
