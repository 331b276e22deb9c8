using Cog.Tiff;

namespace Cog.Rendering.Mosaics;

/// <summary>
/// One raster, whose pixels give way to others': the first, highest, lowest, and those picked by their last band. Alpha comes along with
/// the pixel; where bands come from different files, the stronger.
/// </summary>
internal sealed class PickedPixels(CogReaderOptions options, PixelSelection selection) : PixelSelector
{
    private Raster? _picked;

    /// <inheritdoc/>
    public override bool IsFilled => selection == PixelSelection.First && _picked is not null && !HasGap(_picked.Mask, Wanted.Span);

    /// <inheritdoc/>
    public override bool IsEager => selection == PixelSelection.First;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Settled => selection == PixelSelection.First && _picked is not null ? _picked.Mask : [];

    /// <inheritdoc/>
    public override Raster? Finish()
    {
        Raster? picked = _picked;
        _picked = null;
        if (picked is null || selection is not (PixelSelection.LastBandLow or PixelSelection.LastBandHigh))
        {
            return picked;
        }

        using (picked)
        {
            Raster without = Raster.Rent(picked.SampleType, picked.Bands - 1, new(picked.Width, picked.Height), options);
            picked.Samples[..without.Samples.Length].CopyTo(without.Samples);
            picked.Mask.CopyTo(without.Mask);
            return without;
        }
    }

    /// <inheritdoc/>
    protected override void Take(Raster raster)
    {
        if (selection != PixelSelection.First)
        {
            RequireReal(raster, "order");
        }

        if (selection is PixelSelection.LastBandLow or PixelSelection.LastBandHigh && raster.Bands < 2)
        {
            throw new UnsupportedTiffException(
                "pixel_selection is lastbandlow or lastbandhigh, which show all bands but the last, and there is one band alone."
            );
        }

        if (_picked is null)
        {
            _picked = raster;
            return;
        }

        SampleType type = SampleWidening.Of(_picked.SampleType, raster.SampleType);
        _picked = SampleWidening.Widen(_picked, type, options);
        using Raster fed = SampleWidening.Widen(raster, type, options);
        if (selection == PixelSelection.First)
        {
            CopyRuns(fed, Gaps(_picked.Mask, fed.Mask));
        }
        else
        {
            type.Run(new Merge(this, fed));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _picked?.Dispose();
        _picked = null;
    }

    private static bool HasGap(ReadOnlySpan<byte> mask, ReadOnlySpan<byte> wanted)
    {
        if (wanted.IsEmpty)
        {
            return mask.Contains((byte)0);
        }

        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0 && wanted[i] != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>255 where the mosaic has no pixel and the file has one.</summary>
    private static byte[] Gaps(ReadOnlySpan<byte> mosaic, ReadOnlySpan<byte> file)
    {
        byte[] gaps = GC.AllocateUninitializedArray<byte>(mosaic.Length);
        int i = 0;
        for (; i <= gaps.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<byte> isGap = Vector.Equals(new Vector<byte>(mosaic[i..]), Vector<byte>.Zero);
            Vector<byte> isMissing = Vector.Equals(new Vector<byte>(file[i..]), Vector<byte>.Zero);
            Vector.AndNot(isGap, isMissing).CopyTo(gaps, i);
        }

        for (; i < gaps.Length; i++)
        {
            gaps[i] = mosaic[i] == 0 && file[i] != 0 ? byte.MaxValue : (byte)0;
        }

        return gaps;
    }

    // Whole runs at a time: a file fills areas, not dust.
    private void CopyRuns(Raster fed, ReadOnlySpan<byte> which)
    {
        Raster picked = _picked!;
        int bytes = picked.SampleType.ByteSize();
        for (int start = 0; ; )
        {
            int skipped = which[start..].IndexOf(byte.MaxValue);
            if (skipped < 0)
            {
                return;
            }

            start += skipped;
            int length = which[start..].IndexOfAnyExcept(byte.MaxValue);
            length = length < 0 ? which.Length - start : length;
            fed.Mask.Slice(start, length).CopyTo(picked.Mask[start..]);
            for (int band = 0; band < picked.Bands; band++)
            {
                fed.BandBytes(band).Slice(start * bytes, length * bytes).CopyTo(picked.BandBytes(band)[(start * bytes)..]);
            }

            start += length;
        }
    }

    private readonly struct Merge(PickedPixels owner, Raster fed) : ISampleWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => owner.MergeAs<T>(fed);
    }

    private void MergeAs<T>(Raster fed)
        where T : unmanaged, INumber<T>
    {
        Raster picked = _picked!;
        byte[] gaps = Gaps(picked.Mask, fed.Mask);
        bool wantsHigh = selection is PixelSelection.Highest or PixelSelection.LastBandHigh;
        if (selection is PixelSelection.LastBandLow or PixelSelection.LastBandHigh)
        {
            // The last band decides for all.
            ReadOnlySpan<T> mine = Band<T>(picked, picked.Bands - 1),
                theirs = Band<T>(fed, fed.Bands - 1);
            ReadOnlySpan<byte> mask = fed.Mask;
            for (int i = 0; i < gaps.Length; i++)
            {
                if (mask[i] != 0 && (wantsHigh ? theirs[i] > mine[i] : theirs[i] < mine[i]))
                {
                    gaps[i] = byte.MaxValue;
                }
            }

            CopyRuns(fed, gaps);
            return;
        }

        for (int start = 0; start < gaps.Length; )
        {
            // Runs that both have, between others.
            int length = RunOfBoth(picked.Mask[start..], fed.Mask[start..]);
            if (length == 0)
            {
                start++;
                continue;
            }

            for (int band = 0; band < picked.Bands; band++)
            {
                Compare(Band<T>(picked, band).Slice(start, length), Band<T>(fed, band).Slice(start, length), wantsHigh);
            }

            start += length;
        }

        CopyRuns(fed, gaps);
        Span<byte> alpha = picked.Mask;
        ReadOnlySpan<byte> others = fed.Mask;
        for (int i = 0; i < alpha.Length; i++)
        {
            alpha[i] = Math.Max(alpha[i], others[i]);
        }
    }

    private static int RunOfBoth(ReadOnlySpan<byte> mine, ReadOnlySpan<byte> theirs)
    {
        int a = mine.IndexOf((byte)0),
            b = theirs.IndexOf((byte)0);
        return Math.Min(a < 0 ? mine.Length : a, b < 0 ? theirs.Length : b);
    }

    // A comparison with NaN is false, and what is there stays.
    private static void Compare<T>(Span<T> mine, ReadOnlySpan<T> theirs, bool wantsHigh)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        for (; i <= mine.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var a = new Vector<T>(mine[i..]);
            var b = new Vector<T>(theirs[i..]);
            Vector.ConditionalSelect(wantsHigh ? Vector.GreaterThan(b, a) : Vector.LessThan(b, a), b, a).CopyTo(mine[i..]);
        }

        for (; i < mine.Length; i++)
        {
            if (wantsHigh ? theirs[i] > mine[i] : theirs[i] < mine[i])
            {
                mine[i] = theirs[i];
            }
        }
    }

    private static Span<T> Band<T>(Raster raster, int band)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(raster.BandBytes(band));
}
