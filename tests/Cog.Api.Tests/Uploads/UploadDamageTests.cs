using System.Text.Json;
using Cog.Blocks;
using Cog.Header;
using Cog.Hosting.Settings;
using Cog.Sources;
using Cog.Testing;
using Cog.Testing.Web.Hosting;

namespace Cog.Api.Tests.Uploads;

/// <summary>An upload whose pixels are not all there is invalid: its status, its tag and its report say so.</summary>
public class UploadDamageTests
{
    // Zeros are no stream of any of these.
    private static readonly string[] s_streams =
    [
        "deflate",
        "lzw",
        "packbits",
        "zstd",
        "lzma",
        "lerc",
        "lerc-deflate",
        "lerc-zstd",
        "jpeg",
        "webp",
        "fax3",
        "fax4",
        "faxrle",
    ];

    private readonly UploadBucket _uploads = new();

    public static TheoryData<string> Codecs => [.. s_streams, "none"];

    public static TheoryData<string> Streams => [.. s_streams];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Codecs))]
    public async Task A_file_cut_off_anywhere_is_invalid(string codec)
    {
        byte[] whole = FileOf(codec);
        _uploads.Options = new() { TagObjects = true };
        _uploads.Objects["whole.tif"] = whole;
        for (int tenth = 1; tenth < 10; tenth++)
        {
            _uploads.Objects[$"{tenth}.tif"] = whole[..(whole.Length * tenth / 10)];
        }

        _uploads.Objects["10.tif"] = whole[..^1];
        JsonElement[] results = await _uploads.HandleAsync([
            UploadBucket.Created("whole.tif"),
            .. Enumerable.Range(1, 10).Select(i => UploadBucket.Created($"{i}.tif")),
        ]);

        Assert.Equal("valid", results[0].GetProperty("status").GetString());
        Assert.Equal("cog:errors=0 | cog:valid=true", _uploads.Tags["whole.tif"]);
        Assert.All(results[1..], AssertInvalid);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task A_file_with_a_block_of_zeros_is_invalid(string codec)
    {
        byte[] whole = FileOf(codec);
        ByteRange[] blocks = await BlocksOfAsync(whole);
        Assert.Equal(9, blocks.Length);
        _uploads.Options = new()
        {
            TagObjects = true,
            Validation = new() { AllBlocks = true },
        };
        for (int i = 0; i < 9; i++)
        {
            _uploads.Objects[$"{i}.tif"] = WithZeros(whole, (int)blocks[i].Offset, blocks[i].Length);
        }

        // And all that a download which stopped in the middle leaves of a file whose length was known.
        _uploads.Objects["9.tif"] = WithZeros(whole, whole.Length / 2, whole.Length - (whole.Length / 2));
        JsonElement[] results = await _uploads.HandleAsync([.. Enumerable.Range(0, 10).Select(i => UploadBucket.Created($"{i}.tif"))]);

        Assert.All(results, AssertInvalid);
        Assert.All(results[..9], r => Assert.True(r.GetProperty("report").GetProperty("COG").GetBoolean()));
        Assert.All(results[..9], r =>
            Assert.Contains("block", r.GetProperty("report").GetProperty("readable_errors")[0].GetString(), StringComparison.Ordinal)
        );
    }

    /// <summary>
    /// Without compression zeros are pixels like others, and no file says otherwise: GDAL's and rio-cogeo's validators call it valid. The
    /// leader and the trailer of a block that GDAL's COG driver wrote tell, unless the block ends with zeros anyway, as those of the last
    /// row do.
    /// </summary>
    [Fact]
    public async Task Zeros_in_an_uncompressed_file_are_pixels_unless_its_blocks_are_framed()
    {
        _uploads.Options = new()
        {
            TagObjects = true,
            Validation = new() { AllBlocks = true },
        };
        byte[] plain = FileOf("none"),
            framed = FileOf("none-cog");
        ByteRange[] blocks = await BlocksOfAsync(plain),
            framedBlocks = await BlocksOfAsync(framed);
        _uploads.Objects["plain.tif"] = WithZeros(plain, (int)blocks[4].Offset, blocks[4].Length);
        for (int i = 0; i < 6; i++)
        {
            _uploads.Objects[$"{i}.tif"] = WithZeros(framed, (int)framedBlocks[i].Offset, framedBlocks[i].Length);
        }

        _uploads.Objects["6.tif"] = WithZeros(framed, framed.Length / 2, framed.Length - (framed.Length / 2));
        JsonElement[] results = await _uploads.HandleAsync([
            UploadBucket.Created("plain.tif"),
            .. Enumerable.Range(0, 7).Select(i => UploadBucket.Created($"{i}.tif")),
        ]);

        Assert.Equal("valid", results[0].GetProperty("status").GetString());
        Assert.All(results[1..], AssertInvalid);
    }

    [Fact]
    public async Task A_sample_of_the_blocks_has_the_last_of_each_level()
    {
        byte[] whole = UploadBucket.Cog;
        CogHeader header = await CogHeaderReader.ReadAsync(new MemoryRangeSource(whole), CogReaderOptions.Default, Cancellation);
        Assert.True(header.Levels.Count > 1);
        foreach (ImageLevel level in header.Levels)
        {
            var index = new BlockIndex(header, level.Image, CogReaderOptions.Default);
            ByteRange last = (await index.LocateAsync(new MemoryRangeSource(whole), [level.Image.BlockCount - 1], Cancellation))[0].Range;
            _uploads.Objects[$"{level.Number}.tif"] = WithZeros(whole, (int)last.Offset, last.Length);
        }

        JsonElement[] results = await _uploads.HandleAsync([.. header.Levels.Select(l => UploadBucket.Created($"{l.Number}.tif"))]);

        Assert.All(results, r => Assert.Equal("invalid", r.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Rules_are_settings()
    {
        _uploads.Objects["a.tif"] = FileOf("deflate");
        var byDefault = await StatusAsync(new());
        var byGdal = await StatusAsync(new() { Profile = Cog.Validation.ValidationProfile.Gdal });

        Assert.Equal(("valid", "valid"), (byDefault, byGdal));

        // 600 lines without overviews are a warning.
        _uploads.Objects["a.tif"] = Tiled();
        Assert.Equal(("valid", "invalid"), (await StatusAsync(new()), await StatusAsync(new() { IsStrict = true })));
    }

    [Theory]
    [InlineData("COG_VALIDATE_STRICT", "yes")]
    [InlineData("COG_VALIDATE_FULL", "T")]
    [InlineData("COG_VALIDATE_PROFILE", "gdal")]
    [InlineData("COG_VALIDATE_BLOCKS", "all")]
    public void Each_rule_has_a_variable_that_changes_it_alone(string name, string value)
    {
        ValidationSettings changed = CogOptions.FromEnvironment(n => n == name ? value : null).Validation,
            defaults = new();

        bool[] differ =
        [
            changed.IsStrict != defaults.IsStrict,
            changed.IsFull != defaults.IsFull,
            changed.Profile != defaults.Profile,
            changed.AllBlocks != defaults.AllBlocks,
        ];
        Assert.Single(differ, d => d);
        Assert.Throws<CogOptionsException>(() => CogOptions.FromEnvironment(n => n == name ? "perhaps" : null));
    }

    private async Task<string?> StatusAsync(ValidationSettings rules)
    {
        _uploads.Options = new() { Validation = rules };
        return (await _uploads.HandleAsync(UploadBucket.Created("a.tif")))[0].GetProperty("status").GetString();
    }

    private void AssertInvalid(JsonElement result)
    {
        string key = result.GetProperty("key").GetString()!;
        Assert.Equal((key, "invalid"), (key, result.GetProperty("status").GetString()));
        Assert.Contains("cog:valid=false", _uploads.Tags[key], StringComparison.Ordinal);
        Assert.DoesNotContain("cog:errors=0", _uploads.Tags[key], StringComparison.Ordinal);

        // Without a header there is no report, and the message says why.
        bool says = result.TryGetProperty("report", out JsonElement report)
            ? !report.GetProperty("readable").GetBoolean()
            : result.GetProperty("message").GetString() is { Length: > 0 };
        Assert.True(says, result.ToString());
    }

    private static byte[] FileOf(string codec) => File.ReadAllBytes(TestData.PathOf($"validation/{codec}.tif"));

    private static byte[] Tiled()
    {
        IfdBuilder image = new IfdBuilder(640, 640).Tiled(128, 128).WithBlocks(Enumerable.Repeat<byte[]?>(new byte[16384], 25));
        return new TiffBuilder().Add(image).Build();
    }

    private static byte[] WithZeros(byte[] file, int offset, int length)
    {
        byte[] copy = [.. file];
        copy.AsSpan(offset, length).Clear();
        return copy;
    }

    private static async Task<ByteRange[]> BlocksOfAsync(byte[] file)
    {
        var source = new MemoryRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Cancellation);
        var index = new BlockIndex(header, header.Image, CogReaderOptions.Default);
        long[] numbers = [.. Enumerable.Range(0, (int)header.Image.BlockCount)];
        return [.. (await index.LocateAsync(source, numbers, Cancellation)).Select(l => l.Range)];
    }
}
