using Cog.Codecs.Deflate;
using Cog.Testing;

namespace Cog.Tests.Codecs.Deflate;

/// <summary>
/// What zlib writes, takes and refuses, of streams that are whole and of streams with faults; between pages that nobody may touch.
/// </summary>
public sealed class InflaterTests : IDisposable
{
    private const int Capacity = 1 << 20;

    private readonly GuardedMemory _source = new(Capacity),
        _destination = new(Capacity);

    public void Dispose()
    {
        _source.Dispose();
        _destination.Dispose();
    }

    [Fact]
    public void Whole_streams_come_out_as_they_went_in()
    {
        Random random = Seeds.Random(1);
        for (int round = 0; round < 400; round++)
        {
            byte[] text = DeflateStreams.Text(random, random.Next(1, 200_000));
            byte[] stream = DeflateStreams.Compress(random, text);

            (int? written, InflateEnd end) = Inflate(random, stream, text.Length);

            Assert.Equal((text.Length, InflateEnd.OfStream), (written, end));
            Assert.True(text.AsSpan().SequenceEqual(_destination.AtEnd(text.Length)));
        }
    }

    /// <summary>The count is a campaign's when the environment gives one: 400,000 have been run.</summary>
    [Fact]
    public void Streams_with_faults_end_where_zlib_ends_them()
    {
        Random random = Seeds.Random(2);
        int rounds = int.Parse(Environment.GetEnvironmentVariable("COG_TEST_INFLATE_ROUNDS") ?? "6000", null),
            refused = 0,
            taken = 0;
        byte[] expected = new byte[Capacity];
        while (refused + taken < rounds)
        {
            int length = random.Next(1, random.Next(4) == 0 ? 100_000 : 4000);
            byte[] whole =
                random.Next(2) == 0
                    ? DeflateStreams.Odd(random, length)
                    : DeflateStreams.Compress(random, DeflateStreams.Text(random, length));
            for (int i = 0; i < 20; i++)
            {
                byte[] stream = i == 0 ? whole : DeflateStreams.Mutate(random, whole);
                int room = random.Next(3) switch
                {
                    0 => length,
                    1 => Math.Max(1, length + random.Next(-400, 400)),
                    _ => random.Next(1, 3 * length),
                };
                if (stream.Length > Capacity)
                {
                    continue;
                }

                int? inflated = RuntimeZlib.Inflate(stream, expected.AsSpan(0, room), out InflateEnd end);

                (int? written, InflateEnd actualEnd) = Inflate(random, stream, room);

                Assert.Equal(inflated, written);
                if (inflated is { } count)
                {
                    Assert.Equal(end, actualEnd);
                    Assert.True(expected.AsSpan(0, count).SequenceEqual(_destination.AtEnd(room)[..count]));
                }

                _ = inflated is null ? refused++ : taken++;
            }
        }

        // Both must occur, or nothing is shown.
        Assert.InRange(refused, rounds / 5, rounds);
        Assert.InRange(taken, rounds / 5, rounds);
    }

    [Fact]
    public void Nothing_before_or_behind_the_output_is_written()
    {
        Random random = Seeds.Random(3);
        for (int round = 0; round < 2000; round++)
        {
            byte[] text = DeflateStreams.Text(random, random.Next(1, 3000));
            byte[] stream = DeflateStreams.Mutate(random, DeflateStreams.Compress(random, text));
            byte[] output = new byte[1000 + text.Length + 1000];
            output.AsSpan().Fill(0xA5);
            try
            {
                var inflater = new Inflater(stream, output.AsSpan(1000, text.Length), new uint[InflateTables.Size]);
                while (inflater.Advance(int.MaxValue, int.MaxValue)) { }
            }
            catch (InvalidTiffException) { }

            Assert.Equal(-1, output.AsSpan(0, 1000).IndexOfAnyExcept((byte)0xA5));
            Assert.Equal(-1, output.AsSpan(1000 + text.Length).IndexOfAnyExcept((byte)0xA5));
        }
    }

    [Fact]
    public void It_stops_soon_behind_what_is_wanted_and_goes_on()
    {
        Random random = Seeds.Random(4);
        byte[] text = DeflateStreams.Text(random, 300_000);
        byte[] stream = DeflateStreams.Compress(random, text);
        byte[] output = new byte[text.Length];
        var inflater = new Inflater(stream, output, new uint[InflateTables.Size]);
        while (inflater.Written < text.Length - 4000)
        {
            int wanted = inflater.Written + random.Next(1, 2000);

            Assert.True(inflater.Advance(int.MaxValue, wanted));

            Assert.InRange(inflater.Written, wanted, wanted + InflateLoop.OutputMargin);
            Assert.True(text.AsSpan(0, inflater.Written).SequenceEqual(output.AsSpan(0, inflater.Written)));
        }

        while (inflater.Advance(int.MaxValue, int.MaxValue)) { }

        Assert.Equal((text.Length, InflateEnd.OfStream), (inflater.Written, inflater.End));
        Assert.Equal(text, output);
    }

    // In parts of any size, from the end of readable memory to the end of writable memory.
    private (int? Written, InflateEnd End) Inflate(Random random, byte[] stream, int room)
    {
        Span<byte> source = _source.AtEnd(stream.Length),
            destination = _destination.AtEnd(room);
        stream.CopyTo(source);
        destination.Fill(0xA5);
        Span<uint> tables = new uint[InflateTables.Size];
        random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tables)); // Of any content.
        if (source.IsEmpty || destination.IsEmpty)
        {
            return (0, InflateEnd.OfSource);
        }

        try
        {
            var inflater = new Inflater(source, destination, tables);
            int part = random.Next(4) == 0 ? random.Next(1, 5000) : Capacity;
            while (inflater.Advance(inflater.Read + part, inflater.Written + part))
            {
                if (random.Next(2) == 0)
                {
                    inflater.Check();
                }
            }

            return (inflater.Written, inflater.End);
        }
        catch (InvalidTiffException)
        {
            return (null, default);
        }
    }
}
