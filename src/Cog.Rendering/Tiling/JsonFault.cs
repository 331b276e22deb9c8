using System.Text.Json;

namespace Cog.Rendering.Tiling;

/// <summary>What is said of text that is no JSON: where, and not in the words of whatever parsed it.</summary>
internal static class JsonFault
{
    /// <summary>The first byte that cannot stand there, counted from 1, as <c>see line 3, byte 12</c>.</summary>
    public static string PlaceOf(JsonException error) =>
        string.Create(CultureInfo.InvariantCulture, $"see line {(error.LineNumber ?? 0) + 1}, byte {(error.BytePositionInLine ?? 0) + 1}");
}
