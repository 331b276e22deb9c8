using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Cog.Testing;

/// <summary>Arrays out of a <c>.npz</c> file, as doubles: NumPy's format (numpy.lib.format) as far as expectations use it.</summary>
internal static partial class NumPyArchive
{
    /// <summary>Every array of an archive by its name.</summary>
    public static IReadOnlyDictionary<string, NumPyArray> Read(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        var arrays = new Dictionary<string, NumPyArray>();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            using Stream stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            arrays.Add(Path.GetFileNameWithoutExtension(entry.Name), Parse(bytes.ToArray()));
        }

        return arrays;
    }

    /// <summary>The array of a <c>.npy</c> file.</summary>
    public static NumPyArray ReadArray(string path) => Parse(File.ReadAllBytes(path));

    private static NumPyArray Parse(byte[] file)
    {
        // \x93NUMPY, version 1.0: two bytes of header length, then a Python dictionary.
        int headerLength = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        string header = Encoding.ASCII.GetString(file, 10, headerLength);
        string type = TypePattern().Match(header).Groups[1].Value;
        int[] shape =
        [
            .. ShapePattern()
                .Match(header)
                .Groups[1]
                .Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(n => int.Parse(n, CultureInfo.InvariantCulture)),
        ];
        ReadOnlySpan<byte> data = file.AsSpan(10 + headerLength);
        double[] values = type switch
        {
            "|u1" => [.. data.ToArray()],
            "|i1" => [.. MemoryMarshal.Cast<byte, sbyte>(data).ToArray()],
            "<u2" => [.. MemoryMarshal.Cast<byte, ushort>(data).ToArray()],
            "<i2" => [.. MemoryMarshal.Cast<byte, short>(data).ToArray()],
            "<u4" => [.. MemoryMarshal.Cast<byte, uint>(data).ToArray()],
            "<i4" => [.. MemoryMarshal.Cast<byte, int>(data).ToArray()],
            "<f4" => [.. MemoryMarshal.Cast<byte, float>(data).ToArray()],
            "<f8" => MemoryMarshal.Cast<byte, double>(data).ToArray(),
            _ => throw new NotSupportedException($"NumPy type '{type}'."),
        };
        return new(shape, values);
    }

    [GeneratedRegex("'descr': '([^']+)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"'shape': \(([^)]*)\)")]
    private static partial Regex ShapePattern();
}

/// <summary>One array, in C order.</summary>
internal sealed record NumPyArray(int[] Shape, double[] Values);
