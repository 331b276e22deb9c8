namespace Cog.Hosting.Telemetry;

/// <summary>What a request cost, as <c>Server-Timing</c> (W3C Server Timing): browsers show it beside the answer.</summary>
/// <remarks>
/// <c>header;dur=0.1;desc="memory"</c>, then the other stages; <c>blocks;desc="4"</c> decoded, <c>cached;desc="3"</c> of them found in
/// memory;
/// <c>range;dur=18.2;desc="48112+61720"</c> for each read, by offset and length, as many as a header line bears; <c>total</c>.
/// </remarks>
internal static class ServerTiming
{
    private const int MaxRanges = 20;

    /// <summary>The header's value.</summary>
    public static string Of(RequestLog log)
    {
        IEnumerable<string> stages = log.Stages.Select(s =>
            s.Stage == "header" && log.HeaderFrom is not null
                ? string.Create(CultureInfo.InvariantCulture, $"header;dur={s.Milliseconds:0.0};desc=\"{log.HeaderFrom}\"")
                : string.Create(CultureInfo.InvariantCulture, $"{s.Stage};dur={s.Milliseconds:0.0}")
        );
        IEnumerable<string> blocks =
            log.Reads.Blocks > 0 ? [$"blocks;desc=\"{log.Reads.Blocks}\"", $"cached;desc=\"{log.Reads.BlocksFromMemory}\""] : [];
        IReadOnlyList<ReadRecord> reads = log.Reads.Reads;
        IEnumerable<string> ranges = reads
            .Take(MaxRanges)
            .Select(r =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"range;dur={r.Elapsed.TotalMilliseconds:0.0};desc=\"{r.Range.Offset}+{r.Range.Length}\""
                )
            );
        IEnumerable<string> more = reads.Count > MaxRanges ? [$"more-ranges;desc=\"{reads.Count - MaxRanges}\""] : [];
        return string.Join(
            ", ",
            [
                .. stages,
                .. blocks,
                .. ranges,
                .. more,
                string.Create(CultureInfo.InvariantCulture, $"total;dur={log.Elapsed.TotalMilliseconds:0.0}"),
            ]
        );
    }
}
