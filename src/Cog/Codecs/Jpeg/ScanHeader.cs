namespace Cog.Codecs.Jpeg;

/// <summary>A scan header (ITU-T T.81 section B.2.3): which components, which coefficients, which of their bits.</summary>
internal sealed class ScanHeader
{
    private const int MaxComponents = 4;
    private const int MaxBlocksPerMcu = 10;

    private readonly FrameComponent[] _components = new FrameComponent[MaxComponents];
    private int _count;

    public ReadOnlySpan<FrameComponent> Components => _components.AsSpan(0, _count);

    /// <summary>First coefficient, in zigzag order; Ss in T.81.</summary>
    public int FirstCoefficient { get; private set; }

    /// <summary>Last coefficient, included; Se in T.81.</summary>
    public int LastCoefficient { get; private set; }

    /// <summary>The bit that an earlier scan ended at, 0 for the first one; Ah in T.81.</summary>
    public int HighBit { get; private set; }

    /// <summary>True when this scan adds one bit to coefficients of an earlier one; Ah is not 0.</summary>
    public bool IsRefinement => HighBit != 0;

    /// <summary>The lowest bit that this scan codes; Al in T.81.</summary>
    public int LowBit { get; private set; }

    /// <summary>Reads an SOS segment and marks its components as scanned.</summary>
    public void Read(ReadOnlySpan<byte> payload, Frame frame)
    {
        _count = payload.IsEmpty ? 0 : payload[0];
        if (_count is < 1 or > MaxComponents || payload.Length != 4 + (2 * _count))
        {
            throw new InvalidTiffException(
                $"JPEG scan header of {payload.Length} bytes declares {_count} components; 1-4 are legal, 4 + 2 bytes for each."
            );
        }

        int blocks = 0;
        for (int i = 0; i < _count; i++)
        {
            byte id = payload[1 + (2 * i)];
            FrameComponent component = Find(frame, id, i);
            (int Dc, int Ac) slots = (payload[2 + (2 * i)] >> 4, payload[2 + (2 * i)] & 15);
            if (slots.Dc > 3 || slots.Ac > 3)
            {
                throw new InvalidTiffException($"JPEG scan uses entropy coding tables {slots.Dc} and {slots.Ac}; slots are 0-3.");
            }

            component.TableSlots = slots;

            blocks += component.HorizontalSampling * component.VerticalSampling;
            _components[i] = component;
        }

        if (_count > 1 && blocks > MaxBlocksPerMcu)
        {
            throw new InvalidTiffException($"JPEG scan interleaves {blocks} blocks, at most {MaxBlocksPerMcu} are legal.");
        }

        ReadProgression(payload[(1 + (2 * _count))..], frame.IsProgressive);
    }

    private FrameComponent Find(Frame frame, byte id, int before)
    {
        foreach (FrameComponent component in frame.Components)
        {
            // Identifiers need not be unique in a frame, so one that is taken is passed over.
            if (component.Id == id && !_components.AsSpan(0, before).Contains(component))
            {
                return component;
            }
        }

        throw new InvalidTiffException($"JPEG scan names component {id}, which the frame does not have, or not so often.");
    }

    private void ReadProgression(ReadOnlySpan<byte> parameters, bool isProgressive)
    {
        FirstCoefficient = parameters[0];
        LastCoefficient = parameters[1];
        HighBit = parameters[2] >> 4;
        LowBit = parameters[2] & 15;

        if (!isProgressive)
        {
            return; // Fixed at 0, 63, 0, 0; libjpeg reads on whatever they are.
        }

        // Section G.1.1.1: DC alone and interleaved, or AC of one component; 13 bits are the most that a coefficient may lack.
        bool isLegal =
            FirstCoefficient == 0
                ? LastCoefficient == 0
                : FirstCoefficient <= LastCoefficient && LastCoefficient < ZigZag.BlockSize && _count == 1;
        if (!isLegal || LowBit > 13 || (IsRefinement && HighBit != LowBit + 1))
        {
            throw new InvalidTiffException(
                $"JPEG progressive scan of {_count} components codes coefficients {FirstCoefficient}-{LastCoefficient}, bits "
                    + $"{HighBit}-{LowBit}, which no scan may."
            );
        }
    }
}
