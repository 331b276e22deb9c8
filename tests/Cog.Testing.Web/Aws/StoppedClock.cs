namespace Cog.Testing.Web.Aws;

/// <summary>A clock that a test sets; noon of 2030's first day until then.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
