namespace Cog.Cli.Calls;

/// <summary>A request to the HTTP API, made in this process.</summary>
/// <param name="Method"><see cref="Get"/> or <see cref="Post"/>.</param>
/// <param name="Path">Decoded, as <c>/cog/point/-16.9,32.7</c>.</param>
/// <param name="Query">The parameters, the file's address among them.</param>
internal sealed record ApiCall(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    public const string Get = "GET",
        Post = "POST";

    /// <summary>What is posted: GeoJSON.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>A part of a path that a person typed.</summary>
    /// <exception cref="CommandException">It would be two.</exception>
    public static string Segment(string name, string text) =>
        text.Length > 0 && !text.Contains('/', StringComparison.Ordinal)
            ? text
            : throw CommandException.Usage($"{name} is '{text}': expected numbers and letters.");
}
