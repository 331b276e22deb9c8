using System.Text;

namespace Cog.Api.Items;

/// <summary>
/// Expressions of TiTiler before 2.0, in which assets stand by their names: <c>red_b1/nir_b1</c>, or <c>red/nir</c> where each asset is a
/// band. They say which assets are read, too.
/// </summary>
internal static class NamedExpression
{
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase) { "and", "or", "not", "true", "false" };

    /// <summary>Finds the assets in an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="choices">The assets that the request names besides, with what is chosen of them.</param>
    /// <param name="isAssetAsBand">Whether a name alone is a band.</param>
    /// <returns>The expression over <c>b1</c>, <c>b2</c> …, and the assets whose bands these are; null where no asset is named.</returns>
    public static (string Expression, IReadOnlyList<AssetChoice> Choices)? Resolve(
        string text,
        IReadOnlyList<AssetChoice> choices,
        bool isAssetAsBand
    )
    {
        string[] names = [.. choices.Select(choice => choice.Name).Distinct().OrderByDescending(name => name.Length)];
        var found = new List<(string Name, int Band)>();
        var rewritten = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; )
        {
            bool isStart = at == 0 || !IsOfWord(text[at - 1]);
            (string Name, int Band, int Length) reference = isStart ? ReferenceAt(text, at, names, isAssetAsBand) : default;
            if (reference.Length == 0)
            {
                rewritten.Append(text[at++]);
                continue;
            }

            int place = found.IndexOf((reference.Name, reference.Band));
            if (place < 0)
            {
                place = found.Count;
                found.Add((reference.Name, reference.Band));
            }

            rewritten.Append(CultureInfo.InvariantCulture, $"b{place + 1}");
            at += reference.Length;
        }

        return found.Count == 0 ? null : (rewritten.ToString(), [.. found.Select(band => Choose(band.Name, band.Band, choices))]);
    }

    // One band each: what is chosen of the asset is counted on from there, as rio-tiler names it.
    private static AssetChoice Choose(string name, int band, IReadOnlyList<AssetChoice> choices)
    {
        AssetChoice? chosen = choices.FirstOrDefault(choice => choice.Name == name);
        if (band == 0)
        {
            return chosen ?? new(name);
        }

        return chosen?.Expression is { } expression && expression.Split(';') is var parts && band <= parts.Length
            ? chosen with
            {
                Expression = parts[band - 1],
            }
            : new(name) { BandIndexes = [band] };
    }

    private static (string Name, int Band, int Length) ReferenceAt(string text, int at, string[] names, bool isAssetAsBand)
    {
        foreach (string name in names)
        {
            if (
                string.CompareOrdinal(text, at, name, 0, name.Length) == 0
                && Ended(name, BandAt(text, at + name.Length), text, at, isAssetAsBand) is { Length: > 0 } reference
            )
            {
                return reference;
            }
        }

        // An asset that is named nowhere else: a word, and not a function, a band or a number.
        int end = at;
        while (end < text.Length && IsOfWord(text[end]))
        {
            end++;
        }

        string word = text[at..end];
        bool isFunction = text.AsSpan(end).TrimStart() is ['(', ..];
        if (word.Length == 0 || !(char.IsAsciiLetter(word[0]) || word[0] == '_') || isFunction || s_words.Contains(word) || IsBand(word))
        {
            return default;
        }

        int mark = word.LastIndexOf("_b", StringComparison.Ordinal);
        return mark > 0 && int.TryParse(word.AsSpan(mark + 2), NumberStyles.None, CultureInfo.InvariantCulture, out int band) && band > 0
                ? (word[..mark], band, word.Length)
            : isAssetAsBand ? (word, 0, word.Length)
            : default;
    }

    private static (string Name, int Band, int Length) Ended(
        string name,
        (int Band, int Length) band,
        string text,
        int at,
        bool isAssetAsBand
    )
    {
        int end = at + name.Length + band.Length;
        bool isWhole = end == text.Length || !IsOfWord(text[end]);
        return isWhole && (band.Length > 0 || isAssetAsBand) ? (name, band.Band, end - at) : default;
    }

    // _b1
    private static (int Band, int Length) BandAt(string text, int at)
    {
        int end = at + 2;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return
            at + 2 < text.Length
            && text.AsSpan(at, 2) is "_b"
            && int.TryParse(text.AsSpan(at + 2, end - at - 2), NumberStyles.None, CultureInfo.InvariantCulture, out int band)
            && band > 0
            ? (band, end - at)
            : default;
    }

    private static bool IsBand(string word) =>
        word[0] is 'b' && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsOfWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
