namespace Cog.Stac;

/// <summary>A document is not a STAC item, or is an ambiguous one.</summary>
/// <param name="message">Names the member, what was found and what was expected.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class InvalidStacException(string message, Exception? innerException = null) : CogException(message, innerException);
