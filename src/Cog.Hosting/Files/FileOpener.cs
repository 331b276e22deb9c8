using Cog.Header;
using Cog.Hosting.Failures;
using Cog.Hosting.Sources;

namespace Cog.Hosting.Files;

/// <summary>
/// The one way in which this product opens a file: whoever asks, its reads are counted, limited and logged, and all of them are of one
/// version of it.
/// </summary>
/// <param name="headers">Where headers come from.</param>
/// <param name="options">The deployment's settings.</param>
internal sealed class FileOpener(HeaderStore headers, CogOptions options)
{
    private const int MaxOpening = 16;

    private readonly PicturesInFlight _pictures = new(options.PictureBytesInFlight);

    /// <summary>Opens a file, and its external overviews where it has some, and gives what <paramref name="use"/> makes of it.</summary>
    /// <remarks>
    /// A file overwritten meanwhile is opened and used once more, from its start, then given up on: a result comes from one version only.
    /// One that comes from a header in memory alone is not older than <see cref="CogOptions.HeaderRevalidate"/>. The header is in the
    /// shared table when this returns.
    /// </remarks>
    /// <param name="location">The file.</param>
    /// <param name="log">Where reads are written down; its budget becomes the deployment's.</param>
    /// <param name="use">What is done with it; may be called twice.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CogException">The file cannot be opened, or <paramref name="use"/> threw it.</exception>
    public Task<T> UseAsync<T>(FileLocation location, RequestLog log, Func<CogFile, Task<T>> use, CancellationToken cancellationToken)
    {
        Begin(location, log);
        return UseAllAsync([location], log, files => use(files[0]), cancellationToken);
    }

    /// <summary>Notes what a request is about, and gives it the deployment's budget. Opening one file does so by itself.</summary>
    public void Begin(FileLocation location, RequestLog log)
    {
        log.Source = location.Key.Object.GetLeftPart(UriPartial.Path);
        log.Budget = new(options.Reader.Limits.MaxBytesPerRequest);
    }

    /// <summary>See <see cref="HeaderStore.AskTableAsync"/>.</summary>
    public async Task<TableAnswers> AskTableAsync(IEnumerable<HeaderKey> keys, RequestLog log, CancellationToken cancellationToken)
    {
        using (log.Measure("header"))
        {
            return await headers.AskTableAsync(keys, cancellationToken);
        }
    }

    /// <summary>A file's header as far as it is known without asking anybody; null when it is not.</summary>
    public CogHeader? Known(HeaderKey key, TableAnswers told) => headers.Known(key) ?? told.Found.GetValueOrDefault(key)?.Header;

    /// <summary>
    /// Opens files side by side, for a request that has begun (<see cref="Begin"/>): one that cannot be opened fails all of it. When one is
    /// overwritten meanwhile, all are opened and used once more.
    /// </summary>
    /// <param name="locations">The files, in the order in which <paramref name="use"/> gets them; may be none.</param>
    /// <param name="log">Where reads are written down.</param>
    /// <param name="use">What is done with them; may be called twice.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <param name="told">What the table of headers has said already.</param>
    /// <exception cref="CogException">A file cannot be opened, or <paramref name="use"/> threw it.</exception>
    public async Task<T> UseAllAsync<T>(
        IReadOnlyList<FileLocation> locations,
        RequestLog log,
        Func<IReadOnlyList<CogFile>, Task<T>> use,
        CancellationToken cancellationToken,
        TableAnswers? told = null
    )
    {
        for (bool isSecond = false; ; isSecond = true)
        {
            var opened = new OpenHeader?[locations.Count];
            try
            {
                using (log.Measure("header"))
                {
                    told ??= await headers.AskTableAsync(locations.Select(location => location.Key), cancellationToken);
                    if (locations is [var only])
                    {
                        opened[0] = await headers.OpenAsync(only, log, cancellationToken, told);
                    }
                    else
                    {
                        var side = new ParallelOptions { MaxDegreeOfParallelism = MaxOpening, CancellationToken = cancellationToken };
                        await Parallel.ForAsync(0, locations.Count, side, async (i, token) =>
                            opened[i] = await headers.OpenAsync(locations[i], log, token, told)
                        );
                    }
                }

                return await UseNextAsync([]);
            }
            catch (CogException error) when (error is SourceChangedException || opened.Any(header => IsChange(error, header)))
            {
                told = null; // It told of what was before.
                for (int i = 0; i < opened.Length; i++)
                {
                    if (opened[i] is { } header)
                    {
                        await headers.DropAsync(locations[i].Key, header, cancellationToken);
                    }
                }

                if (isSecond)
                {
                    throw;
                }
            }
            finally
            {
                for (int i = 0; i < opened.Length; i++)
                {
                    if (opened[i] is { } header)
                    {
                        headers.SetSize(locations[i].Key, header);
                    }
                }
            }

            Task<T> UseNextAsync(IReadOnlyList<CogFile> files) =>
                files.Count == locations.Count
                    ? use(files)
                    : UseAsync(
                        locations[files.Count],
                        log,
                        opened[files.Count]!,
                        file => UseNextAsync([.. files, file]),
                        cancellationToken
                    );
        }
    }

    private async Task<T> UseAsync<T>(
        FileLocation location,
        RequestLog log,
        OpenHeader header,
        Func<CogFile, Task<T>> use,
        CancellationToken cancellationToken
    )
    {
        // A transport, and around it: its reads logged and limited; their success makes the header younger. The reader puts what opening
        // brought before that.
        using MeteredSource metered = log.Record(location.Open());
        using MeteredSource? external = header.HasExternalOverviews && location.OpenOverviews is { } open ? log.Record(open()) : null;
        IRangeSource source = headers.Watch(header, metered);
        var file = new CogFile(header.Reader.WithSource(source, log.Reads, external), source, location, log, cancellationToken)
        {
            AsOf = header.AsOf,
            Pictures = _pictures,
            MaxWebPPixels = options.MaxWebPPixels,
            Options = options,
            Ranges = header.Ranges,
        };
        T result;
        try
        {
            result = await use(file);
        }
        catch (Exception error) when (!Failure.Of(error).IsTransient)
        {
            // An outdated header has no say in what the file lacks, either.
            await headers.ConfirmAsync(header, source, external, cancellationToken);
            throw;
        }

        await headers.ConfirmAsync(header, source, external, cancellationToken);
        await header.Storing; // A function may be frozen as soon as it has answered.
        return result;
    }

    // Overviews that were beside the file and are there no more are a change of it, too.
    private static bool IsChange(CogException error, OpenHeader? header) =>
        error is SourceChangedException || (error is SourceNotFoundException && header is { HasExternalOverviews: true });
}
