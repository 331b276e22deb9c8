using System.Reflection;

namespace Cog.Testing;

/// <summary>What users of a library see, member by member, as text.</summary>
internal static class PublicApi
{
    /// <summary>Compares an assembly with the file that holds its API; <c>COG_WRITE_PUBLIC_API=1</c> writes the file anew.</summary>
    /// <param name="assembly">What was built.</param>
    /// <param name="name">The file, from the root of the repository.</param>
    public static void Compare(Assembly assembly, string name)
    {
        string path = Path.Combine(TestData.Root, name),
            found = Describe(assembly);
        if (Environment.GetEnvironmentVariable("COG_WRITE_PUBLIC_API") == "1")
        {
            File.WriteAllText(path, found);
        }

        string[] before = File.Exists(path) ? File.ReadAllLines(path) : [],
            now = found.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] differences = [.. before.Except(now).Select(l => "- " + l), .. now.Except(before).Select(l => "+ " + l)];
        Assert.True(differences.Length == 0, $"{name} differs (COG_WRITE_PUBLIC_API=1 writes it anew):\n{string.Join('\n', differences)}");
    }

    private static string Describe(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            lines.Add(
                $"{type.FullName} : {string.Join(", ", new[] { type.BaseType }.Concat(type.GetInterfaces()).OfType<Type>().Select(Name).Order(StringComparer.Ordinal))}"
            );
            lines.AddRange(
                type.GetMembers(
                        BindingFlags.Public
                            | BindingFlags.NonPublic
                            | BindingFlags.Instance
                            | BindingFlags.Static
                            | BindingFlags.DeclaredOnly
                    )
                    .Where(IsVisible)
                    .Select(member => $"{type.FullName}.{Text(type, member)}")
                    .Order(StringComparer.Ordinal)
            );
        }

        return string.Join('\n', lines) + "\n";
    }

    // Of records, what the compiler makes says nothing new; accessors are told by their properties.
    private static bool IsVisible(MemberInfo member) =>
        member switch
        {
            _ when member.Name.Contains('<', StringComparison.Ordinal) || member.Name is "PrintMembers" or "EqualityContract" => false,
            MethodInfo method => !method.IsSpecialName && IsSeen(method),
            ConstructorInfo constructor => IsSeen(constructor),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen),
            FieldInfo field => field.IsPublic && field.Name != "value__",
            _ => false,
        };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Text(Type type, MemberInfo member) =>
        member switch
        {
            MethodInfo method =>
                $"{method.Name}{(method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "")}({Parameters(method)}) : {Name(method.ReturnType)}",
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            PropertyInfo property =>
                $"{property.Name} : {Name(property.PropertyType)} {{ {string.Join(", ", property.GetAccessors(nonPublic: true).Where(IsSeen).Select(Accessor).Order(StringComparer.Ordinal))} }}",
            FieldInfo field when type.IsEnum =>
                $"{field.Name} = {Convert.ToUInt64(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}",
            FieldInfo field => $"{field.Name} : {Name(field.FieldType)}",
            _ => member.Name,
        };

    private static string Accessor(MethodInfo accessor) =>
        accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get"
        : accessor.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? "init"
        : "set";

    private static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.HasDefaultValue ? $" = {p.DefaultValue ?? "default"}" : "")}")
        );

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.IsArray ? Name(type.GetElementType()!) + "[]"
        : type.Name;
}
