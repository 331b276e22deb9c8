using Cog.Sources;

namespace Cog.Header;

/// <summary>Reads a header by few range reads: one of <see cref="CogReaderOptions.IngestedBytesAtOpen"/>, and more only when a directory or a long tag value lies beyond.</summary>
public static class CogHeaderReader
{
    /// <summary>Reads and parses the header.</summary>
    /// <exception cref="CogException">The source fails, or the file is malformed or beyond a limit.</exception>
    public static Task<CogHeader> ReadAsync(IRangeSource source, CogReaderOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
