namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>Bytes as they are, then a match: what a picture is cut into.</summary>
/// <param name="Literals">How many bytes as they are.</param>
/// <param name="Length">Of the match, 3 to 258; 0 behind the last one.</param>
/// <param name="Distance">How far back it begins, 1 to 32768.</param>
internal readonly record struct Sequence(int Literals, ushort Length, ushort Distance);

/// <summary>How much is done to find matches.</summary>
/// <param name="HashBytes">Places are remembered by so many bytes at least: shorter matches are not found, and fewer places looked
/// at.</param>
/// <param name="Depth">How many places are looked at; two are kept side by side, more in chains.</param>
/// <param name="Enough">A match of so many bytes is taken at once.</param>
/// <param name="Skip">After two to the power of so many bytes without a match, one place is left out, and so on.</param>
internal readonly record struct MatchEffort(int HashBytes, int Depth, int Enough, int Skip);
