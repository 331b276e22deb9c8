namespace Cog.Cli.Calls;

/// <summary>What an endpoint answered.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="MediaType">What they are.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Reads">What was read of the file for it.</param>
internal sealed record ApiAnswer(ReadOnlyMemory<byte> Body, string MediaType, IHeaderDictionary Headers, ReadLog Reads);
