namespace Cog.Rendering.Styling;

/// <summary>A linear stretch: <paramref name="Minimum"/> becomes 0, <paramref name="Maximum"/> 255, clipped outside.</summary>
internal readonly record struct Rescale(double Minimum, double Maximum)
{
    private const string Expected = "two different numbers a band, minimum,maximum, like 0,3000";

    /// <summary>
    /// Reads the values of a <c>rescale</c> parameter, given once or repeated: <c>0,100</c>, <c>[0,100]</c>, <c>0,1,2,3</c>,
    /// <c>[[0,1],[2,3]]</c>.
    /// </summary>
    /// <returns>
    /// One range a pair of numbers, in order. A minimum above its maximum is TiTiler's, too: all that is to be seen becomes 255.
    /// </returns>
    /// <exception cref="FormatException">No pairs of different finite numbers.</exception>
    public static IReadOnlyList<Rescale> Parse(params IEnumerable<string> values)
    {
        var ranges = new List<Rescale>();
        foreach (string text in values)
        {
            AddRanges(text, ranges);
        }

        return ranges;
    }

    private static void AddRanges(string text, List<Rescale> ranges)
    {
        // TiTiler takes no notice of brackets, wherever they are.
        string[] words = text.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split(',');
        if (words.Length % 2 != 0)
        {
            throw new FormatException($"rescale is '{text}': {words.Length} values; expected {Expected}.");
        }

        for (int i = 0; i < words.Length; i += 2)
        {
            var range = new Rescale(Number(words[i], text), Number(words[i + 1], text));
            if (range.Minimum == range.Maximum)
            {
                throw new FormatException($"rescale is '{text}': {words[i].Trim()} comes twice; expected {Expected}.");
            }

            ranges.Add(range);
        }
    }

    private static double Number(string word, string text) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"rescale is '{text}': '{word.Trim()}' is not a finite number; expected {Expected}.");
}
