using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Codecs.Jpeg;

/// <summary>Goes through the blocks of a scan in coded order, and over its restart markers (ITU-T T.81 sections A.2 and E.2.4).</summary>
/// <param name="input">What it reads.</param>
internal abstract class ScanDecoder(ScanInput input)
{
    private readonly Frame _frame = input.Frame;
    private readonly EntropyBuffer _entropy = input.Entropy;

    /// <summary>The scan that is decoded.</summary>
    protected ScanHeader Scan { get; } = input.Scan;

    /// <summary>Decodes the entropy-coded data that starts at the reader's position.</summary>
    /// <param name="segments">The stream; left behind what was read.</param>
    /// <param name="restartInterval">MCUs between restart markers, 0 when there are none.</param>
    public void Decode(ref SegmentReader segments, int restartInterval)
    {
        ReadOnlySpan<FrameComponent> components = Scan.Components;
        foreach (FrameComponent component in components)
        {
            Prepare(component);
        }

        // Section A.2: the MCU of a lone component is one block, and blocks that would only fill the frame's MCUs are not coded.
        bool isInterleaved = components.Length > 1;
        int rows = isInterleaved ? _frame.McuRows : components[0].BlockRows;
        int columns = isInterleaved ? _frame.McuColumns : components[0].BlockColumns;
        int untilRestart = restartInterval;
        int restarts = 0;

        BitReader reader = _entropy.Load(ref segments);
        StartInterval(ref reader);
        for (int row = 0; row < rows; row++)
        {
            _frame.Interruption.ThrowIfRequested();
            for (int column = 0; column < columns; column++)
            {
                if (restartInterval > 0 && untilRestart-- == 0)
                {
                    ThrowIfOverrun(in reader, in segments);
                    reader = _entropy.LoadAfterRestart(ref segments, restarts++);
                    untilRestart = restartInterval - 1;
                    StartInterval(ref reader);
                }

                foreach (FrameComponent component in components)
                {
                    if (isInterleaved)
                    {
                        DecodeMcu(ref reader, component, row, column);
                    }
                    else
                    {
                        DecodeBlock(ref reader, component, row, column);
                    }
                }
            }

            ThrowIfOverrun(in reader, in segments);
        }
    }

    /// <summary>True when a marker behind the data stands for zeros without end.</summary>
    protected virtual bool EndsInZeros => false;

    /// <summary>Makes the tables of a component ready.</summary>
    protected abstract void Prepare(FrameComponent component);

    /// <summary>Decodes one block.</summary>
    protected abstract void DecodeBlock(ref BitReader reader, FrameComponent component, int blockRow, int blockColumn);

    /// <summary>Forgets what blocks hand on to the next: a scan or a restart interval begins.</summary>
    protected virtual void StartInterval(ref BitReader reader)
    {
        foreach (FrameComponent component in Scan.Components)
        {
            component.DcPrediction = 0;
        }
    }

    private void ThrowIfOverrun(in BitReader reader, in SegmentReader segments)
    {
        if (!(EndsInZeros && segments.IsAtMarker))
        {
            reader.ThrowIfOverrun();
        }
    }

    private void DecodeMcu(ref BitReader reader, FrameComponent component, int row, int column)
    {
        int down = component.VerticalSampling;
        int across = component.HorizontalSampling;
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                DecodeBlock(ref reader, component, (row * down) + y, (column * across) + x);
            }
        }
    }
}

/// <summary>What the decoders of a stream's scans read.</summary>
/// <param name="Frame">The frame, as its header and its scans leave it.</param>
/// <param name="Scan">The header of the scan that is next.</param>
/// <param name="Entropy">Memory for entropy-coded data.</param>
internal sealed record ScanInput(Frame Frame, ScanHeader Scan, EntropyBuffer Entropy);
