using Cog.Rendering.Mosaics;

namespace Cog.Api.Mosaics;

/// <summary>One answer made of the members of a mosaic: which were opened, which failed, and in which order they are read.</summary>
/// <remarks>
/// They are read in waves. Where pixels that are there stay, a wave ends with the file that should fill the rest of the picture, as far as
/// the files' boxes tell; what lies behind filled pixels alone is not read at all. Only after a wave that left gaps where none were
/// expected, the next one reaches a little farther.
/// </remarks>
/// <param name="files">How members are opened.</param>
/// <param name="selection">The members.</param>
/// <param name="settings">How many at once, and what a failure is.</param>
internal sealed class MosaicRun(MosaicFiles files, MosaicSelection selection, MosaicSettings settings) : IFilesInTurn
{
    private readonly MemberOutcomes _outcomes = new(selection.Members.Count, settings.IsStrict);
    private (int Index, IDataset Data)? _lead;

    /// <summary>How many members the answer is not made of, with + behind it when there may be more; null for none.</summary>
    public string? LeftOut =>
        selection is { LeftOut: 0, HasMore: false }
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{selection.LeftOut}{(selection.HasMore ? "+" : "")}");

    /// <summary>How many members are read at once.</summary>
    public int MostAtOnce => Math.Min(settings.Concurrency, Members.Count);

    /// <summary>The members.</summary>
    public IReadOnlyList<MosaicMember> Members => selection.Members;

    /// <inheritdoc/>
    public int Taken { get; private set; }

    /// <summary>True when no member had anything to show.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>The members that something was shown of.</summary>
    public IEnumerable<string> Used => Members.Where((_, i) => _outcomes.Used[i]).Select(member => member.Name);

    /// <summary>The members that could not be read, and why.</summary>
    public IEnumerable<(string Name, Exception Reason)> Failed =>
        Members
            .Select((member, i) => (member.Name, Reason: _outcomes.FailureOf(i)))
            .Where(m => m.Reason is not null)
            .Select(m => (m.Name, m.Reason!));

    /// <inheritdoc/>
    public async Task<string?> VersionOfAsync(int count)
    {
        if (selection.Version is null || count > Members.Count)
        {
            return null;
        }

        int[] unknown = [.. Enumerable.Range(0, count).Where(_outcomes.IsUnknown)];
        await Parallel.ForEachAsync(
            unknown,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = files.CancellationToken },
            async (i, _) => await TryAsync(i, _ => Task.CompletedTask)
        );
        string?[] versions = [.. Enumerable.Range(0, count).Select(_outcomes.VersionOf)];
        return versions.Contains(null) ? null : string.Join('\n', versions.Prepend(selection.Version));
    }

    /// <summary>Does something while the first member that can be opened is open; it stands for all of them where one must.</summary>
    /// <param name="use">Gets it; may be called twice.</param>
    /// <exception cref="CogException">None can be opened: why the first cannot.</exception>
    /// <returns>False when there are no members.</returns>
    public async Task<bool> WithLeadAsync(Func<IDataset, Task> use)
    {
        for (int i = 0; i < Members.Count; i++)
        {
            int index = i;
            bool isOpen = false;
            try
            {
                await Members[i]
                    .UseAsync(files, async (data, known) =>
                    {
                        isOpen = true;
                        _lead = (index, data);
                        _outcomes.Open(index, known);
                        Array.Clear(_outcomes.Used);
                        await use(data);
                    });
                return true;
            }
            catch (Exception error) when (!isOpen && MemberOutcomes.IsOfMember(error))
            {
                _outcomes.Fail(i, error);
            }
            finally
            {
                _lead = null;
            }
        }

        return Members.Count > 0 && _outcomes.FailureOf(0) is { } first ? throw MemberOutcomes.Rethrown(first) : false;
    }

    /// <summary>Reads members until the picture needs no more.</summary>
    /// <param name="selector">What is made of them.</param>
    /// <param name="frame">The picture's grid; null for a single pixel.</param>
    /// <param name="read">Reads one; null when it lies elsewhere.</param>
    /// <returns>Null when all lie elsewhere.</returns>
    /// <exception cref="CogException">No member can be read; or a setting says that one that cannot be fails the answer.</exception>
    public async Task<Raster?> SelectAsync(PixelSelector selector, MosaicFrame? frame, Func<IDataset, Task<DatasetSamples?>> read)
    {
        Taken = 0;
        int spare = 0; // Of members that should add nothing.
        while (Taken < Members.Count && !selector.IsFilled)
        {
            (List<int> wave, bool[] expected, bool isGuessed) = NextWave(selector, frame, spare);
            DatasetSamples?[] samples = await ReadAsync(wave, read);
            try
            {
                for (int i = 0; i < wave.Count && !selector.IsFilled; i++)
                {
                    Taken = wave[i] + 1;
                    Feed(selector, wave[i], ref samples[i]);
                }
            }
            finally
            {
                foreach (DatasetSamples? rest in samples)
                {
                    rest?.Dispose();
                }
            }

            bool[] filled = expected.Length > 0 ? frame!.Filled(selector.Settled) : [];
            bool hasHoles = expected.Where((isExpected, cell) => isExpected && !filled[cell]).Any();
            spare = hasHoles || isGuessed ? (2 * spare) + 1 : 0;
        }

        Raster? result = selector.Finish();
        if (result is null && Failed.FirstOrDefault() is { Reason: { } reason })
        {
            throw MemberOutcomes.Rethrown(reason);
        }

        IsEmpty = result is null;
        return result;
    }

    /// <summary>Does something with every member, several at a time.</summary>
    /// <returns>In their order, without those that failed.</returns>
    /// <exception cref="CogException">No member can be read; or a setting says that one that cannot be fails the answer.</exception>
    public async Task<IReadOnlyList<(string Name, T Result)>> AllAsync<T>(Func<IDataset, Task<T?>> use)
        where T : class
    {
        var results = new T?[Members.Count];
        Taken = Members.Count;
        await Parallel.ForAsync(
            0,
            Members.Count,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = files.CancellationToken },
            async (i, _) => await TryAsync(i, async data =>
                {
                    results[i] = await use(data);
                    _outcomes.Used[i] = results[i] is not null;
                })
        );
        if (Failed.FirstOrDefault() is { Reason: { } reason } && results.All(result => result is null))
        {
            throw MemberOutcomes.Rethrown(reason);
        }

        return
        [
            .. results.Select((result, i) => (Members[i].Name, result)).Where(r => r.result is not null).Select(r => (r.Name, r.result!)),
        ];
    }

    // Members from Taken on, which cells should be filled by them, and whether one of them was unknown. What lies behind filled pixels
    // alone is passed over; what lies behind others of the wave waits for them, but for some to spare.
    private (List<int> Wave, bool[] Expected, bool IsGuessed) NextWave(PixelSelector selector, MosaicFrame? frame, int spare)
    {
        var wave = new List<int>();
        if (frame is null || !selector.IsEager)
        {
            wave.AddRange(Enumerable.Range(Taken, Math.Min(settings.Concurrency, Members.Count - Taken)));
            return (wave, [], false);
        }

        bool[] covered = frame.Filled(selector.Settled);
        bool isGuessed = false;
        var pending = new List<PixelWindow>();
        for (int i = Taken; i < Members.Count && wave.Count < settings.Concurrency; i++)
        {
            CogHeader? grid = _outcomes.FailureOf(i) is null ? Members[i].KnownGrid(files) : null;
            PixelWindow touched = grid is null ? default : frame.Touched(grid);
            if (grid is not null && !selector.Settled.IsEmpty && frame.IsFilled(selector.Settled, touched))
            {
                if (Members[i].IsGridOfFile)
                {
                    _outcomes.Know(i, grid); // Else its version is asked for in the end.
                }

                if (wave.Count == 0)
                {
                    Taken = i + 1;
                }

                continue;
            }

            bool[] own = frame.Covered(grid);
            bool addsNothing = own.Contains(true) && !own.Where((isCovered, cell) => isCovered && !covered[cell]).Any();
            bool isBehind = grid is null || addsNothing || !covered.Contains(false) || pending.Exists(p => p.Intersect(touched) == touched);
            if (wave.Count > 0 && isBehind && spare-- <= 0)
            {
                break;
            }

            wave.Add(i);
            isGuessed |= grid is null;
            pending.Add(touched);
            for (int cell = 0; cell < covered.Length; cell++)
            {
                covered[cell] |= own[cell];
            }
        }

        return (wave, covered, isGuessed);
    }

    private async Task<DatasetSamples?[]> ReadAsync(List<int> wave, Func<IDataset, Task<DatasetSamples?>> read)
    {
        var samples = new DatasetSamples?[wave.Count];
        try
        {
            await Task.WhenAll(wave.Select((member, place) => TryAsync(member, async data =>
                        {
                            samples[place]?.Dispose(); // It is read for the second time.
                            samples[place] = null;
                            samples[place] = await read(data);
                        })));
            return samples;
        }
        catch
        {
            foreach (DatasetSamples? read1 in samples)
            {
                read1?.Dispose();
            }

            throw;
        }
    }

    private void Feed(PixelSelector selector, int member, ref DatasetSamples? samples)
    {
        if (samples is not { Raster: var raster } || _outcomes.FailureOf(member) is not null)
        {
            return;
        }

        samples = null; // Handed over.
        try
        {
            selector.Feed(raster);
            _outcomes.Used[member] = true;
        }
        catch (UnsupportedTiffException error)
        {
            _outcomes.Fail(member, error);
        }
    }

    // The lead is open; whoever failed before is not tried again.
    private async Task TryAsync(int member, Func<IDataset, Task> use)
    {
        if (_outcomes.FailureOf(member) is not null)
        {
            return;
        }

        try
        {
            if (_lead is { } lead && lead.Index == member)
            {
                await use(lead.Data);
                return;
            }

            await Members[member]
                .UseAsync(files, (data, known) =>
                {
                    _outcomes.Open(member, known);
                    return use(data);
                });
        }
        catch (Exception error) when (MemberOutcomes.IsOfMember(error) && !(_lead?.Index == member && error is SourceChangedException))
        {
            _outcomes.Fail(member, error);
        }
    }
}
