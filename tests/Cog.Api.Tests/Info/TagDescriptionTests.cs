using System.Text;
using System.Text.Json;
using Cog.Api.Info;
using Cog.Tiff;

namespace Cog.Api.Tests.Info;

public class TagDescriptionTests
{
    [Fact]
    public void Long_numbers_are_cut()
    {
        TagDescription tag = Describe(FieldType.Byte, [.. Enumerable.Range(0, 65).Select(n => (byte)n)]);

        Assert.Equal((65, true), (tag.Count, tag.Truncated));
        Assert.Equal(Enumerable.Range(0, 64).Select(n => (long)n), tag.Value!.Integers!);
        Assert.False(Describe(FieldType.Byte, new byte[64]).Truncated);
    }

    [Theory]
    [InlineData("a", 1024, 1024, false)]
    [InlineData("a", 1025, 1024, true)]
    [InlineData("ä", 5000, 1024, true)]
    [InlineData("€", 5000, 1024, true)] // 4096 is no multiple of its three bytes.
    public void Long_text_is_cut_between_characters(string character, int count, int expected, bool isTruncated)
    {
        TagDescription tag = Describe(FieldType.Ascii, [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(character, count))), 0]);

        Assert.Equal(string.Concat(Enumerable.Repeat(character, expected)), tag.Value!.Text);
        Assert.Equal(isTruncated, tag.Truncated);
    }

    [Fact]
    public void A_value_that_was_left_in_the_file_has_an_offset_alone() =>
        Assert.Equal(
            """{"id":324,"name":"TileOffsets","type":"LONG8","count":1000000,"offset":4711}""",
            JsonSerializer.Serialize(
                TagDescription.Of(new(TagId.TileOffsets, FieldType.Long8, 1_000_000, 4711, default, false)),
                InfoJson.Default.TagDescription
            )
        );

    [Fact]
    public void A_tag_without_a_name_and_a_number_that_JSON_has_none_for_are_told() =>
        Assert.Equal(
            """{"id":65000,"type":"DOUBLE","count":2,"value":["nan",0.5]}""",
            JsonSerializer.Serialize(
                Describe(FieldType.Double, [.. BitConverter.GetBytes(double.NaN), .. BitConverter.GetBytes(0.5)], 65000),
                InfoJson.Default.TagDescription
            )
        );

    [Fact]
    public void Whole_numbers_beyond_a_long_are_told() =>
        Assert.Equal([18446744073709551615d], Describe(FieldType.Long8, [.. Enumerable.Repeat((byte)255, 8)]).Value!.Numbers!);

    [Fact]
    public void A_type_that_nobody_knows_is_a_number() =>
        Assert.Equal(("99", 8L), (Describe((FieldType)99, []).Type, Describe((FieldType)99, []).Offset));

    [Fact]
    public void Directories_beyond_what_an_answer_holds_are_cut()
    {
        byte[] text = [.. Enumerable.Repeat((byte)1, 1024)]; // Six characters of JSON each.
        Dictionary<TagId, Tag> tags = Enumerable
            .Range(1, 4000)
            .ToDictionary(n => (TagId)n, n => new Tag((TagId)n, FieldType.Ascii, 1024, 8, text, false));
        Ifd[] ifds =
        [
            .. Enumerable
                .Range(0, 3)
                .Select(n => new Ifd
                {
                    Index = n,
                    Offset = 8 + n,
                    Tags = tags,
                }),
        ];
        var header = new CogHeader
        {
            File = new(false, TiffLayout.Classic, 8),
            Ghost = GhostArea.None,
            Ifds = ifds,
            HeaderBytes = 0,
        };

        IReadOnlyList<DirectoryDescription> told = DirectoryDescription.Of(header);
        Assert.Equal([true, true, true], told.Select(d => d.Truncated));
        Assert.InRange(told[0].Tags.Sum(t => (long)JsonSerializer.Serialize(t, InfoJson.Default.TagDescription).Length), 2 << 20, 4 << 20);
    }

    private static TagDescription Describe(FieldType type, byte[] data, int id = 269) =>
        TagDescription.Of(new((TagId)id, type, data.Length / Math.Max(1, type.ByteSize()), 8, data, false));
}
