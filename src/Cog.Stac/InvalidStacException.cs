namespace Cog.Stac;

/// <summary>A document is no STAC item, or one that leaves no one meaning: the message names the member, what it is, and what was
/// expected.</summary>
/// <param name="message">Names the member, what was found and what was expected.</param>
/// <param name="innerException">The cause, or null.</param>
public sealed class InvalidStacException(string message, Exception? innerException = null) : CogException(message, innerException);
