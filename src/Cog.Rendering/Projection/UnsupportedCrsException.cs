namespace Cog.Rendering.Projection;

/// <summary>A CRS without a kernel: an answer of 501, never wrong pixels.</summary>
public sealed class UnsupportedCrsException(string message) : CogException(message);
