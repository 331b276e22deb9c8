namespace Cog.Hosting.Settings;

/// <summary>A setting cannot be used: the program must not start with it.</summary>
internal sealed class CogOptionsException(string message) : Exception(message)
{
    /// <summary>Runs something that reads what a setting names; what it cannot make sense of stops the start.</summary>
    /// <exception cref="CogOptionsException"><paramref name="work"/> threw a <see cref="FormatException"/>.</exception>
    public static T OnFormatError<T>(string setting, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (FormatException error)
        {
            throw new CogOptionsException($"{setting}: {error.Message}");
        }
    }
}
