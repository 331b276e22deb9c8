namespace Cog.Hosting.Lambda;

/// <summary>One event to answer.</summary>
/// <param name="Id">Any text; names the invocation to the Runtime API and in logs.</param>
/// <param name="Deadline">When Lambda kills the sandbox; null when it does not say.</param>
/// <param name="TraceId">X-Ray's header; may be absent.</param>
/// <param name="Event">The event, JSON in UTF-8.</param>
internal sealed record Invocation(string Id, DateTimeOffset? Deadline, string? TraceId, ReadOnlyMemory<byte> Event);
