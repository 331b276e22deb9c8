namespace Cog.Rendering.Expressions;

/// <summary>Expressions over the bands of a file, one for each band of a picture: <c>(b4-b3)/(b4+b3);b1</c>.</summary>
/// <remarks>
/// What rio-tiler takes: numexpr's operators and functions, without regard to case; <c>;</c> between expressions, where empty ones are left
/// out. Bands count from <c>b1</c>.
/// </remarks>
internal sealed class BandExpressions
{
    private BandExpressions(string text, IReadOnlyList<ExpressionNode> nodes, IReadOnlyList<string> texts)
    {
        var samples = new SortedSet<int>();
        foreach (ExpressionNode node in nodes)
        {
            node.AddSamplesTo(samples);
        }

        (Text, Nodes, Texts, Samples) = (text, nodes, texts, [.. samples]);
    }

    /// <summary>The whole text, in lower case.</summary>
    public string Text { get; }

    /// <summary>The expressions, each with no space around it.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The samples that they name, from 0 and in order: no others need be read.</summary>
    public IReadOnlyList<int> Samples { get; }

    internal IReadOnlyList<ExpressionNode> Nodes { get; }

    /// <summary>Reads expressions.</summary>
    /// <exception cref="ExpressionException">They make no sense, name no band, or are more than <see cref="ExpressionLimits"/>
    /// allows.</exception>
    public static BandExpressions Parse(string text)
    {
        text = text.ToLowerInvariant();
        if (text.Length > ExpressionLimits.MaxLength)
        {
            throw ExpressionException.Of(
                text,
                $"{text.Length} characters; {nameof(ExpressionLimits)}.{nameof(ExpressionLimits.MaxLength)} is {ExpressionLimits.MaxLength}"
            );
        }

        var nodes = new List<ExpressionNode>();
        var texts = new List<string>();
        for (int start = 0, end; start <= text.Length; start = end + 1)
        {
            end = text.IndexOf(';', start) is var found && found < 0 ? text.Length : found;
            if (!text.AsSpan(start, end - start).IsWhiteSpace())
            {
                nodes.Add(ExpressionGrammar.Parse(text, start, end - start));
                texts.Add(text[start..end].Trim());
            }
        }

        ThrowIfTooCostly(text, nodes);
        var expressions = new BandExpressions(text, nodes, texts);
        return expressions.Samples.Count > 0
            ? expressions
            : throw ExpressionException.Of(text, "it names no band; expected one at least, like b1");
    }

    /// <summary>Prepares them for samples of a type.</summary>
    /// <exception cref="ExpressionException">They cannot be computed of such samples.</exception>
    public ExpressionProgram Compile(SampleType type) => ExpressionCompiler.Compile(this, type);

    /// <summary>Their texts, with other names for bands.</summary>
    /// <param name="nameOf">The name of a sample, from 0.</param>
    public IReadOnlyList<string> Describe(Func<int, string> nameOf) => [.. Texts.Select(text => Describe(text, nameOf))];

    /// <summary>The place of a sample among <see cref="Samples"/>.</summary>
    internal int IndexOf(int sample)
    {
        int index = 0;
        while (Samples[index] != sample)
        {
            index++;
        }

        return index;
    }

    private static void ThrowIfTooCostly(string text, List<ExpressionNode> nodes)
    {
        int cost = nodes.Sum(node => node.Cost);
        if (cost > ExpressionLimits.MaxCost)
        {
            throw ExpressionException.Of(
                text,
                $"it costs {cost}, where a number, a band, an operator is 1 and a function like log {ExpressionLimits.CostOfFunction}; "
                    + $"{nameof(ExpressionLimits)}.{nameof(ExpressionLimits.MaxCost)} is {ExpressionLimits.MaxCost}"
            );
        }
    }

    private static string Describe(string text, Func<int, string> nameOf)
    {
        var described = new System.Text.StringBuilder(text.Length);
        for (int start = 0, end; start < text.Length; start = end)
        {
            for (end = start; end < text.Length && IsOfName(text[end]); end++) { }

            string name = text[start..end];
            if (name is ['b', ..] && int.TryParse(name.AsSpan(1), out int number))
            {
                name = nameOf(number - 1);
            }

            described.Append(name);
            if (end < text.Length)
            {
                described.Append(text[end++]);
            }
        }

        return described.ToString();
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';
}
