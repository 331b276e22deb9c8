namespace Cog.Api.Pages;

/// <summary>A file that the viewer offers.</summary>
/// <param name="Name">Shown.</param>
/// <param name="Url">Sent back as <c>?url=</c>.</param>
internal sealed record ViewedFile(string Name, string Url);
