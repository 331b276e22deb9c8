using System.Net;

namespace Cog.Hosting.Sources;

/// <summary>
/// What may be read: decided by the address before anything is opened, and by the IP address before a connection is made.
/// </summary>
internal sealed class SourcePolicy
{
    private readonly bool _isLocalMachine;
    private readonly bool _allowsAll;
    private readonly AddressScope _widest;
    private readonly IReadOnlyList<SourcePattern> _patterns;

    /// <summary>Reads <see cref="CogOptions.AllowedSources"/> and its neighbours.</summary>
    /// <exception cref="CogOptionsException">An entry is neither <c>*</c> nor the start of an address.</exception>
    public SourcePolicy(CogOptions options)
    {
        _isLocalMachine = options.IsLocalMachine;
        _allowsAll = options.AllowedSources.Contains("*");
        _widest = options.AllowPrivateNetworks ? AddressScope.Private : AddressScope.Public;
        _patterns = [.. options.AllowedSources.Where(e => e != "*").Select(e => SourcePattern.Parse(e, _isLocalMachine))];
    }

    /// <summary>Whether this is a person's own machine, whose files and proxy may be used.</summary>
    public bool IsLocalMachine => _isLocalMachine;

    /// <summary>Lets an address pass or not.</summary>
    /// <exception cref="SourceAccessDeniedException">Nothing allows it.</exception>
    public void ThrowIfNotAllowed(Uri uri)
    {
        if (!Allows(uri))
        {
            throw Denial(uri);
        }
    }

    /// <summary>The one answer to all that may not be read, so that nobody learns what there is behind this server.</summary>
    public static SourceAccessDeniedException Denial(Uri uri) =>
        new($"{(uri.IsFile ? "file:" : $"{uri.Scheme}://{uri.Host}")} is not a source that this server reads.");

    /// <summary>Whether a connection may be made to an IP address.</summary>
    public bool Allows(IPAddress address) => AddressScopes.Of(address) <= _widest;

    /// <summary>Whether the operator named it: then its troubles are no secret.</summary>
    internal bool Names(Uri uri) => _isLocalMachine || Lists(uri);

    /// <summary>Whether an entry of the list covers it, other than <c>*</c>.</summary>
    internal bool Lists(Uri uri) => _patterns.Any(p => p.Covers(uri));

    private bool Allows(Uri uri)
    {
        if (uri.UserInfo.Length > 0 || (uri.IsFile && !_isLocalMachine))
        {
            return false;
        }

        bool isWeb = uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;
        if (isWeb && IPAddress.TryParse(SourcePattern.HostOf(uri), out IPAddress? address) && !Allows(address))
        {
            return false;
        }

        // * means what everybody can read: other ports are those of services that think themselves alone.
        return (_allowsAll && (!isWeb || uri.IsDefaultPort || _isLocalMachine)) || _patterns.Any(p => p.Covers(uri));
    }
}
