namespace Cog.Rendering.Expressions;

/// <summary>What a function's name means.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Arguments">How many arguments it takes.</param>
internal readonly record struct ExpressionFunction(Operation Operation, int Arguments);

/// <summary>The functions by their names, which are numexpr's and NumPy's.</summary>
internal static class ExpressionFunctions
{
    // Not frozen: it is made once, when the first expression comes, and then searched a few times.
    private static readonly Dictionary<string, ExpressionFunction> s_functions = new()
    {
        ["where"] = new(Operation.Where, 3),
        ["abs"] = new(Operation.Absolute, 1),
        ["sqrt"] = new(Operation.Sqrt, 1),
        ["exp"] = new(Operation.Exp, 1),
        ["expm1"] = new(Operation.Expm1, 1),
        ["log"] = new(Operation.Log, 1),
        ["log2"] = new(Operation.Log2, 1),
        ["log10"] = new(Operation.Log10, 1),
        ["log1p"] = new(Operation.Log1p, 1),
        ["sin"] = new(Operation.Sin, 1),
        ["cos"] = new(Operation.Cos, 1),
        ["tan"] = new(Operation.Tan, 1),
        ["arcsin"] = new(Operation.Arcsin, 1),
        ["arccos"] = new(Operation.Arccos, 1),
        ["arctan"] = new(Operation.Arctan, 1),
        ["arctan2"] = new(Operation.Arctan2, 2),
        ["sinh"] = new(Operation.Sinh, 1),
        ["cosh"] = new(Operation.Cosh, 1),
        ["tanh"] = new(Operation.Tanh, 1),
        ["arcsinh"] = new(Operation.Arcsinh, 1),
        ["arccosh"] = new(Operation.Arccosh, 1),
        ["arctanh"] = new(Operation.Arctanh, 1),
        ["hypot"] = new(Operation.Hypot, 2),
        ["fmod"] = new(Operation.Remainder, 2),
        ["copysign"] = new(Operation.CopySign, 2),
        ["nextafter"] = new(Operation.NextAfter, 2),
        ["maximum"] = new(Operation.Maximum, 2),
        ["minimum"] = new(Operation.Minimum, 2),
        ["floor"] = new(Operation.Floor, 1),
        ["ceil"] = new(Operation.Ceiling, 1),
        ["trunc"] = new(Operation.Truncate, 1),
        ["round"] = new(Operation.Round, 1),
        ["sign"] = new(Operation.Sign, 1),
        ["isnan"] = new(Operation.IsNaN, 1),
        ["isinf"] = new(Operation.IsInfinite, 1),
        ["isfinite"] = new(Operation.IsFinite, 1),
        ["signbit"] = new(Operation.SignBit, 1),
        ["copy"] = new(Operation.Copy, 1),
        ["ones_like"] = new(Operation.OnesLike, 1),
        ["real"] = new(Operation.Real, 1),
        ["imag"] = new(Operation.Imaginary, 1),
    };

    /// <summary>Null for a name that no function has.</summary>
    public static ExpressionFunction? Find(string name) => s_functions.TryGetValue(name, out ExpressionFunction function) ? function : null;

    /// <summary>All names, for a message.</summary>
    public static string Names => string.Join(", ", s_functions.Keys.Order(StringComparer.Ordinal));
}
