namespace Cog.Hosting.Lambda;

/// <summary>What Lambda itself tells a function through its environment; the application's own settings are in CogOptions.</summary>
/// <param name="RuntimeApi">AWS_LAMBDA_RUNTIME_API.</param>
/// <param name="Concurrency">AWS_LAMBDA_MAX_CONCURRENCY: invocations at once; 1 when unset.</param>
/// <param name="MemoryBytes">AWS_LAMBDA_FUNCTION_MEMORY_SIZE, in bytes; null when unset.</param>
/// <param name="Streams">COG_RESPONSE_STREAMING: whether the Function URL or REST API in front is set to stream.</param>
/// <param name="FunctionName">AWS_LAMBDA_FUNCTION_NAME; names the function in metrics.</param>
/// <param name="DeadlineMargin">How long before the deadline an answer must be out.</param>
internal sealed record LambdaSettings(
    string RuntimeApi,
    int Concurrency,
    long? MemoryBytes,
    bool Streams,
    string FunctionName,
    TimeSpan DeadlineMargin
)
{
    public static LambdaSettings FromEnvironment(Func<string, string?> read)
    {
        string runtimeApi = read("AWS_LAMBDA_RUNTIME_API") is { Length: > 0 } api
            ? api
            : throw new FormatException(
                "AWS_LAMBDA_RUNTIME_API is not set: this program runs in AWS Lambda, or under `sam local invoke`. On your own machine, "
                    + "`cog serve` has the same endpoints."
            );

        return new(
            runtimeApi,
            Number(read, "AWS_LAMBDA_MAX_CONCURRENCY") ?? 1,
            Number(read, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE") is { } megabytes ? megabytes * 1024L * 1024 : null,
            read("COG_RESPONSE_STREAMING") is { Length: > 0 } streaming
                && (
                    FlagText.Parse(streaming)
                    ?? throw new FormatException($"COG_RESPONSE_STREAMING is '{streaming}'; expected TRUE or FALSE.")
                ),
            read("AWS_LAMBDA_FUNCTION_NAME") is { Length: > 0 } name ? name : "local",
            TimeSpan.FromMilliseconds(400)
        );
    }

    private static int? Number(Func<string, string?> read, string name) =>
        read(name) is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new FormatException($"{name} is '{text}'; expected a whole number above 0.");
}
