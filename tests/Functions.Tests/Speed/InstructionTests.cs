using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Cog.Testing;
using Cog.Testing.Web.Cli;
using Cog.Testing.Web.Lambda;

namespace Functions.Tests.Speed;

/// <summary>
/// What ten tiles cost the native <c>cog</c>, in instructions of the processor as Valgrind counts them, beside the figures of
/// tests/data/functions/instructions.txt: a change that makes one of them dearer by a twentieth does not pass unseen.
/// </summary>
/// <remarks>
/// Counts do not depend on what else the machine does, and of two runs differ by some thousandths. A tile's figure is without the start of
/// the program, which has one of its own. <c>COG_RENEW_INSTRUCTIONS=1</c> writes the file anew: see doc/testing.md.
/// </remarks>
public sealed partial class InstructionTests : IDisposable
{
    private const string Renew = "COG_RENEW_INSTRUCTIONS",
        Start = "start";

    private const double Tolerance = 1.05;

    // Of the sample's two files: GDAL's compressions of the same pixels, and what is drawn of each.
    private static readonly Dictionary<string, string[]> s_files = new()
    {
        ["lzw.tif"] = ["rgb", "-co", "COMPRESS=LZW", "-co", "PREDICTOR=2"],
        ["deflate.tif"] = ["rgb", "-co", "COMPRESS=DEFLATE", "-co", "PREDICTOR=2"],
        ["zstd.tif"] = ["rgb", "-co", "COMPRESS=ZSTD", "-co", "PREDICTOR=2"],
        ["webp.tif"] = ["rgb", "-co", "COMPRESS=WEBP", "-co", "WEBP_LEVEL=75"],
        ["webp-lossless.tif"] = ["rgb", "-co", "COMPRESS=WEBP", "-co", "WEBP_LOSSLESS=YES"],
        ["lerc.tif"] = ["dem", "-co", "COMPRESS=LERC", "-co", "MAX_Z_ERROR=0.01"],
    };

    private static readonly (string Name, string File, string Options)[] s_tiles =
    [
        (Start, "jpeg.tif", "--format png --tilesize 1"),
        ("jpeg-png", "jpeg.tif", "--format png"),
        ("jpeg-bilinear-jpg", "jpeg.tif", "--format jpg --reproject bilinear"),
        ("jpeg-webp", "jpeg.tif", "--format webp"),
        ("lzw-png", "lzw.tif", "--format png"),
        ("deflate-jpg", "deflate.tif", "--format jpg"),
        ("zstd-png", "zstd.tif", "--format png"),
        ("webp-png", "webp.tif", "--format png"),
        ("webp-lossless-jpg", "webp-lossless.tif", "--format jpg"),
        ("lerc-colormap-png", "lerc.tif", "--format png --colormap_name viridis --rescale 0,1000"),
        ("dem-hillshade-png", "dem.tif", "--format png --algorithm hillshade --buffer 3"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cog-instructions-");

    private static string Figures => TestData.PathOf("functions/instructions.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ten_tiles_cost_no_more_than_they_did()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return; // The figures are those of x64.
        }

        await MakeFilesAsync();
        var found = new Dictionary<string, long>();
        foreach ((string name, string file, string options) in s_tiles)
        {
            long count = await CountAsync(file, options);
            found[name] = name == Start ? count : count - found[Start];
        }

        if (Environment.GetEnvironmentVariable(Renew) == "1")
        {
            await File.WriteAllLinesAsync(
                Figures,
                found.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key} {f.Value}")),
                TestContext.Current.CancellationToken
            );
        }

        Dictionary<string, long> expected = File.ReadLines(Figures)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));
        Assert.Equal(expected.Keys, found.Keys); // If not: COG_RENEW_INSTRUCTIONS=1.
        string[] table = [.. found.Select(f => Line(f.Key, f.Value, expected[f.Key]))];
        foreach (string line in table)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(line);
        }

        Assert.True(found.All(f => f.Value <= Tolerance * expected[f.Key]), string.Join('\n', ["Dearer than they were:", .. table]));
    }

    private static string Line(string name, long found, long expected) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{name, -20} {found, 12:N0} instructions, {expected, 12:N0} before: {(double)found / expected:0.000}"
        );

    private async Task MakeFilesAsync()
    {
        File.Copy(Sample.PictureReader, PathOf("jpeg.tif"));
        File.Copy(Sample.Heights, PathOf("dem.tif"));
        foreach ((string name, string[] options) in s_files)
        {
            string source = options[0] == "rgb" ? PathOf("jpeg.tif") : PathOf("dem.tif");
            string[] bands = options[0] == "rgb" ? ["-b", "1", "-b", "2", "-b", "3"] : [];
            string[] tiling = ["-co", "TILED=YES", "-co", "BLOCKXSIZE=512", "-co", "BLOCKYSIZE=512"];
            await RunAsync("gdal_translate", ["-q", .. bands, .. tiling, .. options[1..], source, PathOf(name)]);
        }
    }

    private async Task<long> CountAsync(string file, string options)
    {
        string[] valgrind = ["--tool=callgrind", "--callgrind-out-file=/dev/null", NativeBuild.Cog];
        string[] tile = ["tile", PathOf(file), "12", "1854", "1642", "--quiet", "--output", PathOf("tile"), .. options.Split(' ')];
        string report = await RunAsync("valgrind", [.. valgrind, .. tile]);
        Match count = InstructionsReferred().Match(report);
        Assert.True(count.Success, report);
        return long.Parse(count.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    // Nothing of the machine shall show: processors, the size of its caches, the deployment's settings.
    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string variable in start.Environment.Keys.Where(k => k is not ("PATH" or "HOME")).ToArray())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["DOTNET_PROCESSOR_COUNT"] = "2";
        start.Environment["DOTNET_GCgen0size"] = "4000000"; // Bytes, in hexadecimal.
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed:\n{await output}{errors}");
        return errors;
    }

    [GeneratedRegex(@"refs:\s+([\d,]+)")]
    private static partial Regex InstructionsReferred();
}
