using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cog.Api.Html;

/// <summary>A piece of HTML. What is put into one is escaped, for text and for attributes in quotes, unless it is HTML itself.</summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Markup(string Text)
{
    /// <summary><c>Markup.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>: every hole is escaped.</summary>
    public static Markup Of(MarkupBuilder builder) => builder.ToMarkup();

    /// <summary>Several pieces, one after the other.</summary>
    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Text)));

    /// <summary>A table.</summary>
    /// <param name="headings">Of its columns.</param>
    /// <param name="rows">Each a <c>tr</c>.</param>
    public static Markup Table(IEnumerable<string> headings, IEnumerable<Markup> rows) =>
        Of(
            $"""
            <div class="scroll"><table>
            <thead><tr>{Join(headings.Select(heading => Of($"<th>{heading}</th>")))}</tr></thead>
            <tbody>
            {Join(rows)}
            </tbody></table></div>
            """
        );

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Puts a piece of HTML together: see <see cref="Markup.Of"/>.</summary>
[InterpolatedStringHandler]
internal readonly ref struct MarkupBuilder
{
    private readonly StringBuilder _text;

    /// <summary>Starts; the compiler says how much there will be.</summary>
    public MarkupBuilder(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 32));

    /// <summary>Markup of this program.</summary>
    public void AppendLiteral(string markup) => _text.Append(markup);

    /// <summary>Markup that was put together before.</summary>
    public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

    /// <summary>Text, escaped.</summary>
    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(text));

    /// <summary>A number.</summary>
    public void AppendFormatted<T>(T number)
        where T : struct, IFormattable => AppendFormatted(number.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>The HTML that was put together.</summary>
    public Markup ToMarkup() => new(_text.ToString());
}
