using Cog.Codecs.Jpeg.Huffman;

namespace Cog.Codecs.Jpeg.Arithmetic;

/// <summary>
/// Decodes binary decisions (ITU-T T.81 section D.2): an interval, split at each decision in the ratio that the decision's bin estimates.
/// </summary>
/// <remarks>
/// A bin is one byte: the state of its estimate in the low seven bits, the more probable symbol in the highest. Zero is where bins start.
/// </remarks>
internal sealed class ArithmeticDecoder
{
    private const uint HalfInterval = 0x8000;

    private uint _interval; // A in T.81, with 0x10000 as that, not as 0.
    private uint _code; // C: where the code lies in the interval, in bits 16-31; below them those that come next.
    private int _ready; // CT: how many bits lie below.

    /// <summary>Begins with new data (T.81 figure D.22).</summary>
    public void Start(ref BitReader reader)
    {
        reader.Fill();
        _code = (uint)reader.Read(16) << 16;
        _interval = 2 * HalfInterval;
        _ready = 0;
    }

    /// <summary>Decodes a decision, 0 or 1, and adapts its bin (T.81 figures D.14 to D.18).</summary>
    public int Decode(ref BitReader reader, ref byte bin)
    {
        uint transition = ArithmeticStates.Transitions[bin & 0x7F];
        uint estimate = transition >> 16;
        int probable = bin >> 7;
        uint interval = _interval - estimate;

        // The more probable symbol has the lower part; when that is the smaller one after all, the two are exchanged.
        bool isProbable = interval >= estimate;
        if (_code >> 16 < interval)
        {
            if (interval >= HalfInterval)
            {
                _interval = interval;
                return probable;
            }
        }
        else
        {
            _code -= interval << 16;
            interval = estimate;
            isProbable = !isProbable;
        }

        // The mark that the symbols change roles lies where the bin has the symbol.
        bin = (byte)((bin & 0x80) ^ (int)((isProbable ? transition : transition >> 8) & 0xFF));
        Renormalize(ref reader, interval);
        return isProbable ? probable : 1 - probable;
    }

    // Figure D.19; what figure D.20 does about stuffed bytes and markers is done. Estimates are never zero, so at most fifteen turns.
    private void Renormalize(ref BitReader reader, uint interval)
    {
        do
        {
            if (_ready == 0)
            {
                reader.Fill();
                _code |= (uint)reader.Read(8) << 8;
                _ready = 8;
            }

            interval <<= 1;
            _code <<= 1;
            _ready--;
        } while (interval < HalfInterval);

        _interval = interval;
    }
}
