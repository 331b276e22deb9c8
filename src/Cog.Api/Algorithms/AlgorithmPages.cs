using Cog.Api.Html;
using Cog.Rendering.Algorithms;

namespace Cog.Api.Algorithms;

/// <summary>The algorithms for people.</summary>
internal static class AlgorithmPages
{
    /// <summary>The list of algorithms.</summary>
    /// <param name="algorithms">What each is.</param>
    /// <param name="root">Where this server is.</param>
    public static BufferedResponse List(IEnumerable<AlgorithmDefinition> algorithms, string root) =>
        HtmlPage.Of(
            "Algorithms",
            $"{root}/",
            Markup.Of(
                $"""
                <p class="quiet">What <code>algorithm</code> can name.</p>
                {Markup.Table(["Name", "What it makes"], algorithms.Select(one => Row(one, root)))}
                """
            )
        );

    /// <summary>One algorithm with its parameters.</summary>
    /// <param name="algorithm">What it is.</param>
    /// <param name="root">Where this server is.</param>
    public static BufferedResponse One(AlgorithmDefinition algorithm, string root) =>
        HtmlPage.Of(
            algorithm.Id,
            $"{root}/",
            Markup.Of(
                $"""
                <p>{algorithm.Description}</p>
                <p><a href="{root}/algorithms/{algorithm.Id}?f=json">JSON</a> <a href="{root}/algorithms?f=html">All algorithms</a></p>
                {Parameters(algorithm)}
                """
            )
        );

    private static Markup Row(AlgorithmDefinition algorithm, string root) =>
        Markup.Of(
            $"""
            <tr><td><a href="{root}/algorithms/{algorithm.Id}?f=html">{algorithm.Id}</a></td><td>{algorithm.Description}</td></tr>
            """
        );

    private static Markup Parameters(AlgorithmDefinition algorithm) =>
        algorithm.Parameters.Count == 0
            ? Markup.Of($"<p class=\"quiet\">It has no parameters.</p>")
            : Markup.Table(["algorithm_params", "Unless set", "From", "To", "Meaning"], algorithm.Parameters.Select(Row));

    private static Markup Row(AlgorithmParameter parameter) =>
        Markup.Of(
            $"""
            <tr><td class="code">{parameter.Name}</td><td>{(
                parameter.Default is { } number ? Markup.Of($"{number}") : Markup.Of($"–")
            )}</td>
            <td>{parameter.Minimum}</td><td>{parameter.Maximum}</td><td>{parameter.Description ?? parameter.Title}</td></tr>
            """
        );
}
