using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace Cog.Rendering.Expressions;

/// <summary>The grammar of an expression: Python's operators and their precedence, which are numexpr's.</summary>
/// <remarks>
/// From the loosest: comparisons (not chained), <c>|</c>, <c>^</c>, <c>&amp;</c>, <c>+ -</c>, <c>* / // %</c>, signs and <c>~</c>,
/// <c>**</c> (from the right, and with a sign in its exponent); then numbers, bands, functions and parentheses.
/// </remarks>
internal static class ExpressionGrammar
{
    private const string Operand = "a band like b1, a number, a function or '('";
    private const string Closing = "an operator, ',' or ')'";

    private static readonly Parser<ExpressionNode> s_expression = Build();

    /// <summary>Reads one expression.</summary>
    /// <param name="text">The whole text in lower case, for messages.</param>
    /// <param name="start">Where the expression starts.</param>
    /// <param name="length">Its characters.</param>
    /// <exception cref="ExpressionException">It is none, or is nested too deeply.</exception>
    public static ExpressionNode Parse(string text, int start, int length)
    {
        // Spaces in front, so that positions are those of the whole text.
        string padded = string.Concat(new string(' ', start), text.AsSpan(start, length));
        var context = new WholeText(text, padded);
        if (!s_expression.TryParse(context, out ExpressionNode node, out ParseError? error))
        {
            throw error is { Message: Operand or Closing }
                ? Unexpected(padded, error.Position.Offset, error.Message)
                : ExpressionException.At(text, error?.Position.Offset ?? start, TooDeep);
        }

        int end = context.Scanner.Cursor.Offset;
        return padded.AsSpan(end).IsWhiteSpace() ? node : throw Unexpected(padded, end, "an operator or the end");

        ExpressionException Unexpected(string block, int position, string expected)
        {
            (position, string found) = FoundAt(block, position);
            string hint = found switch
            {
                "'and'" => " (and is written &, between comparisons in parentheses)",
                "'or'" => " (or is written |, between comparisons in parentheses)",
                "'not'" => " (not is written ~)",
                "'if'" or "'else'" => " (a choice is written where(condition, then, else))",
                "'='" => " (equality is written ==)",
                _ => "",
            };
            return ExpressionException.At(text, position, $"found {found}, expected {expected}{hint}");
        }
    }

    private static string TooDeep =>
        $"nested too deeply; {nameof(ExpressionLimits)}.{nameof(ExpressionLimits.MaxDepth)} is {ExpressionLimits.MaxDepth}, where "
        + "a pair of parentheses counts twice, a sign or a power once";

    private static Parser<ExpressionNode> Build()
    {
        Deferred<ExpressionNode> expression = Deferred<ExpressionNode>();
        Deferred<ExpressionNode> signed = Deferred<ExpressionNode>();

        // Texts, not characters: parsers of reference types share their code.
        Parser<string> open = Terms.Text("(");
        Parser<string> close = Terms.Text(")").ElseError(Closing);
        Parser<ExpressionNode> group = open.SkipAnd(expression).AndSkip(close);
        Parser<ExpressionNode> named = Terms
            .Identifier()
            .And(ZeroOrOne(open.SkipAnd(Separated(Terms.Text(","), expression)).AndSkip(close)))
            .Then(static (context, start, _, parts) => Named(TextOf(context), start, parts.Item1.ToString(), FirstOf(parts.Item2)));
        Parser<ExpressionNode> primary = OneOf(new NumberParser(), named, group).ElseError(Operand);

        Parser<ExpressionNode> power = primary
            .And(ZeroOrOne(Token("**", Operation.Power).And(signed)))
            .Then(
                static (context, parts) =>
                    parts.Item2 is [var (token, exponent)] ? Apply(context, token, parts.Item1, exponent) : parts.Item1
            );
        Parser<OperatorToken> sign = OneOf(Token("-", Operation.Negate), Token("+", Operation.Copy), Token("~", Operation.Invert));
        signed.Parser = sign.And(signed).Then(static (context, parts) => Apply(context, parts.Item1, parts.Item2)).Or(power);

        Parser<ExpressionNode> product = LeftToRight(
            signed,
            Token("*", Operation.Multiply),
            Token("//", Operation.FloorDivide),
            Token("/", Operation.Divide),
            Token("%", Operation.Modulo)
        );
        Parser<ExpressionNode> sum = LeftToRight(product, Token("+", Operation.Add), Token("-", Operation.Subtract));
        Parser<ExpressionNode> and = LeftToRight(sum, Token("&", Operation.And));
        Parser<ExpressionNode> xor = LeftToRight(and, Token("^", Operation.Xor));
        Parser<ExpressionNode> or = LeftToRight(xor, Token("|", Operation.Or));
        expression.Parser = LeftToRight(
            or,
            Token("<=", Operation.LessOrEqual),
            Token("<", Operation.Less),
            Token(">=", Operation.GreaterOrEqual),
            Token(">", Operation.Greater),
            Token("==", Operation.Equal),
            Token("!=", Operation.NotEqual)
        );
        return expression;
    }

    private static Parser<OperatorToken> Token(string text, Operation operation) =>
        Terms.Text(text).Then((_, start, _, _) => new OperatorToken(operation, text, start));

    private static Parser<ExpressionNode> LeftToRight(Parser<ExpressionNode> operand, params Parser<OperatorToken>[] operators) =>
        operand.And(ZeroOrMany(OneOf(operators).And(operand))).Then(static (context, parts) => Fold(context, parts.Item1, parts.Item2));

    private static ExpressionNode Fold(ParseContext context, ExpressionNode first, IReadOnlyList<(OperatorToken, ExpressionNode)> rest)
    {
        ExpressionNode node = first;
        for (int i = 0; i < rest.Count; i++)
        {
            (OperatorToken token, ExpressionNode operand) = rest[i];
            if (i > 0 && token.Operation is >= Operation.Less and <= Operation.GreaterOrEqual)
            {
                throw ExpressionException.At(
                    TextOf(context),
                    token.Position,
                    $"found '{token.Text}' after another comparison; comparisons bind looser than & and |, and are not chained: put "
                        + "each in parentheses, like (b1>5)&(b1<9)"
                );
            }

            node = Apply(context, token, node, operand);
        }

        return node;
    }

    private static ExpressionNode Apply(ParseContext context, OperatorToken token, params ReadOnlySpan<ExpressionNode> operands) =>
        ConstantFolding.Apply(TextOf(context), token.Operation, token.Position, [.. operands]);

    private static ExpressionNode Named(string text, int start, string name, IReadOnlyList<ExpressionNode>? arguments)
    {
        if (arguments is null)
        {
            return BandNumber(name) is { } number ? ExpressionNode.OfBand(number - 1, start)
                : ExpressionFunctions.Find(name) is null ? throw NotABand(text, start, name)
                : throw ExpressionException.At(text, start, $"{name} is a function, expected '(' after it");
        }

        if (ExpressionFunctions.Find(name) is not { } function)
        {
            throw ExpressionException.At(
                text,
                start,
                name switch
                {
                    "min" => "min would be one number of all pixels; minimum(b1, b2) is the smaller of two",
                    "max" => "max would be one number of all pixels; maximum(b1, b2) is the larger of two",
                    "sum" or "prod" => $"{name} would be one number of all pixels; write b1+b2 or b1*b2",
                    _ => $"there is no function '{name}'; expected one of {ExpressionFunctions.Names}",
                }
            );
        }

        return arguments.Count == function.Arguments
            ? ConstantFolding.Apply(text, function.Operation, start, [.. arguments])
            : throw ExpressionException.At(text, start, $"{name} has {arguments.Count} arguments, expected {function.Arguments}");
    }

    private static ExpressionException NotABand(string text, int start, string name) =>
        name is "and" or "or" or "not" or "if" or "else"
            ? ExpressionException.At(
                text,
                start,
                $"'{name}' has no meaning here; write & for and, | for or, ~ for not, where(condition, then, else) for a choice"
            )
            : ExpressionException.At(text, start, $"'{name}' is no band; expected b1 for the first band, b2 for the second");

    // The regular expression of rio-tiler: b and digits; a zero in front names no band.
    private static int? BandNumber(string name) =>
        name is ['b', not '0', ..]
        && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        && number is >= 1 and <= ushort.MaxValue // SamplesPerPixel is a SHORT: TIFF 6.0 section 8.
            ? number
            : null;

    private static (int Position, string Found) FoundAt(string text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        int end = position;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return (position, position == text.Length ? "the end" : $"'{text[position..Math.Max(end, position + 1)]}'");
    }

    private static IReadOnlyList<ExpressionNode>? FirstOf(IReadOnlyList<IReadOnlyList<ExpressionNode>> lists) =>
        lists is [var first, ..] ? first : null;

    private static string TextOf(ParseContext context) => ((WholeText)context).Text;

    // Besides the expression that is read, the text that messages show. An expression itself is two steps deep.
    private sealed class WholeText(string text, string padded) : ParseContext(new Scanner(padded), ExpressionLimits.MaxDepth + 2)
    {
        public string Text => text;
    }

    private sealed class NumberParser : Parser<ExpressionNode>
    {
        // 12, 1.5, .5, 5., each with an exponent or without: Python's numbers, but for underscores, other bases and imaginary ones.
        public override bool Parse(ParseContext context, ref ParseResult<ExpressionNode> result)
        {
            TextPosition before = context.Scanner.Cursor.Position;
            context.SkipWhiteSpace();
            int start = context.Scanner.Cursor.Offset;
            int length = LengthOf(context.Scanner.Buffer.AsSpan(start));
            if (length == 0)
            {
                context.Scanner.Cursor.ResetPosition(before);
                return false;
            }

            context.Scanner.Cursor.AdvanceNoNewLines(length);
            var value = ExpressionNumber.Parse(context.Scanner.Buffer.AsSpan(start, length));
            result.Set(start, start + length, ExpressionNode.OfConstant(value, start));
            return true;
        }

        private static int LengthOf(ReadOnlySpan<char> text)
        {
            int end = Digits(text, 0);
            int digits = end;
            if (end < text.Length && text[end] == '.')
            {
                int fraction = Digits(text, end + 1);
                digits += fraction - end - 1;
                end = fraction;
            }

            if (digits == 0)
            {
                return 0;
            }

            int exponent = end + 1;
            if (end >= text.Length || text[end] != 'e')
            {
                return end;
            }

            exponent += exponent < text.Length && text[exponent] is ('+' or '-') ? 1 : 0;
            int last = Digits(text, exponent);
            return last > exponent ? last : end;
        }

        private static int Digits(ReadOnlySpan<char> text, int start)
        {
            int end = start;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            return end;
        }
    }

    private sealed class OperatorToken(Operation operation, string text, int position)
    {
        public Operation Operation => operation;

        public string Text => text;

        public int Position => position;
    }
}
