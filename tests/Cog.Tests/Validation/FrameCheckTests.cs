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
    public async Task A_mask_behind_its_image_is_in_order() =>
        Assert.Empty((await ValidateAsync(WithMask(isInterleaved: true))).Errors);

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
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.MaskGhostText }.Add(Image(2)).Add(mask).Build();

        Assert.Equal(["Main resolution image: mask block size is different from its imagery band"], (await ValidateAsync(file)).Errors);
    }

    [Fact]
    public async Task Frames_of_large_files_are_sampled_and_the_advice_says_so()
    {
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }.Add(Image(5000)).Build();
        var source = new CountingRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);
        int reads = source.Reads.Count;

        CogValidation found = await CogValidator.ValidateAsync(source, header, CogReaderOptions.Default, s_full, Token);

        Assert.Empty(found.Errors);
        Assert.Contains("Of 5000 blocks, one of 3 had its leader and trailer looked at.", found.Advice);
        Assert.InRange(source.Reads.Count - reads, 1, 8);
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
        byte[] file = new TiffBuilder { Ghost = TiffBuilder.GhostText }.Add(new IfdBuilder(1_000_000, 1_000_000).Tiled(16, 16).WithBlocks([1, 2, 3, 4], [5, 6, 7, 8])).Build();

        CogValidation found = await ValidateAsync(file);

        Assert.Empty(found.Errors);
        Assert.DoesNotContain(found.Advice, a => a.Contains("looked at", StringComparison.Ordinal));
    }

    private static byte[] WithMask(bool isInterleaved)
    {
        IfdBuilder image = Image(2), mask = Image(2).Subfile(4);
        if (isInterleaved)
        {
            image.Interleave(mask);
        }

        return new TiffBuilder { Ghost = TiffBuilder.MaskGhostText }.Add(image).Add(mask).Build();
    }

    private static IfdBuilder Image(int blocks) =>
        new IfdBuilder(16 * blocks, 16).Tiled(16, 16).WithBlocks(Enumerable.Repeat<byte[]?>([1, 2, 3, 4, 5], blocks));

    private static async Task<CogValidation> ValidateAsync(byte[] file)
    {
        var source = new CountingRangeSource(file);
        CogHeader header = await CogHeaderReader.ReadAsync(source, CogReaderOptions.Default, Token);
        return await CogValidator.ValidateAsync(source, header, CogReaderOptions.Default, s_full, Token);
    }
}
