namespace Cog.Aws;

/// <summary>How one bucket is read.</summary>
public sealed record BucketPolicy
{
    /// <summary>The defaults: the owner pays, and the deployment's own region and credentials are used.</summary>
    public static BucketPolicy Default { get; } = new();

    /// <summary>True: requests say that the requester pays, as the owner of a RequesterPays bucket demands.</summary>
    public bool RequesterPays { get; init; }

    /// <summary>
    /// True: a caller may ask for that, by <c>request_payer=requester</c> or the header <c>x-amz-request-payer: requester</c>.
    /// </summary>
    public bool RequesterPaysOnRequest { get; init; }

    /// <summary>The bucket's region; null: this deployment's, or the one S3 points to.</summary>
    public string? Region { get; init; }

    /// <summary>ARN of the role to assume for the bucket; null for this deployment's own credentials.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Largest number of bytes that one request may fetch from the bucket; null for no limit of its own.</summary>
    public long? MaxBytesPerRequest { get; init; }
}
