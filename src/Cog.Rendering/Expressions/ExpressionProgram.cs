using System.Buffers;

namespace Cog.Rendering.Expressions;

/// <summary>Expressions made ready for samples of one type. Immutable: it may run many times, and side by side.</summary>
/// <param name="inputType">The type of the samples.</param>
/// <param name="outputType">The type of the bands: NumPy's common type of all results; comparisons are bytes, 0 or 1.</param>
/// <param name="outputs">How many bands there are: one for each expression.</param>
internal sealed class ExpressionProgram(SampleType inputType, SampleType outputType, int outputs)
{
    // Two operands and a result of 64 bits are 12 KB: they stay in the first cache.
    private const int Chunk = 512;

    // A number of any kind.
    private const int ValueSize = sizeof(double);

    // Some 30,000 pixels.
    private const int ChunksBetweenChecks = 64;

    /// <summary>The type of the bands that come out.</summary>
    public SampleType OutputType => outputType;

    /// <summary>How many bands come out.</summary>
    public int Outputs => outputs;

    /// <summary>How many bands the samples have.</summary>
    public required int Inputs { get; init; }

    internal required IReadOnlyList<Instruction> Instructions { get; init; }

    /// <summary>As many as scratch holds: one chunk of each.</summary>
    internal required IReadOnlyList<ExpressionNumber> Constants { get; init; }

    internal required int Temporaries { get; init; }

    /// <summary>Computes the bands. Not finite results are as in rio-tiler: NaN is 0, an infinity the largest number of its sign.</summary>
    /// <param name="samples">The samples that the expressions name, in their order; not disposed.</param>
    /// <param name="options">Limits and memory.</param>
    /// <param name="cancellationToken">Asked between rows.</param>
    /// <returns>A raster that the caller disposes, with the mask of the samples.</returns>
    /// <exception cref="LimitExceededException">More than <see cref="CogLimits.MaxRasterBytes"/>.</exception>
    public Raster Evaluate(Raster samples, CogReaderOptions options, CancellationToken cancellationToken)
    {
        if (samples.SampleType != inputType || samples.Bands != Inputs)
        {
            throw new ArgumentException(
                $"The samples are {samples.Bands} bands of {samples.SampleType}, the program is for {Inputs} of {inputType}.",
                nameof(samples)
            );
        }

        Raster result = Raster.Rent(outputType, outputs, new(samples.Width, samples.Height), options);
        try
        {
            samples.Mask.CopyTo(result.Mask);
            int bytes = (Constants.Count + Temporaries) * Chunk * ValueSize;
            using IMemoryOwner<byte> scratch = options.Pool.Rent(Math.Max(1, bytes));
            var chunk = new ExpressionChunk(samples, result, scratch.Memory.Span[..bytes], Chunk * ValueSize, Constants.Count);
            for (int i = 0; i < Constants.Count; i++)
            {
                chunk.Fill(i, Constants[i]);
            }

            int checks = 0;
            for (int start = 0; start < samples.PixelCount; start += Chunk)
            {
                if (checks++ % ChunksBetweenChecks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                chunk.Start = start;
                chunk.Length = Math.Min(Chunk, samples.PixelCount - start);
                foreach (Instruction instruction in Instructions)
                {
                    chunk.Run(instruction);
                }
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }
}
