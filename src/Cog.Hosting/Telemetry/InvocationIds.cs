namespace Cog.Hosting.Telemetry;

/// <summary>What an invocation of a function is called by others: their lines are found by it.</summary>
/// <param name="RequestId">Lambda's request id, which is in its own lines.</param>
/// <param name="TraceId">The root of AWS X-Ray's trace, e.g. <c>1-5759e988-bd862e3fe1be46a994272793</c>; null without one.</param>
internal sealed record InvocationIds(string RequestId, string? TraceId)
{
    /// <summary>From what the Runtime API says.</summary>
    /// <param name="requestId">Lambda's request id.</param>
    /// <param name="trace"><c>Root=…;Parent=…;Sampled=…</c>; null without one.</param>
    public static InvocationIds Of(string requestId, string? trace) =>
        new(
            requestId,
            trace
                ?.Split(';')
                .Select(part => part.Trim())
                .FirstOrDefault(part => part.StartsWith("Root=", StringComparison.Ordinal))
                ?["Root=".Length..]
        );

    /// <summary>Adds <c>lambdaRequestId</c> and <c>traceId</c> to a line.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("lambdaRequestId", RequestId);
        if (TraceId is not null)
        {
            json.WriteString("traceId", TraceId);
        }
    }
}
