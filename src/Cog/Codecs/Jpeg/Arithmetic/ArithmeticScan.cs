using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Codecs.Jpeg.Arithmetic;

/// <summary>
/// What sequential and progressive scans have in common when they are arithmetic coded: how values become decisions (ITU-T T.81 section
/// F.2.4).
/// </summary>
internal abstract class ArithmeticScan(ScanInput input, ArithmeticConditioning conditioning) : ScanDecoder(input)
{
    // Table F.4: the magnitude of DC differences; table F.5: that of AC coefficients, low and high.
    private const int DcMagnitude = 20;
    private const int LowMagnitude = 189;
    private const int HighMagnitude = 217;

    // From a bin that asks how many bits a magnitude has to the one for those bits.
    private const int ToBits = 14;

    private const int MaxMagnitude = 1 << 14;

    private readonly ArithmeticDecoder _decoder = new();
    private byte _even;

    /// <summary>The bins of the scan.</summary>
    protected ArithmeticStatistics Statistics { get; } = new();

    /// <summary>Zeros that end the data are not stored: a marker behind it says that they are meant (T.81 section D.1.8).</summary>
    protected override bool EndsInZeros => true;

    /// <inheritdoc/>
    protected override void StartInterval(ref BitReader reader)
    {
        base.StartInterval(ref reader);
        foreach (FrameComponent component in Scan.Components)
        {
            component.DcContext = 0;
        }

        Statistics.Clear();
        _decoder.Start(ref reader);
    }

    /// <summary>Notes the bits that the scan brings; fails when they came before.</summary>
    protected static void Claim(FrameComponent component, int first, int last, int highBit, int lowBit)
    {
        if (!component.CodedBits.TryAdd(first, last, highBit, lowBit))
        {
            throw new InvalidTiffException(
                $"JPEG scan of component {component.Id} codes coefficients {first}-{last}, bits {highBit}-{lowBit}, which do not follow "
                    + "from the scans before it."
            );
        }
    }

    /// <summary>Reads a decision.</summary>
    protected bool Read(ref BitReader reader, ref byte bin) => _decoder.Decode(ref reader, ref bin) != 0;

    /// <summary>Reads a decision that is not predicted: signs of AC coefficients, corrections of DC ones.</summary>
    protected bool ReadEven(ref BitReader reader)
    {
        _even = ArithmeticStates.Even;
        return Read(ref reader, ref _even);
    }

    /// <summary>Reads a DC difference and moves the component's prediction and context on (T.81 figure F.19).</summary>
    protected void ReadDc(ref BitReader reader, FrameComponent component)
    {
        int slot = component.TableSlots.Dc;
        Span<byte> bins = Statistics.Dc(slot);
        int context = component.DcContext;
        int difference = 0;
        if (Read(ref reader, ref bins[context]))
        {
            bool isNegative = Read(ref reader, ref bins[context + 1]);
            difference = 1;
            if (Read(ref reader, ref bins[context + (isNegative ? 3 : 2)]))
            {
                difference += ReadMagnitude(ref reader, bins, DcMagnitude, 1);
            }

            difference = isNegative ? -difference : difference;
        }

        component.DcContext = conditioning.ContextOf(slot, difference);
        component.DcPrediction += difference;
    }

    /// <summary>Reads an AC coefficient that is known not to be zero (T.81 figure F.21).</summary>
    /// <param name="reader">The data.</param>
    /// <param name="slot">The conditioning.</param>
    /// <param name="index">Which one, in zigzag order.</param>
    protected int ReadAc(ref BitReader reader, int slot, int index)
    {
        Span<byte> bins = Statistics.Ac(slot);
        bool isNegative = ReadEven(ref reader);
        ref byte first = ref bins[(3 * (index - 1)) + 2]; // Two questions share it.
        int magnitude = 1;
        if (Read(ref reader, ref first))
        {
            bool isLow = index <= conditioning.LastLowCoefficient(slot);
            magnitude += Read(ref reader, ref first) ? ReadMagnitude(ref reader, bins, isLow ? LowMagnitude : HighMagnitude, 2) : 1;
        }

        return isNegative ? -magnitude : magnitude;
    }

    /// <summary>Moves from a coefficient to the next that is not zero: it may be the same one (T.81 figure F.20).</summary>
    protected int SkipZeros(ref BitReader reader, Span<byte> bins, int index, int last)
    {
        while (!Read(ref reader, ref bins[(3 * (index - 1)) + 1]))
        {
            index++;
            if (index > last)
            {
                ThrowPastBand(last);
            }
        }

        return index;
    }

    /// <summary>No decision may lead behind the last coefficient.</summary>
    protected static void ThrowPastBand(int last) =>
        throw new InvalidTiffException($"JPEG block goes on behind coefficient {last}, its last.");

    // Figures F.23 and F.24, for one less than the magnitude: how many bits it has, then those below the highest.
    private int ReadMagnitude(ref BitReader reader, Span<byte> bins, int bin, int highest)
    {
        for (; Read(ref reader, ref bins[bin]); bin++)
        {
            if (highest == MaxMagnitude)
            {
                throw new InvalidTiffException("JPEG coefficient has a magnitude of more than 15 bits.");
            }

            highest <<= 1;
        }

        int value = highest;
        for (int bit = highest >> 1; bit > 0; bit >>= 1)
        {
            if (Read(ref reader, ref bins[bin + ToBits]))
            {
                value |= bit;
            }
        }

        return value;
    }
}
