using System.Text.Json;
using Cog.Hosting.Lambda;
using Cog.Testing;

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
