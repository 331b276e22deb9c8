namespace Cog.Aws;

/// <summary>One bucket in <c>COG_BUCKETS</c>; what is absent is as without the entry.</summary>
/// <param name="Payer"><c>requester</c> or <c>on-request</c>.</param>
/// <param name="Region">The bucket's region.</param>
/// <param name="Role">The ARN of the role to read it as.</param>
/// <param name="MaxBytes">Most bytes that one request may fetch from it.</param>
internal sealed record BucketEntry(string? Payer, string? Region, string? Role, long? MaxBytes);
