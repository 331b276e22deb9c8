using Cog.Testing;
using YamlDotNet.RepresentationModel;

namespace Functions.Tests.Packaging;

/// <summary>template.yaml as a tree; CloudFormation's tags (<c>!Ref</c> …) stay on their nodes.</summary>
internal sealed class Template
{
    private readonly YamlMappingNode _root;

    private Template(YamlMappingNode root) => _root = root;

    public static Template Read()
    {
        using StreamReader text = File.OpenText(Path.Combine(TestData.Root, "template.yaml"));
        var stream = new YamlStream();
        stream.Load(text);
        return new((YamlMappingNode)stream.Documents.Single().RootNode);
    }

    /// <summary>
    /// The environment that every function gets: names in order, values; one that CloudFormation makes (<c>!Ref</c> …) as null.
    /// </summary>
    public IReadOnlyList<(string Name, string? Value)> Environment =>
        [
            .. Map(_root, "Globals", "Function", "Environment", "Variables")
                .Select(v => (Text(v.Key), v.Value.Tag.IsEmpty ? Text(v.Value) : null)),
        ];

    public string CodeUri => Text(Map(_root, "Globals", "Function").Single(p => Text(p.Key) == "CodeUri").Value);

    /// <summary>Logical ids of the resources of a type.</summary>
    public IEnumerable<string> Resources(string type) =>
        Map(_root, "Resources").Where(r => Text(r.Value["Type"]) == type).Select(r => Text(r.Key));

    /// <summary>Names of all parameters.</summary>
    public IEnumerable<string> Parameters => Map(_root, "Parameters").Select(p => Text(p.Key));

    /// <summary>Names of all conditions.</summary>
    public IReadOnlyList<string> Conditions => [.. Map(_root, "Conditions").Select(c => Text(c.Key))];

    /// <summary>Conditions that resources, outputs and other conditions are under.</summary>
    public IEnumerable<string> ConditionsNamed =>
        Tagged("!Condition")
            .Select(Text)
            .Concat(
                new[] { "Resources", "Outputs" }
                    .SelectMany(part => Map(_root, part))
                    .Select(r => (YamlMappingNode)r.Value)
                    .Where(r => r.Children.ContainsKey("Condition"))
                    .Select(r => Text(r["Condition"]))
            );

    /// <summary>What a part of the template names by <c>!Ref</c>, by <c>!Sub</c>, or as the condition of an <c>!If</c>.</summary>
    public static IEnumerable<string> References(YamlNode node) =>
        node.AllNodes.SelectMany(n =>
            IsTagged(n, "!Ref") ? [Text(n)]
            : IsTagged(n, "!If") ? [Text(n[0])]
            : IsTagged(n, "!Sub")
                ? System
                    .Text.RegularExpressions.Regex.Matches(Text(n is YamlScalarNode ? n : n[0]), "\\$\\{([A-Za-z]+)\\}")
                    .Select(m => m.Groups[1].Value)
            : (IEnumerable<string>)[]
        );

    /// <summary>What lies at a path of names.</summary>
    public YamlNode At(params ReadOnlySpan<string> path)
    {
        YamlNode node = _root;
        foreach (string name in path)
        {
            node = node[name];
        }

        return node;
    }

    /// <summary>All nodes with a tag, <c>!Join</c> for example.</summary>
    public IEnumerable<YamlNode> Tagged(string tag) => _root.AllNodes.Where(n => IsTagged(n, tag));

    public static bool IsTagged(YamlNode node, string tag) => !node.Tag.IsEmpty && node.Tag.Value == tag;

    public YamlMappingNode Resource(string id) => (YamlMappingNode)_root["Resources"][id];

    /// <summary>The HTTP routes of a function, by way of the integrations that lead to it.</summary>
    public IReadOnlyList<(string Method, string Path)> Routes(string function) =>
        [
            .. Resources("AWS::ApiGatewayV2::Integration")
                .Where(integration => Text(At("Resources", integration, "Properties", "IntegrationUri")) == $"{function}.Arn")
                .SelectMany(integration =>
                    Resources("AWS::ApiGatewayV2::Route")
                        .Where(route => Text(At("Resources", route, "Properties", "Target")) == $"integrations/${{{integration}}}")
                )
                .Select(route => Text(At("Resources", route, "Properties", "RouteKey")).Split(' '))
                .Select(key => (key[0], key[1])),
        ];

    /// <summary>Every IAM statement about resources, as its actions and its resources' texts; who may assume a role is none.</summary>
    public IEnumerable<(IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)> Statements() => StatementsIn(_root);

    /// <summary>Those in a part of the template.</summary>
    public static IEnumerable<(IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)> StatementsIn(YamlNode part) =>
        part
            .AllNodes.OfType<YamlMappingNode>()
            .Where(n => n.Children.ContainsKey("Effect") && n.Children.ContainsKey("Action") && n.Children.ContainsKey("Resource"))
            .Select(n => (Texts(n["Action"]), Texts(n["Resource"])));

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static IReadOnlyList<string> Texts(YamlNode node) => [.. node.AllNodes.OfType<YamlScalarNode>().Select(Text)];

    private static YamlMappingNode Map(YamlNode node, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            node = node[name];
        }

        return (YamlMappingNode)node;
    }
}
