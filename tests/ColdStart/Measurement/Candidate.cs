namespace ColdStart;

/// <summary>A program to start.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Program">The native binary.</param>
/// <param name="Event">The one event it gets, of the folder events.</param>
internal sealed record Candidate(string Name, string Program, string Event);

/// <summary>What one start cost, up to its first answer.</summary>
/// <param name="Milliseconds">By the clock.</param>
/// <param name="CpuMilliseconds">Of all threads.</param>
/// <param name="PeakBytes">Resident, at most.</param>
internal sealed record Start(double Milliseconds, double CpuMilliseconds, double PeakBytes);
