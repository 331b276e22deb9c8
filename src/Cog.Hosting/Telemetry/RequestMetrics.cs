using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Telemetry;

/// <summary>
/// The one line that a function logs for each request: what it was, what became of it, what it cost, and the same as metrics that
/// CloudWatch takes out of the line.
/// </summary>
/// <remarks>
/// CloudWatch embedded metric format: the object <c>_aws</c> names the members beside it that are metrics, and those that are their
/// dimensions. Dimensions have few values (function, route), for each combination is paid for; everything else is to be searched, not
/// summed.
/// </remarks>
/// <param name="lines">Where to.</param>
/// <param name="function">The function's name.</param>
/// <param name="isVerbose">Whether every read is listed.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestMetrics(LogLines lines, string function, bool isVerbose, TimeProvider time)
{
    private const string Namespace = "CogFunctions";

    /// <summary>Writes the line.</summary>
    public void Write(HttpContext context, RequestLog log)
    {
        int status = log.Status ?? context.Response.StatusCode;
        lines.Write(status >= StatusCodes.Status500InternalServerError ? LogLevel.Error : LogLevel.Information, json =>
            WriteFields(json, context, log, status)
        );
    }

    private void WriteFields(Utf8JsonWriter json, HttpContext context, RequestLog log, int status)
    {
        DateTimeOffset now = time.GetUtcNow();
        json.WriteString("requestId", context.TraceIdentifier);
        json.WriteString("method", context.Request.Method);
        json.WriteString("path", Redaction.OfPath(context.Request.Path.Value)); // The query is left out: an address in it may be signed.
        json.WriteNumber("status", status);
        json.WriteString("outcome", OutcomeOf(status));
        WriteText(json, "failure", log.Failure);
        WriteText(json, "source", log.Source);
        WriteText(json, "header", log.HeaderFrom);
        json.WriteStartObject("stages");
        foreach ((string stage, double milliseconds) in log.Stages)
        {
            json.WriteNumber(stage, Math.Round(milliseconds, 2));
        }

        json.WriteEndObject();
        if (isVerbose || lines.Has(LogLevel.Debug))
        {
            WriteReads(json, log.Reads.Reads);
        }

        WriteMetrics(json, log.Endpoint ?? "none", log, status, now);
    }

    // One word to search and to count by, whatever the status.
    private static string OutcomeOf(int status) =>
        status switch
        {
            StatusCodes.Status499ClientClosedRequest => "abandoned",
            StatusCodes.Status504GatewayTimeout => "timed-out",
            >= StatusCodes.Status500InternalServerError => "failed",
            >= StatusCodes.Status400BadRequest => "refused",
            StatusCodes.Status304NotModified => "not-modified",
            _ => "answered",
        };

    private void WriteMetrics(Utf8JsonWriter json, string endpoint, RequestLog log, int status, DateTimeOffset now)
    {
        List<(string Name, string Unit, double Value)> metrics =
        [
            ("Duration", "Milliseconds", Math.Round(log.Elapsed.TotalMilliseconds, 2)),
            ("Errors", "Count", status >= StatusCodes.Status500InternalServerError ? 1 : 0),
        ];
        if (log.HeaderFrom is { } from)
        {
            metrics.AddRange([
                ("Reads", "Count", log.Reads.Count),
                ("BytesRead", "Bytes", log.Reads.ByteCount),
                ("Blocks", "Count", log.Reads.Blocks),
                ("BlocksFromMemory", "Count", log.Reads.BlocksFromMemory),
                ("HeaderFromMemory", "Count", from == "memory" ? 1 : 0), // Their averages are shares.
                ("HeaderFromTable", "Count", from == "table" ? 1 : 0),
                ("HeaderFromFile", "Count", from == "file" ? 1 : 0),
            ]);
        }

        json.WriteString("Function", function);
        json.WriteString("Endpoint", endpoint);
        foreach ((string name, _, double value) in metrics)
        {
            json.WriteNumber(name, value);
        }

        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue("Function");
        json.WriteStringValue("Endpoint");
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach ((string name, string unit, _) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteReads(Utf8JsonWriter json, IReadOnlyList<ReadRecord> reads)
    {
        json.WriteStartArray("reads");
        foreach (ReadRecord read in reads)
        {
            json.WriteStartObject();
            json.WriteNumber("offset", read.Range.Offset);
            json.WriteNumber("length", read.Range.Length);
            json.WriteNumber("bytes", read.BytesRead);
            json.WriteNumber("milliseconds", Math.Round(read.Elapsed.TotalMilliseconds, 2));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
