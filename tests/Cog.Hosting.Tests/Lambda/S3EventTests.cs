using System.Text.Json;
using Cog.Hosting.Lambda;
using Cog.Testing;
using Cog.Testing.Web.Hosting;

namespace Cog.Hosting.Tests.Lambda;

public class S3EventTests
{
    [Fact]
    public void Reads_every_record_and_decodes_keys()
    {
        S3Event s3 = Parse(File.ReadAllText(Path.Combine(TestData.Root, "events", "validate-s3-many.json")))!;

        Assert.Equal(4, s3.Records.Count);
        Assert.Equal("summer survey/island dem (2026).tif", s3.Records[0].Key);
        Assert.Equal("096fKKXTRTtl3on89fVO.nfljtsv6qko", s3.Records[0].VersionId);
        Assert.Equal("notes.txt", s3.Records[1].Key);
        Assert.True(s3.Records[2].IsCreated);
        Assert.Equal("amzn-s3-demo-bucket", s3.Records[3].Bucket);
    }

    [Fact]
    public void A_removal_has_no_size_and_no_etag()
    {
        S3Record removed = Assert.Single(
            Parse(File.ReadAllText(Path.Combine(TestData.Root, "events", "validate-s3-removed.json")))!.Records
        );

        Assert.True(removed.IsRemoved);
        Assert.Null(removed.Size);
        Assert.Null(removed.ETag);
    }

    [Theory]
    [InlineData("0A", "0B", -1)]
    [InlineData("0a", "0A", 0)]
    [InlineData("FF", "0100", -1)] // right-aligned: the longer one is the later one
    [InlineData("0100", "FF", 1)]
    [InlineData(null, "FF", 0)]
    public void Orders_events_of_a_key_by_sequencer(string? mine, string? theirs, int sign) =>
        Assert.Equal(sign, Math.Sign(Record(mine).CompareSequencer(Record(theirs))));

    [Fact]
    public void The_test_message_of_S3_has_no_records() =>
        Assert.Empty(Parse("""{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"amzn-s3-demo-bucket"}""")!.Records);

    [Fact]
    public void Reads_an_event_of_eventbridge_whose_keys_are_not_escaped()
    {
        S3Record record = Assert.Single(Event("validate-eventbridge").Records);

        Assert.Equal(
            ("ObjectCreated:PutObject", "amzn-s3-demo-bucket", "summer survey/island+rgb.tif", "096fKKXTRTtl3on89fVO.nfljtsv6qko"),
            (record.EventName, record.Bucket, record.Key, record.VersionId)
        );
        Assert.Equal(("0A1B2C3D4E5F678901", 1_546_448L, "eu-central-1"), (record.Sequencer, record.Size, record.Region));
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 5, 16, 23, TimeSpan.Zero), record.EventTime);
        Assert.True(record.IsCreated);
    }

    [Theory]
    [InlineData("Object Deleted", "Lifecycle Expiration", false, true)]
    [InlineData("Object Deleted", "DeleteObject", false, true)]
    [InlineData("Object Created", "CompleteMultipartUpload", true, false)]
    [InlineData("Object Storage Class Changed", "", false, false)]
    public void Tells_what_eventbridge_says_has_happened(string type, string reason, bool isCreated, bool isRemoved)
    {
        string json = File.ReadAllText(PathOf("validate-eventbridge"))
            .Replace("Object Created", type, StringComparison.Ordinal)
            .Replace("PutObject", reason, StringComparison.Ordinal);
        S3Record record = Assert.Single(Parse(json)!.Records);

        Assert.Equal((isCreated, isRemoved), (record.IsCreated, record.IsRemoved));
    }

    [Fact]
    public void What_a_lifecycle_expires_is_removed()
    {
        string json = File.ReadAllText(PathOf("validate-s3-removed"));
        S3Record record = Assert.Single(
            Parse(System.Text.RegularExpressions.Regex.Replace(json, "ObjectRemoved:\\w+", "LifecycleExpiration:Delete"))!.Records
        );

        Assert.True(record.IsRemoved);
    }

    [Fact]
    public void Reads_a_notification_in_a_message_of_sns()
    {
        S3Event s3 = Event("validate-sns");

        Assert.Equal("island-rgb.tif", Assert.Single(s3.Records).Key);
        Assert.False(s3.IsOfQueue);
    }

    [Fact]
    public void Reads_the_messages_of_a_queue_and_knows_which_are_none_of_s3s()
    {
        S3Event s3 = Event("validate-sqs");

        Assert.True(s3.IsOfQueue);
        Assert.Equal(
            [("island-rgb.tif", "059f36b4-87a3-44ab-83d2-661975830a7d"), ("notes.txt", "2e1424d4-f796-459a-8184-9c92662be6da")],
            s3.Records.Select(r => (r.Key, r.DeliveryId!))
        );
        Assert.Equal(["c80e8021-a70a-42c7-a470-796e1186f753"], s3.UnreadMessages);
    }

    [Fact]
    public void Reads_the_tasks_of_batch_operations()
    {
        S3Event s3 = Event("validate-batch");
        S3Record task = Assert.Single(s3.Records);

        Assert.Equal(new("1.0", "YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo"), s3.Batch);
        Assert.Equal(
            ("amzn-s3-demo-bucket", "summer survey/island+rgb.tif", "1", "dGFza2lkZ29lc2hlcmUK"),
            (task.Bucket, task.Key, task.VersionId, task.DeliveryId)
        );
        Assert.True(task.IsBatchTask && task.IsCreated);
    }

    [Fact]
    public async Task A_queue_is_told_which_messages_are_to_come_again()
    {
        var uploads = new UploadBucket();
        uploads.Objects["notes.txt"] = "Notes."u8.ToArray();
        uploads.Failures["island-rgb.tif"] = new Cog.SourceUnavailableException("503 SlowDown");

        JsonElement answer = await AnswerAsync(uploads, "validate-sqs");

        Assert.Equal(
            ["059f36b4-87a3-44ab-83d2-661975830a7d", "c80e8021-a70a-42c7-a470-796e1186f753"],
            answer.GetProperty("batchItemFailures").EnumerateArray().Select(f => f.GetProperty("itemIdentifier").GetString())
        );
    }

    [Theory]
    [InlineData("cog", "Succeeded", "valid")]
    [InlineData("striped", "Succeeded", "invalid: ")]
    [InlineData("text", "Succeeded", "not-a-tiff: ")]
    [InlineData("gone", "PermanentFailure", "gone: ")]
    [InlineData("slow", "TemporaryFailure", "error: ")]
    public async Task Batch_operations_is_told_what_became_of_each_task(string kind, string code, string text)
    {
        const string Key = "summer survey/island+rgb.tif";
        var uploads = new UploadBucket();
        if (kind == "slow")
        {
            uploads.Failures[Key] = new Cog.SourceUnavailableException("503 SlowDown");
        }
        else if (kind != "gone")
        {
            uploads.Objects[Key] =
                kind == "cog" ? UploadBucket.Cog
                : kind == "striped" ? UploadBucket.Striped
                : "Notes."u8.ToArray();
        }

        JsonElement answer = await AnswerAsync(uploads, "validate-batch");

        Assert.Equal("1.0", answer.GetProperty("invocationSchemaVersion").GetString());
        Assert.Equal("YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo", answer.GetProperty("invocationId").GetString());
        Assert.Equal("TemporaryFailure", answer.GetProperty("treatMissingKeysAs").GetString());
        JsonElement result = Assert.Single(answer.GetProperty("results").EnumerateArray());
        Assert.Equal(
            ("dGFza2lkZ29lc2hlcmUK", code),
            (result.GetProperty("taskId").GetString(), result.GetProperty("resultCode").GetString())
        );
        Assert.StartsWith(text, result.GetProperty("resultString").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reports_are_kept_as_objects_by_day_and_are_not_reported_on()
    {
        var uploads = new UploadBucket { Options = new() { ReportLocation = new("bucket", "reports/cog", null) } };
        uploads.Objects["a.tif"] = UploadBucket.Cog;
        uploads.Objects["b.tif"] = "Notes."u8.ToArray();
        uploads.Failures["c.tif"] = new Cog.SourceUnavailableException("503 SlowDown");
        S3Record[] records =
        [
            UploadBucket.Created("a.tif", "0A") with
            {
                EventTime = new DateTimeOffset(2026, 3, 10, 23, 59, 0, TimeSpan.Zero),
            },
            UploadBucket.Created("b.tif", "0B") with
            {
                EventTime = new DateTimeOffset(2026, 3, 11, 0, 1, 0, TimeSpan.Zero),
            },
            UploadBucket.Created("reports/cog/date=2026-03-10/x.json", "0C"),
        ];

        JsonElement[] results = await uploads.HandleAsync(records);
        await uploads.HandleAsync(records); // A second time: the same objects.
        await Assert.ThrowsAsync<UploadException>(() => uploads.HandleAsync(UploadBucket.Created("c.tif", "0D")));

        Assert.Equal(["valid", "not-a-tiff", "skipped"], results.Select(r => r.GetProperty("status").GetString()));
        Assert.Equal(2, uploads.Written.Count);
        string address = results[0].GetProperty("report_object").GetString()!;
        Assert.StartsWith("s3://bucket/reports/cog/date=2026-03-10/", address, StringComparison.Ordinal);
        Assert.StartsWith(
            "s3://bucket/reports/cog/date=2026-03-11/",
            results[1].GetProperty("report_object").GetString(),
            StringComparison.Ordinal
        );
        string line = uploads.Written[address];
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal)); // A line.
        JsonElement kept = JsonDocument.Parse(line).RootElement;
        Assert.Equal(("valid", "a.tif"), (kept.GetProperty("status").GetString(), kept.GetProperty("key").GetString()));
        Assert.Equal(JsonValueKind.Object, kept.GetProperty("report").ValueKind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_report_that_cannot_be_kept_is_said_and_tried_again_where_that_may_help(bool isTransient)
    {
        var uploads = new UploadBucket { Options = new() { ReportLocation = new("bucket", "reports", null) } };
        uploads.Objects["a.tif"] = UploadBucket.Cog;
        uploads.Failures["reports"] = isTransient
            ? new Cog.SourceUnavailableException("503 SlowDown")
            : new Cog.SourceAccessDeniedException("403");

        if (isTransient)
        {
            await Assert.ThrowsAsync<UploadException>(() => uploads.HandleAsync(UploadBucket.Created("a.tif")));
            return;
        }

        JsonElement result = Assert.Single(await uploads.HandleAsync(UploadBucket.Created("a.tif")));
        Assert.Equal("valid", result.GetProperty("status").GetString()); // The verdict stands without it.
        Assert.Contains("The report was not kept: 403", result.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> AnswerAsync(UploadBucket uploads, string name)
    {
        byte[] answer = await uploads.Handler(uploads.Services, Event(name), TestContext.Current.CancellationToken);
        return JsonDocument.Parse(answer).RootElement;
    }

    private static string PathOf(string name) => Path.Combine(TestData.Root, "events", name + ".json");

    private static S3Event Event(string name) => Parse(File.ReadAllText(PathOf(name)))!;

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs"}]}""")]
    [InlineData("""{"Records":{}}""")]
    public void Anything_else_is_no_s3_event(string json) => Assert.Null(Parse(json));

    private static S3Record Record(string? sequencer) => new("ObjectCreated:Put", "b", "k", null, null, null, sequencer, null);

    private static S3Event? Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return S3Event.TryParse(document.RootElement);
    }
}
