namespace Cog.Aws;

/// <summary>How one bucket is read.</summary>
public sealed record BucketPolicy
{
    /// <summary>The owner pays, and nothing is out of the ordinary.</summary>
    public static BucketPolicy Default { get; } = new();

    /// <summary>True: requests say that the requester pays, as the owner of a RequesterPays bucket demands.</summary>
    public bool RequesterPays { get; init; }

    /// <summary>
    /// True: a caller may ask for that, by <c>request_payer=requester</c> or the header <c>x-amz-request-payer: requester</c>.
    /// </summary>
    public bool RequesterPaysOnRequest { get; init; }

    /// <summary>The bucket's region; null: this deployment's, or the one S3 points to.</summary>
    public string? Region { get; init; }

    /// <summary>A role to assume for it; null: this deployment's own.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Most bytes that one request may fetch from it; null for no limit of its own.</summary>
    public long? MaxBytesPerRequest { get; init; }
}
