using System.Security.Cryptography;
using System.Text;
using Cog.Hosting.Aws;

namespace Cog.Hosting.Tests.Aws;

public class HeaderItemTests
{
    private static string KeyOf(string address, bool requesterPays = false) => HeaderItem.NameOf(new(new(address), requesterPays));

    [Fact]
    public void An_address_is_its_own_key_so_that_a_person_finds_it()
    {
        Assert.Equal("s3://bucket/a%20b.tif", KeyOf("s3://bucket/a%20b.tif"));
        Assert.Equal("https://host.example/a.tif requester", KeyOf("https://host.example/a.tif", requesterPays: true));
    }

    [Fact]
    public void A_signed_address_is_keyed_by_its_hash()
    {
        const string Signed = "https://host.example/a.tif?X-Amz-Signature=secret";

        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Signed))), KeyOf(Signed));
        Assert.NotEqual(KeyOf(Signed), KeyOf(Signed + "2"));
        Assert.NotEqual(KeyOf(Signed), KeyOf(Signed, requesterPays: true));
    }
}
