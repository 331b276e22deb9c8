using Cog.Blocks;
using Cog.Hosting.Sources;

namespace Cog.Cli;

/// <summary>The file that a command is about.</summary>
/// <param name="Reader">Its header is read.</param>
/// <param name="Source">What it is read through; every read is written into <paramref name="Reads"/>.</param>
/// <param name="Reads">The reads so far.</param>
internal sealed record OpenedFile(CogReader Reader, IRangeSource Source, ReadLog Reads) : IDisposable
{
    private IDisposable? _transport;
    private IDisposable? _beside;

    /// <summary>Reads the header of a file.</summary>
    /// <param name="address">Which.</param>
    /// <param name="reads">Where its reads are written down.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="CommandException">It is not a TIFF.</exception>
    /// <exception cref="CogException">It cannot be read.</exception>
    public static async Task<OpenedFile> OpenAsync(SourceAddress address, ReadLog reads, CancellationToken cancellationToken)
    {
        CogOptions settings = CommandSettings.Read();
        (IRangeSource transport, IRangeSource? beside) = Resolve(address, settings);
        var source = new RecordedRangeSource(transport, reads);
        CogReaderOptions options = settings.ToReaderOptions();
        try
        {
            CogReader reader = await CogReader.OpenAsync(source, options, cancellationToken);
            if (beside is not null)
            {
                reader = await reader.WithExternalOverviewsAsync(new RecordedRangeSource(beside, reads), cancellationToken);
            }

            return new(reader, source, reads) { _transport = transport, _beside = beside };
        }
        catch (InvalidTiffException error)
        {
            transport.Dispose();
            throw new CommandException($"{address.Text} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Looks where the image's last block is said to be, which in a COG is the end of the file.</summary>
    /// <exception cref="CommandException">It is not there: the file was cut off.</exception>
    public async Task EnsureWholeAsync(SourceAddress address, CancellationToken cancellationToken)
    {
        Ifd image = Reader.Header.Image;
        try
        {
            await new BlockIndex(Reader.Header, image, Reader.Options).LocateAsync(Source, [image.BlockCount - 1], cancellationToken);
        }
        catch (InvalidTiffException error)
        {
            throw CutOff(address, error);
        }
    }

    /// <summary>How a file is refused whose pixels are not all there.</summary>
    public static CommandException CutOff(SourceAddress address, InvalidTiffException error) =>
        new($"{address.Text}: the header is sound, but the last block of the image is not; was the file cut off? {error.Message}", error);

    /// <inheritdoc/>
    public void Dispose()
    {
        _transport?.Dispose();
        _beside?.Dispose();
    }

    private static (IRangeSource File, IRangeSource? Overviews) Resolve(SourceAddress address, CogOptions settings)
    {
        var resolver = new SourceResolver(settings);
        try
        {
            FileLocation file = resolver.Locate(address.Url);
            return (file.Open(), settings.ExternalOverviews ? file.OpenOverviews?.Invoke() : null);
        }
        catch (BadHttpRequestException error)
        {
            throw new CommandException(error.Message);
        }
    }
}
