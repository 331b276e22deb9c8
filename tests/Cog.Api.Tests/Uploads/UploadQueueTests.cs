using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Cog.Api.Uploads;
using Cog.Hosting;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web.Hosting;
using Cog.Testing.Web.Lambda;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Uploads;

/// <summary>
/// What S3 refuses, from the notification to the queue, through the Runtime API as Lambda speaks it: the invocation fails, is tried three
/// times, and the queue is handed the event with S3's own words.
/// </summary>
public sealed class UploadQueueTests
{
    // "Error responses" of the S3 API reference; what GetObject passes on of KMS.
    public static TheoryData<int, string, string, string> Refusals =>
        new()
        {
            { 403, "AccessDenied", "User: arn:aws:sts::1:role/x is not authorized to perform: s3:GetObject", "may not read it" },
            { 403, "AccessDenied", "User: arn:aws:sts::1:role/x is not authorized to perform: kms:Decrypt on the resource", "KMS key" },
            { 400, "KMS.DisabledException", "arn:aws:kms:eu-central-1:1:key/k is disabled.", "KMS key" },
            { 400, "KMS.KMSInvalidStateException", "arn:aws:kms:eu-central-1:1:key/k is pending deletion.", "KMS key" },
            { 403, "InvalidObjectState", "The operation is not valid for the object's storage class", "must be restored" },
            { 400, "ExpiredToken", "The provided token has expired.", "credentials of this deployment are not accepted" },
            {
                400,
                "InvalidToken",
                "The provided token is malformed or otherwise invalid.",
                "credentials of this deployment are not accepted"
            },
            { 403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", "credentials" },
            { 403, "SignatureDoesNotMatch", "The request signature we calculated does not match.", "credentials" },
            { 403, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", "clock" },
            { 403, "AllAccessDisabled", "All access to this object has been disabled", "may not read it" },
            { 403, "AccountProblem", "There is a problem with your AWS account", "may not read it" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_ends_in_the_queue_with_the_event_and_the_words_of_S3(int status, string code, string message, string words)
    {
        await using var stub = new AwsStub(Refusal(status, code, message));
        await using Function function = await Function.StartAsync(stub.Address);
        string notification = Event("validate-s3-put");

        JsonElement? queued = await function.InvokeAsynchronouslyAsync(notification);

        Assert.NotNull(queued);
        Assert.Equal(3, queued.Value.GetProperty("requestContext").GetProperty("approximateInvokeCount").GetInt32());
        Assert.Equal(notification, queued.Value.GetProperty("requestPayload").GetRawText());
        JsonElement failure = queued.Value.GetProperty("responsePayload");
        Assert.Equal("UploadException", failure.GetProperty("errorType").GetString());
        JsonElement result = failure.GetProperty("report").GetProperty("results")[0];
        Assert.Equal("error", result.GetProperty("status").GetString());
        string[] texts =
        [
            failure.GetProperty("errorMessage").GetString()!,
            result.GetProperty("message").GetString()!,
            .. function.Lines.Select(line => line.GetProperty("message").GetString()!),
        ];
        Assert.Equal(2 + 3, texts.Length); // A line of the log for each attempt.
        Assert.All(texts, text =>
        {
            Assert.Contains(code, text, StringComparison.Ordinal);
            Assert.Contains(message, text, StringComparison.Ordinal);
            Assert.Contains(words, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_refusal_that_somebody_mends_ends_nowhere()
    {
        int asked = 0;
        await using var stub = new AwsStub(request =>
            request.Target.Contains(".ovr", StringComparison.Ordinal) ? Refusal(404, "NoSuchKey", "The specified key does not exist.")
            : Interlocked.Increment(ref asked) == 1 ? Refusal(403, "AccessDenied", "Access Denied")
            : StubAnswer.Part(request, UploadBucket.Cog)
        );
        await using Function function = await Function.StartAsync(stub.Address);

        Assert.Null(await function.InvokeAsynchronouslyAsync(Event("validate-s3-put")));
        Assert.Equal(2, function.Invocations);
        Assert.Equal(["error", "valid"], function.Lines.Select(line => line.GetProperty("status").GetString()));
    }

    /// <summary>Where notifications come by a queue, its own queue for what is received too often gets the message in the end.</summary>
    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Messages_of_what_was_refused_come_again_and_no_others(int status, string code, string message, string words)
    {
        await using var stub = new AwsStub(request =>
            request.Target.Contains("notes", StringComparison.Ordinal)
                ? StubAnswer.Part(request, "Notes."u8.ToArray())
                : Refusal(status, code, message)
        );
        await using Function function = await Function.StartAsync(stub.Address);

        LambdaAnswer answer = await function.Runtime.InvokeAsync(Event("validate-sqs"));

        Assert.False(answer.IsError, answer.Text);
        using JsonDocument json = JsonDocument.Parse(answer.Body);
        Assert.Equal(
            ["059f36b4-87a3-44ab-83d2-661975830a7d", "c80e8021-a70a-42c7-a470-796e1186f753"], // island-rgb.tif, and what is none of S3's
            json.RootElement.GetProperty("batchItemFailures").EnumerateArray().Select(f => f.GetProperty("itemIdentifier").GetString())
        );
        JsonElement line = Assert.Single(function.Lines, l =>
            l.GetProperty("key").GetString() == "island-rgb.tif" && l.GetProperty("level").GetString() == "error"
        );
        Assert.Contains(message, line.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains(words, line.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static StubAnswer Refusal(int status, string code, string message) =>
        new(
            status,
            "Content-Type: application/xml\r\n",
            Encoding.UTF8.GetBytes($"<Error><Code>{code}</Code><Message>{message}</Message></Error>")
        );

    private static string Event(string name)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(TestData.Root, "events", name + ".json")));
        return JsonSerializer.Serialize(json.RootElement);
    }

    /// <summary>The function that uploads notify, and Lambda around it.</summary>
    private sealed class Function(RuntimeApiServer runtime, ServiceProvider services, StringWriter log) : IAsyncDisposable
    {
        private const int Attempts = 3; // MaximumRetryAttempts of template.yaml is 2.

        private readonly CancellationTokenSource _stop = new();
        private Task _loop = Task.CompletedTask;

        public RuntimeApiServer Runtime => runtime;

        public int Invocations { get; private set; }

        public JsonElement[] Lines =>
            [
                .. log.ToString()
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => JsonDocument.Parse(line).RootElement)
                    .Where(line => !line.TryGetProperty("report", out _)),
            ];

        public static async Task<Function> StartAsync(Uri s3)
        {
            CogOptions options = new()
            {
                Aws = new() { S3Endpoint = s3, Credentials = new BasicAWSCredentials("key", "secret") },
            };
            ServiceProvider services = new ServiceCollection().AddCog(options).BuildServiceProvider();
            RuntimeApiServer runtime = await RuntimeApiServer.StartAsync();
            var log = new StringWriter();
            var function = new Function(runtime, services, log);
            var settings = new LambdaSettings(runtime.Endpoint, 1, null, false, "test", TimeSpan.FromMilliseconds(400));
            var server = new LambdaServer(services, _ => Task.CompletedTask, new UploadEvents(log).HandleAsync, settings);
            function._loop = server.RunAsync(function._stop.Token);
            return function;
        }

        /// <summary>
        /// What Lambda does with an event that nobody waits for ("Asynchronous invocation" of its developer guide): an invocation that
        /// ends in an error is repeated, and the last failure is handed to the destination for failures.
        /// </summary>
        /// <returns>The record of that destination; null when an attempt ended well.</returns>
        public async Task<JsonElement?> InvokeAsynchronouslyAsync(string json)
        {
            for (Invocations = 1; ; Invocations++)
            {
                LambdaAnswer answer = await runtime.InvokeAsync(json);
                if (!answer.IsError)
                {
                    return null;
                }

                if (Invocations == Attempts)
                {
                    return JsonDocument
                        .Parse(
                            $$"""
                            {"version": "1.0",
                             "requestContext": {"condition": "RetriesExhausted", "approximateInvokeCount": {{Invocations}}},
                             "requestPayload": {{json}}, "responseContext": {"statusCode": 200, "functionError": "Unhandled"},
                             "responsePayload": {{answer.Text}}}
                            """
                        )
                        .RootElement;
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _loop.ContinueWith(_ => { }, TaskScheduler.Default);
            await runtime.DisposeAsync();
            await services.DisposeAsync();
            _stop.Dispose();
        }
    }
}
