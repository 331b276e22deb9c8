using System.Text.Encodings.Web;

namespace Cog.Hosting.Settings;

/// <summary>How this product writes JSON: answers, reports and lines of its log.</summary>
internal static class JsonWriting
{
    /// <summary>Escapes what JSON needs, not what HTML would: addresses and messages stay readable.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
