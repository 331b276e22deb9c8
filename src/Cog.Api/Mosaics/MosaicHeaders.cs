using System.Text;

namespace Cog.Api.Mosaics;

/// <summary>What an answer made of many files says of them.</summary>
internal static class MosaicHeaders
{
    // Fronts take some kilobytes of headers in all.
    private const int MaxLength = 2000;

    /// <summary>
    /// Sets <c>X-Assets</c> (files that something is shown of), <c>X-Mosaic-Failed</c> (those that could not be read) and
    /// <c>X-Mosaic-Left-Out</c> (how many more there are than one answer is made of).
    /// </summary>
    /// <param name="headers">Where to.</param>
    /// <param name="run">The files.</param>
    /// <param name="isDone">Whether files have been read.</param>
    public static void Write(IHeaderDictionary headers, MosaicRun run, bool isDone)
    {
        if (run.LeftOut is { } leftOut)
        {
            headers["X-Mosaic-Left-Out"] = leftOut;
        }

        if (!isDone)
        {
            return;
        }

        Set(headers, "X-Assets", run.Used);
        Set(headers, "X-Mosaic-Failed", run.Failed.Select(failed => failed.Name));
    }

    private static void Set(IHeaderDictionary headers, string header, IEnumerable<string> names)
    {
        string[] all = [.. names.Select(Shown)];
        if (all.Length == 0)
        {
            headers.Remove(header);
            return;
        }

        var text = new StringBuilder();
        for (int i = 0; i < all.Length; i++)
        {
            if (text.Length + all[i].Length > MaxLength)
            {
                text.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}+{all.Length - i}");
                break;
            }

            text.Append(i > 0 ? "," : "").Append(all[i]);
        }

        headers[header] = text.ToString();
    }

    // Without what may be a signature, and in characters that a header may have; a comma parts names.
    private static string Shown(string name)
    {
        string shown = ShownAddress.Of(name);
        return shown.All(c => c is > ' ' and < (char)127 and not ',') ? shown : Uri.EscapeDataString(shown);
    }
}
