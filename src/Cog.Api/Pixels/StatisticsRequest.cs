using Cog.Rendering.Statistics;

namespace Cog.Api.Pixels;

/// <summary>What statistics of a file and of an area in it have in common.</summary>
/// <param name="Query">The parameters, the file's address among them.</param>
/// <param name="Size">How large the picture is that is counted.</param>
/// <param name="Parameters">Bands, resampling, nodata.</param>
/// <param name="Options">What is counted.</param>
internal sealed record StatisticsRequest(RequestQuery Query, OutputSize Size, RenderParameters Parameters, StatisticsOptions Options)
{
    private const int MaxBins = 4096,
        MaxValues = 1024;

    /// <summary>Reads the query.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="maxSize">What holds when no size is asked for; null for the file's own resolution.</param>
    public static StatisticsRequest Parse(RequestQuery query, int? maxSize)
    {
        (int bins, double[] edges) = query.Read("histogram_bins", () => ParseBins(query), (10, []));
        return new(
            query,
            OutputSize.Parse(query, path: null, maxSize),
            RenderQuery.Parse(query),
            new()
            {
                IsCategorical = query.Flag("categorical", absent: false),
                Categories = query.Read<double[]>("c", () => [.. Values("c", query).Select(text => Number("c", text))], []),
                Percentiles = query.Read<int[]>("p", () => ParsePercentiles(query), []),
                Bins = bins,
                BinEdges = edges,
                Range = query.Read("histogram_range", () => ParseRange(query), null),
            }
        );
    }

    private static int[] ParsePercentiles(RequestQuery query) =>
        Values("p", query) is { Length: > 0 } values
            ? [.. values.Select(text => RequestQuery.ParseInteger("p", text, 0, 100)).Distinct()]
            : [2, 98];

    private static string[] Values(string name, RequestQuery query)
    {
        string[] values = [.. query.All(name).SelectMany(text => text.Split(','))];
        return values.Length <= MaxValues
            ? values
            : throw new FormatException($"{name} is given {values.Length} times: at most {MaxValues} are taken.");
    }

    // A number of bins, or their edges.
    private static (int Bins, double[] Edges) ParseBins(RequestQuery query)
    {
        const string Name = "histogram_bins";
        if (query.Text(Name) is not { } text)
        {
            return (10, []);
        }

        string[] parts = text.Split(',');
        if (parts.Length == 1)
        {
            return (RequestQuery.ParseInteger(Name, text, 1, MaxBins), []);
        }

        double[] edges =
            parts.Length <= MaxBins + 1
                ? [.. parts.Select(part => Number(Name, part))]
                : throw new FormatException($"{Name} has {parts.Length} edges: at most {MaxBins + 1} are taken.");
        return edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second)
            ? (edges.Length - 1, edges)
            : throw new FormatException($"{Name} is '{text}': expected a number of bins, or their edges, ascending.");
    }

    private static (double Minimum, double Maximum)? ParseRange(RequestQuery query)
    {
        const string Name = "histogram_range";
        if (query.Text(Name) is not { } text)
        {
            return null;
        }

        double[] numbers = [.. text.Split(',').Select(part => Number(Name, part))];
        return numbers is [var minimum, var maximum] && minimum <= maximum
            ? double.IsFinite(maximum - minimum)
                ? (minimum, maximum)
                : throw new FormatException($"{Name} is '{text}': from one to the other is more than a number can say.")
            : throw new FormatException($"{Name} is '{text}': expected minimum,maximum.");
    }

    private static double Number(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"{name} is '{text}': expected a number.");
}
