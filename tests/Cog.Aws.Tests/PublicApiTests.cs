using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Cog.Testing;

namespace Cog.Aws.Tests;

/// <summary>What users of the package see, and what it takes of <c>Cog</c> beyond what everybody is promised.</summary>
public class PublicApiTests
{
    // How many bytes one request may read, and what is a flag: each is one rule for the whole product.
    private static readonly string[] s_internalsOfCog = ["FlagText", "ReadBudget"];

    [Fact]
    public void The_api_of_Cog_Aws_is_what_its_file_says() => PublicApi.Compare(typeof(S3Clients).Assembly, "src/Cog.Aws/PublicApi.txt");

    [Fact]
    public void It_uses_two_internal_types_of_Cog_and_no_internal_member_of_public_ones()
    {
        using var file = new PEReader(File.OpenRead(typeof(S3Clients).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        var used = metadata
            .TypeReferences.Select(handle => (Handle: handle, Type: metadata.GetTypeReference(handle)))
            .Where(t =>
                t.Type.ResolutionScope.Kind == HandleKind.AssemblyReference
                && metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)t.Type.ResolutionScope).Name) == "Cog"
            )
            .ToDictionary(
                t => t.Handle,
                t =>
                    typeof(CogReader).Assembly.GetType(
                        $"{metadata.GetString(t.Type.Namespace)}.{metadata.GetString(t.Type.Name)}",
                        throwOnError: true
                    )!
            );

        Assert.NotEmpty(used);
        Assert.Equal(s_internalsOfCog, used.Values.Where(t => !t.IsVisible).Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.Empty(
            from handle in metadata.MemberReferences
            let member = metadata.GetMemberReference(handle)
            where member.Parent.Kind == HandleKind.TypeReference
            let type = used.GetValueOrDefault((TypeReferenceHandle)member.Parent)
            where type is { IsVisible: true }
            let name = metadata.GetString(member.Name)
            where !type.GetMembers(Everything).Any(m => m.Name == name && IsPromised(m))
            select $"{type.Name}.{name}"
        );
    }

    private const System.Reflection.BindingFlags Everything =
        System.Reflection.BindingFlags.Public
        | System.Reflection.BindingFlags.NonPublic
        | System.Reflection.BindingFlags.Instance
        | System.Reflection.BindingFlags.Static;

    private static bool IsPromised(System.Reflection.MemberInfo member) =>
        member switch
        {
            System.Reflection.MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
            System.Reflection.FieldInfo field => field.IsPublic || field.IsFamily,
            _ => false,
        };
}
