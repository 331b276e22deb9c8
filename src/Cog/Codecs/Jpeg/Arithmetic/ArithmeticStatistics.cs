namespace Cog.Codecs.Jpeg.Arithmetic;

/// <summary>
/// The bins of a scan, an area for each conditioning slot: components that share a slot share what is learnt (ITU-T T.81 tables F.4 and
/// F.5).
/// </summary>
internal sealed class ArithmeticStatistics
{
    /// <summary>Bins of an area for DC differences: four for each of five contexts, then X1 to X15 and M2 to M15.</summary>
    private const int DcBins = 49;

    /// <summary>
    /// Bins of an area for AC coefficients: three for each of 63, then X2 to X15 and M2 to M15, of low ones and of high ones.
    /// </summary>
    private const int AcBins = 245;

    private readonly byte[] _dc = new byte[ArithmeticConditioning.Slots * DcBins];
    private readonly byte[] _ac = new byte[ArithmeticConditioning.Slots * AcBins];

    /// <summary>Forgets everything: a scan or a restart interval begins.</summary>
    public void Clear()
    {
        _dc.AsSpan().Clear();
        _ac.AsSpan().Clear();
    }

    /// <summary>The bins of a slot for DC differences.</summary>
    public Span<byte> Dc(int slot) => _dc.AsSpan(slot * DcBins, DcBins);

    /// <summary>The bins of a slot for AC coefficients.</summary>
    public Span<byte> Ac(int slot) => _ac.AsSpan(slot * AcBins, AcBins);
}
