using System.Globalization;

namespace Cog.Rendering.Styling;

/// <summary>Bands by the numbers that TiTiler's <c>bidx</c> gives them, from 1.</summary>
internal static class BandSelection
{
    /// <summary>
    /// Reads the values of a <c>bidx</c> parameter, given once or repeated: <c>1</c>, <c>3,2,1</c>. A band may come twice.
    /// </summary>
    /// <param name="values">The parameter's values.</param>
    /// <param name="bandCount">How many bands the file has.</param>
    /// <returns>Sample numbers from 0, in order; null when the parameter was not given.</returns>
    /// <exception cref="FormatException">Not numbers, or no such band.</exception>
    public static IReadOnlyList<int>? Parse(IEnumerable<string> values, int bandCount)
    {
        List<int>? bands = null;
        foreach (string text in values)
        {
            foreach (string word in text.Split(','))
            {
                if (
                    !int.TryParse(
                        word,
                        NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                        CultureInfo.InvariantCulture,
                        out int number
                    )
                )
                {
                    throw new FormatException(
                        $"bidx is '{text}': '{word.Trim()}' is not a band number; expected numbers from 1 to {bandCount}, like 3,2,1."
                    );
                }

                if (number < 1 || number > bandCount)
                {
                    throw new FormatException($"bidx is '{text}': there is no band {number}, the file has {bandCount}; the first is 1.");
                }

                (bands ??= []).Add(number - 1);
            }
        }

        return bands;
    }
}
