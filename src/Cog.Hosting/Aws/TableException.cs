using System.Net;

namespace Cog.Hosting.Aws;

/// <summary>DynamoDB refused a request. Source: Amazon DynamoDB Developer Guide, "Error handling with DynamoDB".</summary>
/// <param name="status">Of the answer.</param>
/// <param name="code">DynamoDB's word for the failure, without its namespace; where it has none, that of the status.</param>
/// <param name="message">DynamoDB's sentence.</param>
internal sealed class TableException(HttpStatusCode status, string code, string message) : Exception(message)
{
    /// <summary>Of the answer.</summary>
    public HttpStatusCode Status => status;

    /// <summary>E.g. <c>ResourceNotFoundException</c>.</summary>
    public string Code => code;

    /// <summary>The condition of a write was not met.</summary>
    public bool IsConditionNotMet => code == "ConditionalCheckFailedException";

    /// <summary>There is no such table.</summary>
    public bool IsTableMissing => code == "ResourceNotFoundException";

    /// <summary>More was asked than the table may take at a time.</summary>
    public bool IsThrottled =>
        status == HttpStatusCode.TooManyRequests
        || code is "ProvisionedThroughputExceededException" or "RequestLimitExceeded" or "ThrottlingException" or "Throttling";
}
