namespace Cog.Rendering.Expressions;

/// <summary>Parts of an expression that are the same for every pixel are computed once, with Python's rules for numbers.</summary>
internal static class ConstantFolding
{
    /// <summary>An operation on its operands: a number when all of them are numbers.</summary>
    /// <param name="text">The text, for messages.</param>
    /// <param name="operation">What is done.</param>
    /// <param name="position">Where it stands.</param>
    /// <param name="operands">With what.</param>
    /// <exception cref="ExpressionException">A division by zero, a whole number of more than 64 bits, a number that makes no
    /// condition.</exception>
    public static ExpressionNode Apply(string text, Operation operation, int position, IReadOnlyList<ExpressionNode> operands)
    {
        if (operation == Operation.Where && operands[0].Constant is { } condition)
        {
            return condition.Kind == ValueKind.Boolean
                ? operands[condition.Whole != 0 ? 1 : 2]
                : throw ExpressionException.At(text, operands[0].Position, "found a number, expected a comparison like b1>0");
        }

        if (operation == Operation.Copy)
        {
            return operands[0];
        }

        // Of bands as well: their kinds are known later, a number with a fraction shows now.
        if (
            operation is Operation.And or Operation.Or or Operation.Xor or Operation.Invert
            && operands.Any(operand => operand.Constant is { Kind: ValueKind.Float64 })
        )
        {
            throw ExpressionException.At(
                text,
                position,
                "found a number with a fraction, expected comparisons in parentheses like (b1>5), or whole numbers"
            );
        }

        if (!operands.All(operand => operand.Constant is not null))
        {
            return new(operation, operands, position);
        }

        try
        {
            ExpressionNumber a = operands[0].Constant.GetValueOrDefault(),
                b = operands[^1].Constant.GetValueOrDefault();
            return ExpressionNode.OfConstant(Compute(operation, a, b), position);
        }
        catch (DivideByZeroException)
        {
            throw ExpressionException.At(text, position, "division by zero");
        }
        catch (OverflowException)
        {
            throw ExpressionException.At(text, position, "the result has more than 64 bits; write one number with a fraction");
        }
    }

    private static ExpressionNumber Compute(Operation operation, ExpressionNumber a, ExpressionNumber b)
    {
        bool areWhole = !a.Kind.IsFloat() && !b.Kind.IsFloat();
        bool areBoolean = a.Kind == ValueKind.Boolean && b.Kind == ValueKind.Boolean;
        return operation switch
        {
            Operation.Less => ExpressionNumber.Of(areWhole ? a.Whole < b.Whole : a.Number < b.Number),
            Operation.LessOrEqual => ExpressionNumber.Of(areWhole ? a.Whole <= b.Whole : a.Number <= b.Number),
            Operation.Equal => ExpressionNumber.Of(areWhole ? a.Whole == b.Whole : a.Number.Equals(b.Number)),
            Operation.NotEqual => ExpressionNumber.Of(areWhole ? a.Whole != b.Whole : !a.Number.Equals(b.Number)),
            Operation.Greater => ExpressionNumber.Of(areWhole ? a.Whole > b.Whole : a.Number > b.Number),
            Operation.GreaterOrEqual => ExpressionNumber.Of(areWhole ? a.Whole >= b.Whole : a.Number >= b.Number),
            Operation.And when areBoolean => ExpressionNumber.Of((a.Whole & b.Whole) != 0),
            Operation.Or when areBoolean => ExpressionNumber.Of((a.Whole | b.Whole) != 0),
            Operation.Xor when areBoolean => ExpressionNumber.Of((a.Whole ^ b.Whole) != 0),
            Operation.Invert when areBoolean => ExpressionNumber.Of(a.Whole == 0),
            Operation.And when areWhole => ExpressionNumber.Of(a.Whole & b.Whole),
            Operation.Or when areWhole => ExpressionNumber.Of(a.Whole | b.Whole),
            Operation.Xor when areWhole => ExpressionNumber.Of(a.Whole ^ b.Whole),
            Operation.Invert when areWhole => ExpressionNumber.Of(~a.Whole),
            Operation.IsNaN => ExpressionNumber.Of(double.IsNaN(a.Number)),
            Operation.IsInfinite => ExpressionNumber.Of(double.IsInfinity(a.Number)),
            Operation.IsFinite => ExpressionNumber.Of(double.IsFinite(a.Number)),
            Operation.SignBit => ExpressionNumber.Of(double.IsNegative(a.Number)),
            Operation.OnesLike => ExpressionNumber.Of(1L),
            Operation.Divide when b.Number == 0 => throw new DivideByZeroException(),
            Operation.Divide => ExpressionNumber.Of(a.Number / b.Number),
            Operation.FloorDivide or Operation.Modulo when b.Number == 0 => throw new DivideByZeroException(),
            Operation.Power when areWhole && b.Whole < 0 => ExpressionNumber.Of(Math.Pow(a.Number, b.Number)),
            _ when areWhole && OfWhole(operation, a.Whole, b.Whole) is { } whole => ExpressionNumber.Of(whole),
            _ => ExpressionNumber.Of(ElementaryFunctions.Compute(operation, a.Number, b.Number)),
        };
    }

    // Null for what gives no whole number.
    private static long? OfWhole(Operation operation, long a, long b) =>
        operation switch
        {
            Operation.Add => checked(a + b),
            Operation.Subtract => checked(a - b),
            Operation.Multiply => checked(a * b),
            Operation.FloorDivide => b == -1 ? checked(-a) : IntegerArithmetic.FloorDivide(a, b),
            Operation.Modulo => b == -1 ? 0 : IntegerArithmetic.Modulo(a, b),
            Operation.Power => Power(a, b),
            Operation.Negate => checked(-a),
            Operation.Sign => Math.Sign(a),
            Operation.Round => a,
            _ => null,
        };

    private static long Power(long a, long b)
    {
        if (a is 0 or 1 or -1)
        {
            return b == 0 || a == 1 ? 1
                : a == 0 ? 0
                : (b & 1) == 0 ? 1
                : -1;
        }

        long power = 1;
        for (long i = 0; i < b; i++)
        {
            power = checked(power * a); // At most 63 times: it overflows then.
        }

        return power;
    }
}
