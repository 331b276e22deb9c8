namespace Cog.Aws;

/// <summary>The parts of AWS, each with a domain of its own. Source: AWS Fault Isolation Boundaries, "Partitions".</summary>
internal static class Partitions
{
    /// <summary>
    /// The domain below which a region's services are; null for regions of other partitions than Amazon's public one, China's and GovCloud,
    /// which the SDK knows.
    /// </summary>
    public static string? DomainOf(string region) =>
        region.Split('-') switch
        {
            ["us" or "ca" or "mx" or "sa" or "eu" or "af" or "me" or "il" or "ap", { Length: > 0 }, { Length: > 0 }] => "amazonaws.com",
            ["us", "gov", { Length: > 0 }, { Length: > 0 }] => "amazonaws.com",
            ["cn", { Length: > 0 }, { Length: > 0 }] => "amazonaws.com.cn",
            _ => null,
        };
}
