namespace Cog.Api.Uploads;

/// <summary>Not every record of a notification could be handled: the invocation is to be tried again.</summary>
public sealed class UploadException(string message) : Exception(message);
