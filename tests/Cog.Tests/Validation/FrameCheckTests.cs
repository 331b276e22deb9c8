using Cog.Header;
using Cog.Testing;
using Cog.Validation;

namespace Cog.Tests.Validation;

/// <summary>What GDAL's corpus has no file for: masks out of place, more blocks than are looked at.</summary>
public class FrameCheckTests
{
    private static readonly ValidationRequest s_full = new() { Profile = ValidationProfile.Gdal, IsFull = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mask_behind_its_image_is_in_order() => Assert.Empty((await ValidateAsync(WithMask(isInterleaved: true))).Errors);

    [Fact]
    public async Task A_mask_elsewhere_is_found()
    {
        CogValidation found = await ValidateAsync(WithMask(isInterleaved: false));

        Assert.Equal(2, found.Errors.Count);
        Assert.Matches(@"^Mask of Main resolution image: for block \(0, 0\), offset is \d+, whereas \d+ was expected$", found.Errors[0]);
    }

    [Fact]
    public async Task A_mask_of_other_blocks_is_found()
    {
        var mask = new IfdBuilder(32, 16).Tiled(32, 16).Subfile(4).WithBlocks(new byte[9]);
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.MaskGhostText }
            .Add(Image(2))
            .Add(mask)
            .Build();

        Assert.Equal(["Main resolution image: mask block size is different from its imagery band"], (await ValidateAsync(file)).Errors);
    }

    [Fact]
    public async Task Every_frame_of_a_large_file_is_looked_at()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(Image(5000))
            .Build();
        var source = new CountingRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);
        int reads = source.Reads.Count;

        CogValidation found = await CogValidator.ValidateAsync(source, header, CogReaderOptions.Default, s_full, Token);

        Assert.Empty(found.Errors);
        Assert.Equal("Looked at all 5,000 blocks.", found.Frames!.ToString());
        Assert.InRange(source.Reads.Count - reads, 1, 8);
    }

    // Blocks of five bytes, each with four in front and behind: 13 bytes from one to the next.
    [Theory]
    [InlineData(1, false)]
    [InlineData(2049, false)]
    [InlineData(4097, false)]
    [InlineData(4998, false)]
    [InlineData(2049, true)]
    public async Task One_bad_leader_among_many_is_found(int block, bool isDecoded)
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(Image(5000))
            .Build();
        file[^(13 * (5000 - block))]++;

        CogValidation found = await ValidateAsync(file, s_full with { IsDecoded = isDecoded });

        Assert.Equal([$"Main resolution image: for block ({block}, 0), size in leader bytes is 6 instead of 5"], found.Errors);
    }

    [Fact]
    public async Task Decoding_looks_at_leaders_and_pixels_in_one_pass()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(Image(5000))
            .Build();

        CogValidation found = await ValidateAsync(file, s_full with { IsDecoded = true });

        Assert.Equal(new BlockCoverage(5000, 5000, null), found.Frames);
        Assert.Equal(new BlockCoverage(5000, 5000, null), found.Pixels!.Coverage);
        Assert.Equal(20, found.Pixels.Problems.Count); // Five bytes are no block of 256.
        Assert.Equal(ValidationVerdict.Invalid, ValidationVerdicts.Of(found, found.Pixels, strict: false));
    }

    [Fact]
    public async Task A_budget_ends_it_and_the_verdict_is_partial()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(Image(5000))
            .Build();

        CogValidation found = await ValidateAsync(file, s_full with { Budget = new() { MaxBytes = 100_000 } });

        Assert.Empty(found.Errors);
        Assert.InRange(found.Frames!.Blocks, 0, 4999);
        Assert.Equal(5000, found.Frames.Of);
        Assert.NotNull(found.Frames.Stopped);
        Assert.Equal(ValidationVerdict.Partial, ValidationVerdicts.Of(found, new([], new(1, 5000, null)), strict: false));
    }

    [Fact]
    public async Task Errors_are_listed_up_to_a_thousand_and_counted_beyond()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(Image(1500))
            .Build();
        for (int block = 0; block < 1500; block++)
        {
            file[^(13 * (1500 - block))]++;
        }

        IReadOnlyList<string> errors = (await ValidateAsync(file)).Errors;

        Assert.Equal(1001, errors.Count);
        Assert.Equal("500 more blocks are not as promised", errors[^1]);
    }

    [Fact]
    public async Task A_file_that_promises_nothing_is_not_read_for_it()
    {
        var source = new CountingRangeSource(new TiffBuilder().Add(Image(4)).Build());
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);
        int reads = source.Reads.Count;

        await CogValidator.ValidateAsync(source, header, CogReaderOptions.Default, s_full, Token);

        Assert.Equal(reads, source.Reads.Count);
    }

    [Fact]
    public async Task Blocks_that_only_the_size_claims_are_not_gone_through()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }
            .Add(new IfdBuilder(1_000_000, 1_000_000).Tiled(16, 16).WithBlocks([1, 2, 3, 4], [5, 6, 7, 8]))
            .Build();

        CogValidation found = await ValidateAsync(file);

        Assert.Empty(found.Errors);
        Assert.DoesNotContain(found.Advice, a => a.Contains("looked at", StringComparison.Ordinal));
    }

    private static byte[] WithMask(bool isInterleaved)
    {
        IfdBuilder image = Image(2),
            mask = Image(2).Subfile(4);
        if (isInterleaved)
        {
            image.Interleave(mask);
        }

        return new TiffBuilder { Ghost = TiffBuilder.MaskGhostText }
            .Add(image)
            .Add(mask)
            .Build();
    }

    private static IfdBuilder Image(int blocks) =>
        new IfdBuilder(16 * blocks, 16).Tiled(16, 16).WithBlocks(Enumerable.Repeat<byte[]?>([1, 2, 3, 4, 5], blocks));

    private static async Task<CogValidation> ValidateAsync(byte[] file, ValidationRequest? request = null)
    {
        var source = new CountingRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);
        return await CogValidator.ValidateAsync(source, header, CogReaderOptions.Default, request ?? s_full, Token);
    }
}
