using Cog.Rendering.Expressions;
using Cog.Rendering.Tests.Encoding;

namespace Cog.Rendering.Tests.Expressions;

public class BandExpressionsTests
{
    private static readonly CogReaderOptions s_options = new();

    [Theory]
    [InlineData("(b4-b3)/(b4+b3)", new[] { 2, 3 })]
    [InlineData("b10*b2+B2", new[] { 1, 9 })]
    [InlineData("where(b1>5,b2,b3)", new[] { 0, 1, 2 })]
    [InlineData("b7;b1", new[] { 0, 6 })]
    [InlineData("exp(b1)", new[] { 0 })]
    public void Only_the_samples_that_are_named_are_read(string text, int[] samples) =>
        Assert.Equal(samples, BandExpressions.Parse(text).Samples);

    [Theory]
    [InlineData("B1 + b2 ;; b3*2;", new[] { "b1 + b2", "b3*2" })]
    [InlineData("WHERE(b1>1E1,1,0)", new[] { "where(b1>1e1,1,0)" })]
    public void Each_expression_is_a_band_and_empty_ones_are_none(string text, string[] texts) =>
        Assert.Equal(texts, BandExpressions.Parse(text).Texts);

    [Fact]
    public void Names_of_bands_may_be_replaced_by_descriptions_and_names_of_functions_are_not() =>
        Assert.Equal(
            ["exp(red)-nir/red10", "red*2.5"],
            BandExpressions
                .Parse("exp(b1)-b4/b10;b1*2.5")
                .Describe(band =>
                    band == 3 ? "nir"
                    : band == 9 ? "red10"
                    : "red"
                )
        );

    // Python's precedence, from the loosest to the tightest; every value worked out by hand, with b1 = 2 and b2 = 3.
    [Theory]
    [InlineData("b1+b2*b2", 11)]
    [InlineData("b1-b2-1", -2)]
    [InlineData("12//b2//b1", 2)]
    [InlineData("-b1**2", -4)]
    [InlineData("(-b1)**2", 4)]
    [InlineData("b1**b2**b1", 512)]
    [InlineData("b1**-b2*1.0", 0)]
    [InlineData("2.0**-b1", 0.25)]
    [InlineData("b1*-b2", -6)]
    [InlineData("--b1", 2)]
    [InlineData("-+-b1", 2)]
    [InlineData("~b1+1", -2)]
    [InlineData("b1+1&b2", 3)]
    [InlineData("b1^b2&1", 3)]
    [InlineData("b1|b2^1", 2)]
    [InlineData("b1&b2>1", 1)]
    [InlineData("b1==b2|1", 0)]
    [InlineData("7%b2*b1", 2)]
    [InlineData("b1*7%b2", 2)]
    [InlineData(" ( b1 )\t+\n1 ", 3)]
    [InlineData("b1*1e1", 20)]
    [InlineData("b1*1.5E-1", 0.3)]
    [InlineData("b1*.5", 1)]
    [InlineData("b1*5.", 10)]
    [InlineData("b1*5.e1", 100)]
    [InlineData("b1*2e+1", 40)]
    [InlineData("where(1>2,b1,b2)", 3)]
    [InlineData("sqrt(b1*b1)", 2)]
    [InlineData("arctan2(0,b1)", 0)]
    [InlineData("b1+5//2", 4)]
    [InlineData("b1+7/2", 5.5)]
    [InlineData("b1+(2>1)", 3)]
    [InlineData("b1+sqrt(16)", 6)]
    [InlineData("b1*9007199254740993-b1*9007199254740992", 2)]
    public void Operators_bind_as_in_Python(string text, double value)
    {
        using Raster bands = Of<byte>(SampleType.UInt8, 2, 3);
        using Raster result = Evaluate(text, bands);
        Assert.Equal(value, result.ToArray<double>(0)[0], 1e-15);
    }

    [Theory]
    [InlineData("b1+", 4, "found the end", "a band like b1, a number, a function or '('")]
    [InlineData("(b1+b2", 7, "found the end", "')'")]
    [InlineData("b1+b2)", 6, "found ')'", "an operator or the end")]
    [InlineData("b1 b2", 4, "found 'b2'", "an operator or the end")]
    [InlineData("b1*/b2", 4, "found '/'", "a band")]
    [InlineData("b1;b2+", 7, "found the end", "a band")]
    [InlineData("b1; b2 + * 3", 10, "found '*'", "a band")]
    [InlineData("b1>5 and b2<3", 6, "found 'and'", "and is written &")]
    [InlineData("not b1", 1, "'not'", "~ for not")]
    [InlineData("b1 if b2 else b3", 4, "found 'if'", "where(condition, then, else)")]
    [InlineData("b1=5", 3, "found '='", "equality is written ==")]
    [InlineData("0<b1<5", 5, "found '<' after another comparison", "(b1>5)&(b1<9)")]
    [InlineData("b1>0&b2>0", 8, "found '>' after another comparison", "parentheses")]
    [InlineData("foo(b1)", 1, "there is no function 'foo'", "arctan2")]
    [InlineData("min(b1)", 1, "min would be one number", "minimum(b1, b2)")]
    [InlineData("sum(b1)", 1, "sum would be one number", "b1+b2")]
    [InlineData("sqrt", 1, "sqrt is a function", "'('")]
    [InlineData("sqrt(b1,b2)", 1, "sqrt has 2 arguments", "expected 1")]
    [InlineData("where(b1>1,b2)", 1, "where has 2 arguments", "expected 3")]
    [InlineData("where(b1>1,b2,)", 15, "found ')'", "a band")]
    [InlineData("sqrt()", 6, "found ')'", "a band")]
    [InlineData("nir-b1", 1, "'nir' is no band", "b1 for the first")]
    [InlineData("b0+b1", 1, "'b0' is no band", "b1 for the first")]
    [InlineData("b01", 1, "'b01' is no band", "b1")]
    [InlineData("b99999", 1, "'b99999' is no band", "b1")]
    [InlineData("b1.real", 3, "found '.'", "an operator")]
    [InlineData("b1[0]", 3, "found '['", "an operator")]
    [InlineData("b1<<2", 4, "found '<'", "a band")]
    [InlineData("__import__('os')", 12, "found '''", "a band")]
    [InlineData("lambda: b1", 1, "'lambda' is no band", "b1")]
    [InlineData("2b1", 2, "found 'b1'", "an operator")]
    [InlineData("1e*b1", 2, "found 'e'", "an operator")]
    [InlineData("1_000*b1", 2, "found '_000'", "an operator")]
    [InlineData("b1/(1-1)*(1/0)", 12, "division by zero", "")]
    [InlineData("b1+9223372036854775807*2", 23, "more than 64 bits", "")]
    [InlineData("where(1,b1,b2)", 7, "found a number", "a comparison")]
    public void What_is_wrong_is_told_with_its_place(string text, int character, string found, string expected)
    {
        ExpressionException error = Assert.Throws<ExpressionException>(() => BandExpressions.Parse(text));
        Assert.StartsWith($"expression is '{text}', at character {character}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "names no band")]
    [InlineData(" ; ;", "names no band")]
    [InlineData("1+2", "names no band")]
    public void An_expression_without_bands_is_none(string text, string message) =>
        Assert.Contains(message, Assert.Throws<ExpressionException>(() => BandExpressions.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("~b1", "found numbers with a fraction")]
    [InlineData("where(b1,1,0)", "found a number as where's condition")]
    [InlineData("-(b1>1)", "found only comparisons")]
    public void What_cannot_be_computed_of_floats_is_told_before_a_pixel_is(string text, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<ExpressionException>(() => BandExpressions.Parse(text).Compile(SampleType.Float32)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Long_deep_and_costly_expressions_are_refused_by_the_name_of_their_limit()
    {
        Assert.Contains("MaxLength is 2000", Fault("b1" + new string(' ', 1999)), StringComparison.Ordinal);
        Assert.Contains("MaxDepth is 64", Fault(new string('(', 33) + "b1" + new string(')', 33)), StringComparison.Ordinal);
        Assert.Contains("MaxDepth is 64", Fault(new string('-', 65) + "b1"), StringComparison.Ordinal);
        Assert.Contains("MaxDepth is 64", Fault("b1" + string.Concat(Enumerable.Repeat("**b1", 65))), StringComparison.Ordinal);
        Assert.Contains("MaxDepth is 64", Fault(new string('(', 2000)), StringComparison.Ordinal);
        Assert.Contains("MaxCost is 400", Fault("b1" + string.Concat(Enumerable.Repeat("+b1", 200))), StringComparison.Ordinal);
        Assert.Contains("MaxCost is 400", Fault("b1" + string.Concat(Enumerable.Repeat(";log(b1)", 50))), StringComparison.Ordinal);

        BandExpressions.Parse(new string('(', 32) + "b1" + new string(')', 32)).Compile(SampleType.UInt8);
        BandExpressions.Parse(new string('-', 64) + "b1").Compile(SampleType.UInt8);
        BandExpressions.Parse("b1" + string.Concat(Enumerable.Repeat("+b1", 199))).Compile(SampleType.UInt8);

        static string Fault(string text) => Assert.Throws<ExpressionException>(() => BandExpressions.Parse(text)).Message;
    }

    [Fact]
    public void Text_that_is_cut_off_anywhere_is_an_expression_or_a_clear_fault()
    {
        const string Text = "where((b1>1.5e3)&~(b2<=-3),sqrt(b1**2+b2**2),arctan2(b1//2,b2%7));(b4-b3)/(b4+b3)";
        for (int length = 0; length < Text.Length; length++)
        {
            ParseOrFail(Text[..length]);
            ParseOrFail(Text[length..]);
        }

        BandExpressions.Parse(Text);
    }

    [Fact]
    public void Random_text_is_an_expression_or_a_clear_fault()
    {
        string[] words = [.. "b1 b2 ( ) + - * ** / // % < >= == & | ^ ~ , ; where( sqrt( 1 2.5 1e3 . é b minimum(".Split(' '), " ", "\0"];
        var random = new Random(12);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => words[random.Next(words.Length)]));
            parsed += ParseOrFail(text) ? 1 : 0;
        }

        Assert.InRange(parsed, 100, 19_000);
    }

    [Fact]
    public void The_mask_stays_and_what_is_not_finite_becomes_finite()
    {
        using Raster bands = Of<float>(SampleType.Float32, 0, 1, -1, float.NaN, 0, 0, 0, 1);
        byte[] mask = [255, 0, 128, 255];
        mask.CopyTo(bands.Mask);
        using Raster result = Evaluate("b1/b2", bands);
        Assert.Equal(mask, result.Mask.ToArray());
        Assert.Equal([0, float.MaxValue, float.MinValue, 0], result.Band<float>(0).ToArray());
    }

    [Fact]
    public void Complex_bands_are_computed_by_their_parts()
    {
        using Raster bands = TestRasters.Of<(float, float)>(SampleType.ComplexFloat32, 1, 2, (3, 4), (5, -12));
        using Raster result = Evaluate("real(b1);imag(b1);abs(b1);sqrt(real(b1)**2+imag(b1)**2)", bands);
        Assert.Equal(SampleType.Float64, result.SampleType);
        Assert.Equal([3.0, 5], result.ToArray<double>(0));
        Assert.Equal([4.0, -12], result.ToArray<double>(1));
        Assert.Equal([5.0, 13], result.ToArray<double>(2));
        Assert.Equal([5.0, 13], result.ToArray<double>(3));

        ExpressionException error = Assert.Throws<ExpressionException>(() =>
            BandExpressions.Parse("b1*2").Compile(SampleType.ComplexFloat32)
        );
        Assert.Contains(
            "b1 holds complex numbers (complex64); expected real(b1), imag(b1) or abs(b1)",
            error.Message,
            StringComparison.Ordinal
        );
    }

    // The vectors' tails: any length gives what each pixel gives by itself.
    [Theory]
    [InlineData("(b1-b2)/(b1+b2)", SampleType.UInt8)]
    [InlineData("where(b1>b2,b1*b2-3,~b2)", SampleType.UInt8)]
    [InlineData("(b1-b2)/(b1+b2)*b1", SampleType.Float32)]
    [InlineData("b1&b2|1;b1^b2", SampleType.UInt32)]
    public void Pixels_do_not_know_of_each_other(string text, SampleType type)
    {
        for (int width = 1; width <= 70; width++)
        {
            using Raster all = TestRasters.Noise(type, 2, width, 1, seed: width);
            using Raster result = Evaluate(text, all);
            int size = result.SampleType.ByteSize();
            for (int i = 0; i < width; i++)
            {
                using Raster one = Raster.Rent(type, 2, new(1, 1), CogReaderOptions.Default);
                for (int band = 0; band < 2; band++)
                {
                    all.BandBytes(band).Slice(i * type.ByteSize(), type.ByteSize()).CopyTo(one.BandBytes(band));
                }

                using Raster alone = Evaluate(text, one);
                for (int band = 0; band < result.Bands; band++)
                {
                    Assert.Equal(alone.BandBytes(band).ToArray(), result.BandBytes(band).Slice(i * size, size).ToArray());
                }
            }
        }
    }

    [Fact]
    public void A_program_may_run_again_and_stops_when_it_is_told_to()
    {
        ExpressionProgram program = BandExpressions.Parse("b1*2").Compile(SampleType.UInt8);
        using Raster bands = TestRasters.Noise(SampleType.UInt8, 1, 100, 100);
        using Raster first = program.Evaluate(bands, s_options, TestContext.Current.CancellationToken);
        using Raster second = program.Evaluate(bands, s_options, TestContext.Current.CancellationToken);
        Assert.Equal(first.Samples.ToArray(), second.Samples.ToArray());
        Assert.ThrowsAny<OperationCanceledException>(() => program.Evaluate(bands, s_options, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_result_is_held_to_the_limit_of_rasters()
    {
        using Raster bands = TestRasters.Noise(SampleType.UInt8, 1, 100, 100);
        var options = new CogReaderOptions { Limits = CogLimits.Default with { MaxRasterBytes = 50_000 } };
        Assert.Throws<LimitExceededException>(() =>
            BandExpressions.Parse("b1*0.5").Compile(SampleType.UInt8).Evaluate(bands, options, TestContext.Current.CancellationToken)
        );
    }

    // Constants, what is read, and what lies between: not the size of a picture, and not the length of an expression.
    [Fact]
    public void Scratch_is_bounded_by_the_depth_of_an_expression()
    {
        ExpressionProgram sum = BandExpressions.Parse(string.Join('+', Enumerable.Repeat("b1*2", 80))).Compile(SampleType.UInt8);
        Assert.InRange(sum.Temporaries, 1, 5);
        Assert.Single(sum.Constants);

        ExpressionProgram many = BandExpressions.Parse(string.Join(';', Enumerable.Repeat("b1*2.5", 80))).Compile(SampleType.UInt8);
        Assert.InRange(many.Temporaries, 1, 5);
    }

    private static bool ParseOrFail(string text)
    {
        try
        {
            BandExpressions parsed = BandExpressions.Parse(text);
            parsed.Compile(SampleType.UInt8);
            return true;
        }
        catch (ExpressionException error)
        {
            Assert.StartsWith("expression is '", error.Message, StringComparison.Ordinal);
            return false;
        }
    }

    private static Raster Of<T>(SampleType type, params T[] values)
        where T : unmanaged => TestRasters.Of<T>(type, 2, values.Length / 2, values);

    private static Raster Evaluate(string text, Raster bands)
    {
        BandExpressions parsed = BandExpressions.Parse(text);
        using Raster named = ExpressionRasters.Only(bands, parsed.Samples);
        return parsed.Compile(bands.SampleType).Evaluate(named, s_options, TestContext.Current.CancellationToken);
    }
}
