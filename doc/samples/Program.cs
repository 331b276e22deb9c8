namespace Samples;

/// <summary>Runs one of the samples: its name, then its arguments.</summary>
internal static class Program
{
    public static Task Main(string[] args) => args switch
    {
        ["info", var file] => PrintInfo.RunAsync(file),
        ["window", var file] => ReadWindow.RunAsync(file),
        ["tags", var file] => ListTags.RunAsync(file),
        ["block", var file] => FetchBlock.RunAsync(file),
        ["s3", var address] => ReadS3.RunAsync(address),
        _ => throw new ArgumentException("Expected info, window, tags, block or s3, and a file."),
    };
}
