namespace Cog.Rendering.Expressions;

/// <summary>A part of an expression.</summary>
/// <param name="operation">What is done.</param>
/// <param name="operands">With what.</param>
/// <param name="position">Where it stands in the text, from 0.</param>
internal sealed class ExpressionNode(Operation operation, IReadOnlyList<ExpressionNode> operands, int position)
{
    public Operation Operation => operation;

    public IReadOnlyList<ExpressionNode> Operands => operands;

    public int Position => position;

    /// <summary>Of <see cref="Operation.Band"/>: the sample, from 0.</summary>
    public int Sample { get; private init; }

    /// <summary>Of <see cref="Operation.Constant"/>; null else.</summary>
    public ExpressionNumber? Constant { get; private init; }

    /// <summary>What it costs to compute (<see cref="ExpressionLimits.MaxCost"/>).</summary>
    public int Cost { get; } = operands.Sum(operand => operand.Cost) + CostOf(operation);

    public static ExpressionNode OfBand(int sample, int position) => new(Operation.Band, [], position) { Sample = sample };

    public static ExpressionNode OfConstant(ExpressionNumber value, int position) =>
        new(Operation.Constant, [], position) { Constant = value };

    /// <summary>The samples that it names, from 0.</summary>
    public void AddSamplesTo(ISet<int> samples)
    {
        if (Operation == Operation.Band)
        {
            samples.Add(Sample);
        }

        foreach (ExpressionNode operand in Operands)
        {
            operand.AddSamplesTo(samples);
        }
    }

    private static int CostOf(Operation operation) =>
        operation is Operation.Power or (> Operation.Round and <= Operation.NextAfter) ? ExpressionLimits.CostOfFunction : 1;
}
