using Microsoft.Extensions.Logging;

namespace Cog.Hosting.Telemetry;

/// <summary>Lines for whoever runs a function: one JSON object a line, as CloudWatch searches them. Safe for concurrent calls.</summary>
/// <param name="output">Where to; each line is one write.</param>
/// <param name="least">Lines of a lower level are left out.</param>
internal sealed class LogLines(Stream output, LogLevel least)
{
    private static readonly AsyncLocal<InvocationIds?> s_ids = new();
    private readonly Lock _gate = new();

    /// <summary>The invocation that everything from here on is done for: its ids are in every line.</summary>
    public static InvocationIds? Ids
    {
        get => s_ids.Value;
        set => s_ids.Value = value;
    }

    /// <summary>Whether lines of a level are written.</summary>
    public bool Has(LogLevel level) => level >= least;

    /// <summary>Tells what does not work as it should, although every request is answered.</summary>
    public void Warn(string message) => Write(LogLevel.Warning, json => json.WriteString("message", Redaction.Of(message)));

    /// <summary>Tells of a fault of ours.</summary>
    public void Error(string requestId, Exception error) => Write(LogLevel.Error, json =>
        {
            json.WriteString("requestId", requestId);
            json.WriteString("error", Redaction.Of(error.ToString()));
        });

    /// <summary>Writes a line of a level, its fields behind that.</summary>
    public void Write(LogLevel level, Action<Utf8JsonWriter> fields)
    {
        if (!Has(level))
        {
            return;
        }

        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, JsonWriting.Options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", DateTime.UtcNow); // RFC 3339: without one, Lambda's filter takes any line for INFO.
            json.WriteString("level", NameOf(level));
            fields(json);
            Ids?.WriteTo(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        lock (_gate)
        {
            output.Write(line.GetBuffer(), 0, (int)line.Length);
            output.Flush();
        }
    }

    // As Lambda's own filter knows them.
    private static string NameOf(LogLevel level) =>
        level switch
        {
            LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            _ => "error",
        };
}
