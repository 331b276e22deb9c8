namespace Cog.Rendering.Expressions;

/// <summary>From an expression to operations on chunks of one type of samples, with numexpr's kinds of values.</summary>
/// <remarks>
/// Comparisons are booleans, whole samples whole numbers of 32 or 64 bits that wrap around, 32-bit floats stay so until they meet a number
/// with a fraction. The quotient of whole numbers, and what a function makes of them, has 64 bits.
/// </remarks>
internal sealed class ExpressionCompiler
{
    // numexpr multiplies instead of calling pow() up to here ("Approximate break even point").
    private const int MaxMultipliedPower = 50;

    private readonly BandExpressions _expressions;
    private readonly SampleType _type;
    private readonly ProgramBuilder _program = new();

    private ExpressionCompiler(BandExpressions expressions, SampleType type) => (_expressions, _type) = (expressions, type);

    /// <summary>Compiles all expressions.</summary>
    /// <param name="expressions">What is computed.</param>
    /// <param name="type">Of the samples.</param>
    /// <exception cref="ExpressionException">It cannot be computed of such samples.</exception>
    public static ExpressionProgram Compile(BandExpressions expressions, SampleType type)
    {
        // Once for the kinds, since all bands of a raster have one type, and once to keep.
        ValueKind output = expressions
            .Nodes.Select(node => new ExpressionCompiler(expressions, type).Emit(node).Kind)
            .Aggregate((one, other) => one.BesideIn(other));
        var compiler = new ExpressionCompiler(expressions, type);
        for (int i = 0; i < expressions.Nodes.Count; i++)
        {
            compiler.EmitOutput(expressions.Nodes[i], output, i);
        }

        return compiler._program.Build(type, output, expressions);
    }

    private void EmitOutput(ExpressionNode node, ValueKind kind, int index)
    {
        CompiledValue value = Emit(node);
        if (value.Kind.IsFloat() && value.Kind != kind)
        {
            value = _program.Emit(Operation.Finite, value.Kind, value.Kind, value);
        }

        _program.Output(value, kind, index);
    }

    private CompiledValue Emit(ExpressionNode node) =>
        node.Operation switch
        {
            Operation.Constant => new(node.Constant.GetValueOrDefault().Kind, default, node.Constant),
            Operation.Band => EmitBand(node),
            Operation.Real or Operation.Imaginary => EmitPart(node),
            Operation.Absolute when IsComplexBand(node.Operands[0]) => _program.Load(
                IndexOf(node.Operands[0]),
                Operation.Absolute,
                ValueKind.Float64
            ),
            Operation.Power => EmitPower(node),
            Operation.Where => EmitWhere(node),
            >= Operation.Less and <= Operation.GreaterOrEqual => EmitComparison(node),
            Operation.And or Operation.Or or Operation.Xor or Operation.Invert => EmitBitwise(node),
            >= Operation.Add and <= Operation.Negate => EmitArithmetic(node),
            _ => EmitFunction(node),
        };

    private CompiledValue[] EmitOperands(ExpressionNode node)
    {
        var operands = new CompiledValue[node.Operands.Count];
        for (int i = 0; i < operands.Length; i++)
        {
            operands[i] = Emit(node.Operands[i]);
        }

        return operands;
    }

    private CompiledValue EmitBand(ExpressionNode node)
    {
        if (_type.IsComplex())
        {
            string band = $"b{node.Sample + 1}";
            throw Fault(node, $"{band} holds complex numbers ({_type.NumPyName()}); expected real({band}), imag({band}) or abs({band})");
        }

        ValueKind kind = ValueKinds.Of(_type);
        return kind.ToSampleType() == _type
            ? new(kind, new(Place.Band, IndexOf(node)))
            : _program.Load(IndexOf(node), Operation.Band, kind);
    }

    // real(b1) of complex samples takes a component; of real numbers they are what numexpr makes of them.
    private CompiledValue EmitPart(ExpressionNode node)
    {
        ExpressionNode operand = node.Operands[0];
        return IsComplexBand(operand) ? _program.Load(IndexOf(operand), node.Operation, ValueKind.Float64)
            : node.Operation == Operation.Real ? _program.As(Emit(operand), ValueKind.Float64)
            : _program.Emit(
                Operation.Multiply,
                ValueKind.Float64,
                ValueKind.Float64,
                Emit(operand),
                new(ValueKind.Float64, default, ExpressionNumber.Of(0.0))
            );
    }

    private CompiledValue EmitArithmetic(ExpressionNode node)
    {
        CompiledValue[] operands = EmitOperands(node);
        ValueKind kind = CommonKind(operands);
        Operation operation = node.Operation;
        if (kind == ValueKind.Boolean)
        {
            operation = operation switch
            {
                Operation.Add => Operation.Or,
                Operation.Multiply => Operation.And,
                Operation.Divide => Operation.Divide,
                _ => throw Fault(node, "found only comparisons, expected numbers; 1*(b1>0) makes a number of one"),
            };
        }

        if (operation == Operation.Divide && !kind.IsFloat())
        {
            kind = ValueKind.Float64;
        }

        return _program.Emit(operation, kind, kind, operands);
    }

    private CompiledValue EmitComparison(ExpressionNode node)
    {
        CompiledValue[] operands = EmitOperands(node);
        ValueKind kind = CommonKind(operands).With(ValueKind.Int32);
        return _program.Emit(node.Operation, kind, ValueKind.Boolean, operands);
    }

    private CompiledValue EmitBitwise(ExpressionNode node)
    {
        CompiledValue[] operands = EmitOperands(node);
        ValueKind kind = CommonKind(operands);
        return kind.IsFloat()
            ? throw Fault(node, "found numbers with a fraction, expected comparisons in parentheses like (b1>5), or whole numbers")
            : _program.Emit(node.Operation, kind, kind, operands);
    }

    private CompiledValue EmitWhere(ExpressionNode node)
    {
        CompiledValue condition = Emit(node.Operands[0]);
        if (condition.Kind != ValueKind.Boolean)
        {
            throw Fault(node.Operands[0], "found a number as where's condition, expected a comparison like b1>0");
        }

        CompiledValue one = Emit(node.Operands[1]),
            other = Emit(node.Operands[2]);
        ValueKind kind = one.Kind.With(other.Kind);
        return _program.Emit(Operation.Where, kind, kind, condition, _program.As(one, kind), _program.As(other, kind));
    }

    private CompiledValue EmitPower(ExpressionNode node)
    {
        CompiledValue value = Emit(node.Operands[0]);
        value = _program.As(value, value.Kind.With(ValueKind.Int32));
        if (node.Operands[1].Constant is not { } exponent)
        {
            CompiledValue other = Emit(node.Operands[1]);
            ValueKind common = value.Kind.With(other.Kind);
            return _program.Emit(Operation.Power, common, common, value, other);
        }

        if (value.Kind.IsInteger() && exponent is { Kind: ValueKind.Int32 or ValueKind.Int64, Whole: < 0 })
        {
            throw Fault(node, $"found a whole number to the power {exponent.Whole}, expected a fraction like {exponent.Whole}.0");
        }

        double twice = exponent.Number * 2;
        if (Math.Abs(exponent.Number) > MaxMultipliedPower || twice != Math.Floor(twice))
        {
            ValueKind common = value.Kind.With(exponent.Kind);
            return _program.Emit(Operation.Power, common, common, value, new(exponent.Kind, default, exponent));
        }

        bool isWhole = twice >= 0 && twice % 2 == 0;
        ValueKind kind = value.Kind.IsInteger() && !isWhole ? ValueKind.Float64 : value.Kind;
        if (twice == 4)
        {
            return _program.Emit(Operation.Multiply, kind, kind, value, value);
        }

        CompiledValue power = _program.Emit(Operation.IntegerPower, kind, kind, value);
        _program.Last.HalfExponent = (int)twice;
        return power;
    }

    private CompiledValue EmitFunction(ExpressionNode node)
    {
        CompiledValue[] operands = EmitOperands(node);
        ValueKind kind = CommonKind(operands);
        switch (node.Operation)
        {
            case Operation.Sign or Operation.Round when kind.IsInteger():
                return node.Operation == Operation.Round ? operands[0] : _program.Emit(node.Operation, kind, kind, operands);
            case Operation.OnesLike:
                _program.Release(operands[0]);
                kind = kind.With(ValueKind.Int32);
                return new(kind, default, ExpressionNumber.Of(1L).As(kind));
            case Operation.IsNaN or Operation.IsInfinite or Operation.IsFinite or Operation.SignBit:
                return _program.Emit(node.Operation, ValueKind.Float64, ValueKind.Boolean, operands);
        }

        bool isOf64Bits =
            node.Operation
            is Operation.Sign
                or Operation.Round
                or Operation.Truncate
                or Operation.Maximum
                or Operation.Minimum
                or Operation.Hypot
                or Operation.CopySign
                or Operation.NextAfter;
        kind = !isOf64Bits && kind is (ValueKind.Boolean or ValueKind.Float32) ? ValueKind.Float32 : ValueKind.Float64;
        return _program.Emit(node.Operation, kind, kind, operands);
    }

    private bool IsComplexBand(ExpressionNode node) => node.Operation == Operation.Band && _type.IsComplex();

    private int IndexOf(ExpressionNode band) => _expressions.IndexOf(band.Sample);

    private ExpressionException Fault(ExpressionNode node, string fault) => ExpressionException.At(_expressions.Text, node.Position, fault);

    private static ValueKind CommonKind(ReadOnlySpan<CompiledValue> values)
    {
        ValueKind kind = ValueKind.Boolean;
        foreach (CompiledValue value in values)
        {
            kind = kind.With(value.Kind);
        }

        return kind;
    }
}
