using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cog.Hosting;

/// <summary>Lines for whoever runs a function: one JSON object a line, as CloudWatch searches them.</summary>
internal static class LogLine
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tells what does not work as it should, although every request is answered.</summary>
    public static void Warn(string message)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, s_json))
        {
            writer.WriteStartObject();
            writer.WriteString("level", "warn");
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }

        Console.Error.WriteLine(Encoding.UTF8.GetString(line.ToArray()));
    }
}
