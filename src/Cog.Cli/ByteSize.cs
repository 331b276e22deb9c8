namespace Cog.Cli;

/// <summary>Bytes for a person: <c>512 B</c>, <c>48.3 KB</c>, <c>1.5 MB</c>; 1024 to the next unit.</summary>
internal static class ByteSize
{
    public static string Format(double bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB"];
        int unit = 0;
        while (bytes >= 1000 && unit < units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        string number = bytes.ToString(unit == 0 || bytes >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture);
        return $"{number} {units[unit]}";
    }
}
