using Microsoft.Win32.SafeHandles;

namespace Cog.Sources;

/// <summary>A local file. Its version is made of length and time of the last write.</summary>
/// <remarks>
/// The file is opened by the first read and stays open until <see cref="Dispose"/>, so that a file replaced by renaming is read to its end
/// as it was.
/// </remarks>
internal sealed class FileRangeSource : IRangeSource
{
    private readonly string _path;
    private readonly Lock _gate = new();
    private SafeFileHandle? _handle;
    private bool _disposed;

    /// <summary>Names a file, without opening it.</summary>
    /// <param name="path">Absolute, or relative to the current folder.</param>
    public FileRangeSource(string path)
    {
        _path = Path.GetFullPath(path);
        Uri = new("file://" + string.Join('/', _path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)));
    }

    /// <inheritdoc/>
    public Uri Uri { get; }

    /// <inheritdoc/>
    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SafeFileHandle handle = Open();
        try
        {
            (long length, string version) = Version(handle);
            EntityTag.ThrowIfChanged(Uri, ifMatch, version);

            byte[] buffer = new byte[range.LengthWithin(length)];
            int filled = 0;
            while (filled < buffer.Length)
            {
                int read = await RandomAccess
                    .ReadAsync(handle, buffer.AsMemory(filled), range.Offset + filled, cancellationToken)
                    .ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                filled += read;
            }

            // A write that happened meanwhile may have mixed two versions in the buffer.
            EntityTag.ThrowIfChanged(Uri, version, Version(handle).ETag);
            return new(buffer.AsMemory(0, filled), version, length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new SourceUnavailableException($"Reading {range} of '{_path}' failed: {error.Message}", error);
        }
    }

    /// <summary>Closes the file. Reads in flight end first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _handle?.Dispose();
        }
    }

    private SafeFileHandle Open()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _handle ??= OpenFile();
        }
    }

    private SafeFileHandle OpenFile()
    {
        if (Directory.Exists(_path))
        {
            throw new SourceNotFoundException($"'{_path}' is a folder, not a file.");
        }

        try
        {
            return File.OpenHandle(
                _path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete,
                FileOptions.Asynchronous | FileOptions.RandomAccess
            );
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceNotFoundException($"There is no file '{_path}'.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new SourceAccessDeniedException($"The file '{_path}' may not be read.", error);
        }
        catch (IOException error)
        {
            throw new SourceUnavailableException($"The file '{_path}' cannot be opened: {error.Message}", error);
        }
    }

    private static (long Length, string ETag) Version(SafeFileHandle handle)
    {
        long length = RandomAccess.GetLength(handle);
        return (length, $"\"{length:x}-{File.GetLastWriteTimeUtc(handle).Ticks:x}\"");
    }
}
