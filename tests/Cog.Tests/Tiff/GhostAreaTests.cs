using System.Text;
using Cog.Tiff;

namespace Cog.Tests.Tiff;

public class GhostAreaTests
{
    private const string Body =
        "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\nBLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ";

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Parses_what_GDAL_writes(int headerSize)
    {
        var expected = new GhostArea(43 + 140)
        {
            IfdsBeforeData = true,
            BlocksRowMajor = true,
            BlockLeader = true,
            BlockTrailer = true,
            MaskInterleaved = false,
            KnownIncompatibleEdition = false,
        };

        Assert.Equal(expected, Parse($"GDAL_STRUCTURAL_METADATA_SIZE=000140 bytes\n{Body}", headerSize));
    }

    [Fact]
    public void Finds_interleaved_masks() =>
        Assert.True(Parse($"GDAL_STRUCTURAL_METADATA_SIZE=000174 bytes\n{Body}MASK_INTERLEAVED_WITH_IMAGERY=YES\n").MaskInterleaved);

    [Fact]
    public void Believes_nothing_of_a_file_that_was_edited()
    {
        string edited = Body.Replace("EDITION=NO\n ", "EDITION=YES\n", StringComparison.Ordinal);

        Assert.Equal(new(183) { KnownIncompatibleEdition = true }, Parse($"GDAL_STRUCTURAL_METADATA_SIZE=000140 bytes\n{edited}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("GDAL_STRUCTURAL_METADATA_SIZE=")]
    [InlineData("GDAL_STRUCTURAL_METADATA_SIZE=000140 bytes\nLAYOUT=IFDS")] // shorter than it says
    [InlineData("GDAL_STRUCTURAL_METADATA_SIZE=-00001 bytes\nLAYOUT=IFDS_BEFORE_DATA\n")]
    [InlineData("GDAL_STRUCTURAL_METADATA_SIZE=0000ff bytes\nLAYOUT=IFDS_BEFORE_DATA\n")]
    [InlineData("GDAL_STRUCTURAL_METADATA_SIZE=000024 BYTES\nLAYOUT=IFDS_BEFORE_DATA\n")]
    public void Takes_anything_else_for_none(string text) => Assert.Equal(GhostArea.None, Parse(text));

    private static GhostArea Parse(string text, int headerSize = 8) =>
        GhostArea.Parse([.. new byte[headerSize], .. Encoding.ASCII.GetBytes(text)], headerSize == 8 ? TiffLayout.Classic : TiffLayout.Big);
}
