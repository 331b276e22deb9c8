namespace Cog.Rendering.Tests.Warping;

/// <summary>How a picture of one band differs from what GDAL made.</summary>
/// <param name="Masks">Pixels valid in only one of both.</param>
/// <param name="Samples">Pixels valid in both, of different values.</param>
/// <param name="Worst">The largest difference of those.</param>
/// <param name="Mean">The mean absolute difference of pixels valid in both.</param>
/// <param name="Valid">Pixels valid in both.</param>
internal sealed record WarpDifference(int Masks, int Samples, double Worst, double Mean, int Valid)
{
    /// <param name="picture">Ours.</param>
    /// <param name="expected">Samples, then a mask.</param>
    public static WarpDifference Of(Raster picture, double[] expected)
    {
        int pixels = picture.PixelCount,
            masks = 0,
            samples = 0,
            valid = 0;
        double worst = 0,
            sum = 0;
        for (int i = 0; i < pixels; i++)
        {
            bool isExpected = expected[pixels + i] > 0;
            masks += isExpected == picture.Mask[i] > 0 ? 0 : 1;
            if (isExpected && picture.Mask[i] > 0)
            {
                double difference = Math.Abs(Pictures.Sample(picture, i) - expected[i]);
                (samples, worst, sum, valid) = (
                    samples + (difference > 0 ? 1 : 0),
                    Math.Max(worst, difference),
                    sum + difference,
                    valid + 1
                );
            }
        }

        return new(masks, samples, worst, valid == 0 ? 0 : sum / valid, valid);
    }
}
