using System.Text.Json;
using System.Text.RegularExpressions;
using Cog.Api;
using Cog.Hosting;
using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web.Lambda;
using Microsoft.Extensions.DependencyInjection;
using YamlDotNet.RepresentationModel;

namespace Functions.Tests.Packaging;

/// <summary>What can be checked here of a template that only AWS can run: it and the code agree.</summary>
public class TemplateTests
{
    /// <summary>Second names of a setting, and what Lambda sets itself.</summary>
    private static readonly HashSet<string> s_notInTemplate =
    [
        "GDAL_INGESTED_BYTES_AT_OPEN",
        "GDAL_HTTP_MERGE_CONSECUTIVE_RANGES",
        "AWS_DEFAULT_REGION",
        "AWS_S3_ENDPOINT",
        "AWS_HTTPS",
        "AWS_REGION",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_LOG_LEVEL",
    ];

    private static readonly string[] s_none = [];
    private static readonly Dictionary<string, Cog.Aws.BucketPolicy> s_noBuckets = [];

    private readonly Template _template = Template.Read();

    [Fact]
    public void Every_setting_is_there_in_the_order_of_the_code_and_nothing_else()
    {
        var asked = new List<string>();
        CogOptions.FromEnvironment(name =>
        {
            asked.Add(name);
            return null;
        });

        string[] settings = [.. asked.Distinct().Where(n => !s_notInTemplate.Contains(n))];
        string[] found = [.. _template.Environment.Select(v => v.Name).Where(n => n != "COG_RESPONSE_STREAMING")];

        Assert.Equal(settings.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_value_is_the_default()
    {
        CogOptions defaults = CogOptions.FromEnvironment(_ => null);
        foreach ((string name, string? value) in _template.Environment.Where(v => v.Value is { Length: > 0 }))
        {
            CogOptions with = CogOptions.FromEnvironment(n => n == name ? value : null);
            Assert.True(Print(defaults) == Print(with), $"{name}: '{value}' is not the default.\n{Print(defaults)}\n{Print(with)}");
        }
    }

    [Fact]
    public void The_pages_that_may_call_are_one_parameter_whose_default_is_the_codes()
    {
        string value = Template.Text(_template.At("Parameters", "CorsOrigins", "Default"));
        CogOptions with = CogOptions.FromEnvironment(n => n == "TITILER_API_CORS_ORIGINS" ? value : null);

        Assert.Equal(Print(CogOptions.FromEnvironment(_ => null)), Print(with));
        Assert.True(IsRef(_template.At("Resources", "Api", "Properties", "CorsConfiguration", "AllowOrigins"), "CorsOrigins"));
        Assert.True(IsRef(_template.At("Globals", "Function", "Environment", "Variables", "TITILER_API_CORS_ORIGINS")[1], "CorsOrigins"));
    }

    [Fact]
    public void Uploads_are_a_source_and_readable()
    {
        string bucket = Template.Text(_template.At("Resources", "Uploads", "Properties", "BucketName"));
        string sources = Template.Text(_template.At("Globals", "Function", "Environment", "Variables", "COG_ALLOWED_SOURCES"));
        (_, IReadOnlyList<string> objects) = Template
            .StatementsIn(_template.Resource("ReadFiles"))
            .First(s => s.Actions.Contains("s3:GetObject"));

        Assert.Equal($"s3://{bucket}/ ${{AllowedSources}}", sources);
        Assert.Contains(objects, o => o.Split(',').Contains($"arn:${{AWS::Partition}}:s3:::{bucket}/*"));
    }

    [Fact]
    public void Uploads_that_fail_end_in_the_queue()
    {
        YamlNode failure = _template.At(
            "Resources",
            "ValidateFunction",
            "Properties",
            "EventInvokeConfig",
            "DestinationConfig",
            "OnFailure"
        );

        Assert.Equal("SQS", Template.Text(failure["Type"]));
        Assert.Equal("FailedUploads.Arn", Template.Text(failure["Destination"]));
        Assert.Contains("FailedUploads", _template.Resources("AWS::SQS::Queue"));
    }

    [Fact]
    public void Every_function_has_a_log_with_an_end_and_may_reserve_concurrency()
    {
        string[] logs = [.. _template.Resources("AWS::Logs::LogGroup")];

        Assert.All(logs, l => Assert.True(IsRef(_template.At("Resources", l, "Properties", "RetentionInDays"), "LogRetentionDays"), l));
        Assert.All(NativeBuild.Functions, f =>
        {
            string name = f.Replace("Function", "", StringComparison.Ordinal);
            Assert.Contains($"{name}Log", logs);
            Assert.True(IsRef(_template.At("Resources", f, "Properties", "LoggingConfig", "LogGroup"), $"{name}Log"), f);
            Assert.True(IsRef(_template.At("Resources", f, "Properties", "ReservedConcurrentExecutions")[1], $"{name}Concurrency"), f);
            Assert.Equal("0", Template.Text(_template.At("Parameters", $"{name}Concurrency", "Default")));
        });
    }

    [Fact]
    public void Delimiters_are_plain_text() => // CloudFormation takes no function there.
        Assert.All(_template.Tagged("!Join").Concat(_template.Tagged("!Split")), n =>
            Assert.True(n[0] is YamlScalarNode { Tag.IsEmpty: true }, n.ToString())
        );

    [Fact]
    public void Paths_differ_by_more_than_the_names_of_variables()
    {
        IEnumerable<string> paths = NativeBuild.Functions.SelectMany(_template.Routes).Select(r => r.Path).Distinct();
        IEnumerable<IGrouping<string, string>> alike = paths.GroupBy(p => Regex.Replace(p, "\\{[^+}]+\\}", "{}"));

        Assert.All(alike, a => Assert.Single(a));
    }

    [Fact]
    public void A_value_that_is_not_the_default_would_be_noticed() =>
        Assert.NotEqual(
            Print(CogOptions.FromEnvironment(_ => null)),
            Print(CogOptions.FromEnvironment(n => n == "COG_HEADER_TTL_SECONDS" ? "1" : null))
        );

    [Fact]
    public void Every_function_is_built_by_a_target_of_the_makefile()
    {
        string makefile = File.ReadAllText(Path.Combine(TestData.Root, "Makefile"));
        string[] functions = [.. _template.Resources("AWS::Serverless::Function")];

        Assert.Equal(NativeBuild.Functions, functions);
        Assert.Equal(".", _template.CodeUri);
        Assert.All(functions, f =>
            Assert.Contains(
                f,
                makefile.Split('\n').Single(l => l.StartsWith("FUNCTIONS", StringComparison.Ordinal)),
                StringComparison.Ordinal
            )
        );
        Assert.All(functions, f => Assert.Equal("makefile", Template.Text(_template.Resource(f)["Metadata"]["BuildMethod"])));
        Assert.All(functions, f =>
            Assert.True(
                Directory.Exists(Path.Combine(TestData.Root, "src", $"Functions.{f.Replace("Function", "", StringComparison.Ordinal)}")),
                f
            )
        );
    }

    [Theory]
    [InlineData("InfoFunction")]
    [InlineData("TileFunction")]
    [InlineData("PartialReadFunction")]
    [InlineData("ValidateFunction")]
    public void Every_endpoint_has_a_route_to_its_own_function(string function)
    {
        foreach ((string method, string pattern) in Endpoints(function))
        {
            // An example of the pattern: every variable a word, a format where the pattern has one.
            string example = Regex.Replace(pattern, "\\{[^}]+\\}", "x");
            Assert.Equal((method, example, function), (method, example, Route(method, example)));
        }
    }

    [Fact]
    public void No_policy_has_a_wildcard_but_where_AWS_has_nothing_to_name()
    {
        string[] unnamed = ["JoinVpc", "SendTraces"];
        (IReadOnlyList<string> Actions, IReadOnlyList<string> Resources)[] statements = [.. _template.Statements()];

        Assert.True(statements.Length >= 15);
        Assert.Equal(
            unnamed.SelectMany(id => Template.StatementsIn(_template.Resource(id))).Select(s => s.Actions),
            statements.Where(s => s.Resources.SequenceEqual(["*"])).Select(s => s.Actions)
        );
        Assert.All(statements, s => Assert.All(s.Actions, a => Assert.DoesNotContain('*', a)));
        Assert.Equal(["InVpc", "Traces"], unnamed.Select(id => Template.Text(_template.Resource(id)["Condition"])));
        Assert.All(statements.Where(s => !s.Resources.SequenceEqual(["*"])), s =>
        {
            // Objects of a named bucket, and no other star.
            Assert.All(s.Resources, r => Assert.DoesNotContain('*', r.Replace("/*", "", StringComparison.Ordinal)));
            Assert.DoesNotContain("*", s.Resources);
        });
    }

    [Fact]
    public void Roles_are_assumed_only_by_name()
    {
        (IReadOnlyList<string> actions, IReadOnlyList<string> roles) = _template
            .Statements()
            .Single(s => s.Actions.Any(a => a.StartsWith("sts:", StringComparison.Ordinal)));

        Assert.Equal(["sts:AssumeRole"], actions);
        Assert.Equal(["AssumableRoles"], roles);
        var pattern = new Regex(Template.Text(_template.At("Parameters", "AssumableRoles", "AllowedPattern")));
        Assert.Matches(pattern, Template.Text(_template.At("Parameters", "AssumableRoles", "Default")));
        Assert.Matches(pattern, "arn:aws:iam::123456789012:role/read-partner");
        Assert.DoesNotMatch(pattern, "arn:aws:iam::123456789012:role/*");
        Assert.DoesNotMatch(pattern, "*");
    }

    // Where a parameter has to arrive for its deployment to be what it says; by a condition where there is one.
    [Theory]
    [InlineData("ReadableBuckets", "ReadFiles")]
    [InlineData("KmsKeys", "ReadFiles")]
    [InlineData("AllowedSources", "Globals")]
    [InlineData("CorsOrigins", "Api")]
    [InlineData("Authentication", "HasTokens")]
    [InlineData("Authentication", "IsOpen")]
    [InlineData("JwtIssuer", "Tokens")]
    [InlineData("JwtAudience", "Tokens")]
    [InlineData("VpcSubnets", "Globals")]
    [InlineData("VpcSubnets", "InVpc")]
    [InlineData("VpcSecurityGroups", "Globals")]
    [InlineData("PrivateNetworks", "Globals")]
    [InlineData("WithResults", "HasResults")]
    [InlineData("ResultSeconds", "Globals")]
    [InlineData("Architecture", "TileFunction")]
    [InlineData("ThrottlingRate", "Stage")]
    [InlineData("ThrottlingBurst", "Stage")]
    [InlineData("LogRetentionDays", "AccessLog")]
    [InlineData("InfoMemory", "InfoFunction")]
    [InlineData("TileMemory", "TileFunction")]
    [InlineData("PartialReadMemory", "PartialReadFunction")]
    [InlineData("ValidateMemory", "ValidateFunction")]
    [InlineData("InfoConcurrency", "InfoFunction")]
    [InlineData("TileConcurrency", "TileFunction")]
    [InlineData("PartialReadConcurrency", "PartialReadFunction")]
    [InlineData("ValidateConcurrency", "ValidateFunction")]
    [InlineData("AssumableRoles", "ReadFiles")]
    [InlineData("ListBuckets", "Lists")]
    [InlineData("PublicUrl", "Globals")]
    [InlineData("DomainName", "Domain")]
    [InlineData("DomainCertificate", "Domain")]
    [InlineData("DomainBasePath", "DomainMapping")]
    [InlineData("WebAclArn", "Cdn")]
    [InlineData("StreamingUrl", "Streams")]
    [InlineData("StreamingUrl", "StreamsToAll")]
    [InlineData("ExistingUploadBuckets", "ExistingUploads")]
    [InlineData("ExistingUploadBuckets", "ReadFiles")]
    [InlineData("ExistingUploadBuckets", "ValidateRole")]
    [InlineData("ReportLocation", "Globals")]
    [InlineData("ReportLocation", "ValidateRole")]
    [InlineData("NotificationEmail", "ReportsByEmail")]
    [InlineData("NotificationEmail", "AlarmsByEmail")]
    [InlineData("WithAlarms", "HasAlarms")]
    [InlineData("WithDashboard", "HasDashboard")]
    [InlineData("WithCloudFront", "HasCloudFront")]
    [InlineData("Tracing", "Globals")]
    [InlineData("EncryptionKey", "Reports")]
    [InlineData("EncryptionKey", "Alarms")]
    [InlineData("EncryptionKey", "FailedUploads")]
    [InlineData("EncryptionKey", "ValidateRole")]
    [InlineData("PermissionsBoundary", "ReaderRole")]
    [InlineData("PermissionsBoundary", "ValidateRole")]
    public void A_parameter_reaches_what_it_names(string parameter, string target)
    {
        YamlNode node =
            target == "Globals" ? _template.At("Globals")
            : _template.Conditions.Contains(target) ? _template.At("Conditions", target)
            : _template.Resource(target);

        Assert.Contains(parameter, Template.References(node));
    }

    [Fact]
    public void Every_parameter_is_known_to_reach_what_it_names()
    {
        string[] shown =
        [
            .. typeof(TemplateTests)
                .GetMethod(nameof(A_parameter_reaches_what_it_names))!
                .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
                .Select(row => (string)((InlineDataAttribute)row).Data[0]!),
        ];

        Assert.Equal(_template.Parameters.Order(StringComparer.Ordinal), shown.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_route_is_for_whom_the_parameter_says_but_that_which_tells_nothing()
    {
        string[] routes = [.. _template.Resources("AWS::ApiGatewayV2::Route")];
        string[] open = [.. routes.Where(r => Template.Text(_template.At("Resources", r, "Properties", "AuthorizationType")) == "NONE")];

        Assert.True(routes.Length > 100);
        Assert.Equal(
            ["GET /healthz", "HEAD /healthz"],
            open.Select(r => Template.Text(_template.At("Resources", r, "Properties", "RouteKey")))
        );
        Assert.All(routes.Except(open), r =>
        {
            YamlNode properties = _template.At("Resources", r, "Properties");
            Assert.True(IsRef(properties["AuthorizationType"], "Authentication"), r);
            Assert.Equal("HasTokens", Template.Text(properties["AuthorizerId"][0]));
            Assert.True(IsRef(properties["AuthorizerId"][1], "Tokens"), r);
        });
        string[] kinds = ["NONE", "AWS_IAM", "JWT"]; // What a route's AuthorizationType may be (API Gateway, HTTP APIs).
        Assert.Equal(kinds, ((YamlSequenceNode)_template.At("Parameters", "Authentication", "AllowedValues")).Select(Template.Text));
    }

    [Fact]
    public void What_may_invoke_a_function_fits_into_its_policy()
    {
        // Lambda takes 20 KB of it, and a statement for each route has about 390 bytes.
        string[] permissions = [.. _template.Resources("AWS::Lambda::Permission")];

        Assert.All(NativeBuild.Functions, f =>
        {
            int events = ((YamlMappingNode)_template.Resource(f)["Properties"]).Children.ContainsKey("Events")
                ? ((YamlMappingNode)_template.At("Resources", f, "Properties", "Events")).Children.Count
                : 0;
            int statements = permissions.Count(p => IsRef(_template.At("Resources", p, "Properties", "FunctionName"), f)) + events;
            Assert.InRange(statements * 500, 1, 20_480);
        });
    }

    [Fact]
    public void A_function_writes_its_own_log_and_nothing_else_of_logs()
    {
        foreach (
            (string role, string[] functions) in new[]
            {
                ("ReaderRole", new[] { "Info", "Tile", "PartialRead" }),
                ("ValidateRole", ["Validate"]),
            }
        )
        {
            (_, IReadOnlyList<string> logs) = Template
                .StatementsIn(_template.Resource(role))
                .Single(s => s.Actions.Any(a => a.StartsWith("logs:", StringComparison.Ordinal)));

            Assert.Equal(functions.Select(f => $"{f}Log.Arn"), logs);
            Assert.All(functions, f =>
                Assert.Equal($"{role}.Arn", Template.Text(_template.At("Resources", $"{f}Function", "Properties", "Role")))
            );
        }
    }

    [Fact]
    public void Large_answers_are_removed_after_a_day_and_read_by_their_address_alone()
    {
        YamlNode bucket = _template.At("Resources", "Results", "Properties");
        (_, IReadOnlyList<string> objects) = Template
            .StatementsIn(_template.Resource("ReaderRole"))
            .Single(s => s.Actions.Contains("s3:PutObject"));

        Assert.Equal("1", Template.Text(bucket["LifecycleConfiguration"]["Rules"][0]["ExpirationInDays"]));
        Assert.All(((YamlMappingNode)bucket["PublicAccessBlockConfiguration"]).Children.Values, isBlocked =>
            Assert.Equal("true", Template.Text(isBlocked))
        );
        Assert.Equal(["${Results.Arn}/answers/*"], objects);
        YamlNode location = _template.At("Globals", "Function", "Environment", "Variables", "COG_RESULT_LOCATION");
        Assert.Equal("s3://${Results}/answers", Template.Text(location[1]));
    }

    [Fact]
    public void Every_parameter_and_every_condition_is_used()
    {
        string[] used = [.. Template.References(_template.At("Globals")), .. Template.References(_template.At("Resources"))];
        string[] judged = [.. Template.References(_template.At("Conditions"))];

        Assert.All(_template.Parameters, p => Assert.True(used.Contains(p) || judged.Contains(p), p));
        string[] conditions = [.. used, .. _template.ConditionsNamed];
        Assert.All(_template.Conditions, c => Assert.Contains(c, conditions));
    }

    [Theory]
    [InlineData("ReadableBuckets", "my-bucket.2026", "*;s3://my-bucket;my-bucket/*;My-Bucket;ab;")]
    [InlineData("ExistingUploadBuckets", "my-bucket", "*;arn:aws:s3:::my-bucket;a*b")]
    [InlineData(
        "KmsKeys",
        "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "*;alias/x;arn:aws:kms:*:123456789012:key/*"
    )]
    [InlineData("EncryptionKey", "arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1", "alias/aws/sns;*")]
    [InlineData("AllowedSources", "s3://a/,https://*.example.org/cogs/ *", "s3://*/;a;https://user@host/;file:///etc/;https://a/?b")]
    [InlineData("ReportLocation", "s3://my-bucket/reports/cog", "s3://my-bucket;s3://my-bucket/reports/;my-bucket/reports;s3://*/a")]
    [InlineData("CorsOrigins", "https://maps.example.org:8443", "maps.example.org;https://maps.example.org/;https://*.example.org")]
    [InlineData("PublicUrl", "https://maps.example.org/cogs", "maps.example.org;https://a/?b;ftp://a/")]
    [InlineData("DomainName", "maps.example.org", "https://maps.example.org;maps.example.org/cogs;*.example.org")]
    [InlineData("DomainBasePath", "cogs/v1", "/cogs;cogs/;a//b;a b")]
    [InlineData(
        "WebAclArn",
        "arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/1234abcd",
        "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/x/1;*"
    )]
    [InlineData(
        "JwtIssuer",
        "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc",
        "http://issuer.example.org/;issuer.example.org;https://issuer.example.org/?a=b"
    )]
    [InlineData("JwtAudience", "maps,https://maps.example.org/", "maps,;,maps;a b")]
    [InlineData("VpcSubnets", "subnet-0123456789abcdef0,subnet-89abcdef", "vpc-89abcdef;subnet-;subnet-89abcdef,;*")]
    [InlineData("VpcSecurityGroups", "sg-0123456789abcdef0", "default;sg-x;sg-89abcdef sg-89abcdef")]
    [InlineData("NotificationEmail", "maps@example.org", "maps;a@b;a@b.c d@e.f")]
    [InlineData(
        "PermissionsBoundary",
        "arn:aws:iam::123456789012:policy/team/boundary",
        "*;arn:aws:iam::123456789012:policy/*;arn:aws:iam::123456789012:role/x"
    )]
    public void A_value_that_makes_no_sense_is_refused_before_anything_is_made(string parameter, string sense, string nonsense)
    {
        var pattern = new Regex(Template.Text(_template.At("Parameters", parameter, "AllowedPattern")));

        Assert.Matches(pattern, sense);
        Assert.Matches(pattern, Template.Text(_template.At("Parameters", parameter, "Default")));
        Assert.All(nonsense.Split(';'), n => Assert.DoesNotMatch(pattern, n));
    }

    [Fact]
    public void The_dashboard_is_json_and_names_metrics_that_are_written()
    {
        YamlNode body = _template.At("Resources", "Dashboard", "Properties", "DashboardBody");
        string text = Template
            .Text(body[0])
            .Replace("${AWS::Region}", "eu-central-1", StringComparison.Ordinal)
            .Replace("${Functions}", string.Join(Template.Text(body[1]["Functions"][0]), "a", "b"), StringComparison.Ordinal);

        using var document = JsonDocument.Parse(text);
        string[] searches =
        [
            .. document
                .RootElement.GetProperty("widgets")
                .EnumerateArray()
                .SelectMany(w => w.GetProperty("properties").GetProperty("metrics").EnumerateArray())
                .Select(m => m[0].GetProperty("expression").GetString()!),
        ];
        string[] written =
        [
            "Duration",
            "Errors",
            "Reads",
            "BytesRead",
            "Blocks",
            "BlocksFromMemory",
            "HeaderFromMemory",
            "HeaderFromTable",
            "HeaderFromFile",
        ];

        Assert.NotEmpty(searches);
        Assert.All(searches, s => Assert.Contains("Function=(\"a\" OR \"b\")", s, StringComparison.Ordinal));
        Assert.All(searches, s => Assert.Contains(Regex.Match(s, "MetricName=\"(\\w+)\"").Groups[1].Value, written));
    }

    [Fact]
    public void Every_alarm_tells_the_topic_and_every_function_has_its_three()
    {
        string[] alarms = [.. _template.Resources("AWS::CloudWatch::Alarm")];

        Assert.All(alarms, a =>
        {
            Assert.Equal("HasAlarms", Template.Text(_template.Resource(a)["Condition"]));
            Assert.True(IsRef(_template.At("Resources", a, "Properties", "AlarmActions")[0], "Alarms"), a);
        });
        foreach (string function in NativeBuild.Functions)
        {
            string name = function.Replace("Function", "", StringComparison.Ordinal);
            Assert.All(["Errors", "Throttles", "Duration"], metric => Assert.Contains($"{name}{metric}Alarm", alarms));
        }
    }

    [Fact]
    public void Only_what_AWS_demands_is_open_to_all()
    {
        // An open Function URL: its permissions have no other principal.
        string[] open =
        [
            .. _template
                .Resources("AWS::Lambda::Permission")
                .Where(p => Template.Text(_template.At("Resources", p, "Properties", "Principal")) == "*"),
        ];

        Assert.Equal(["PartialReadUrlPermission", "PartialReadUrlInvocation"], open);
        Assert.All(open, p => Assert.Equal("StreamsToAll", Template.Text(_template.Resource(p)["Condition"])));
    }

    [Fact]
    public void Every_event_of_the_api_names_a_route_of_the_template()
    {
        string[] routes = [.. NativeBuild.Functions.SelectMany(_template.Routes).Select(r => $"{r.Method} {r.Path}")];
        string[] events = [.. Directory.EnumerateFiles(Path.Combine(TestData.Root, "events"), "*-http-api.json")];

        Assert.NotEmpty(events);
        Assert.All(events, e =>
        {
            using var document = JsonDocument.Parse(File.ReadAllText(e));
            Assert.Contains(document.RootElement.GetProperty("routeKey").GetString(), routes);
        });
    }

    [Fact]
    public void Every_event_is_json_and_a_document_says_how_to_invoke_it()
    {
        string document = File.ReadAllText(Path.Combine(TestData.Root, "doc", "deploy-aws.md"));
        string[] events = [.. Directory.EnumerateFiles(Path.Combine(TestData.Root, "events"), "*.json")];

        Assert.NotEmpty(events);
        Assert.All(events, e => JsonDocument.Parse(File.ReadAllText(e)).Dispose());
        Assert.All(events, e => Assert.Contains($"events/{Path.GetFileName(e)}", document, StringComparison.Ordinal));
    }

    private static bool IsRef(YamlNode node, string name) => Template.IsTagged(node, "!Ref") && Template.Text(node) == name;

    // Lists print the names of their types, which say nothing of what is in them: they are printed beside.
    private static string Print(CogOptions options) =>
        string.Join(
            '\n',
            (options with { AllowedSources = s_none, CorsOrigins = s_none, Aws = Cog.Aws.AwsOptions.Default }).ToString(),
            string.Join(' ', options.AllowedSources),
            string.Join(' ', options.CorsOrigins),
            (options.Aws with { Buckets = s_noBuckets }).ToString(),
            $"{options.Aws.DynamoDbEndpoint} {options.Aws.HeaderTable} {options.Aws.HeaderTableMaxAge} {options.Aws.HeaderTableTimeout}",
            string.Join(' ', options.Aws.Buckets)
        );

    /// <summary>
    /// The function that API Gateway calls: the most specific route, literal segments before variables before greedy ones.
    /// </summary>
    private string? Route(string method, string path)
    {
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return NativeBuild
            .Functions.SelectMany(f =>
                _template.Routes(f).Select(r => (Function: f, r.Method, Segments: r.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            )
            .Where(r => r.Method == method && Matches(r.Segments, segments))
            .OrderBy(
                r =>
                    string.Join(
                        '/',
                        r.Segments.Select(s =>
                            s.EndsWith("+}", StringComparison.Ordinal) ? "3"
                            : s.StartsWith('{') ? "2"
                            : "1"
                        )
                    ),
                StringComparer.Ordinal
            )
            .Select(r => r.Function)
            .FirstOrDefault();
    }

    private static bool Matches(string[] route, string[] path)
    {
        bool greedy = route is [.., var last] && last.EndsWith("+}", StringComparison.Ordinal);
        return (greedy ? path.Length >= route.Length : path.Length == route.Length)
            && route.Zip(path).All(p => p.First.StartsWith('{') || p.First == p.Second);
    }

    private static List<(string Method, string Pattern)> Endpoints(string function)
    {
        var routes = new RouteTable(new ServiceCollection().AddCog(new CogOptions()).BuildServiceProvider());
        switch (function)
        {
            case "InfoFunction":
                routes.MapInfo(_ => null);
                break;
            case "TileFunction":
                routes.MapTile();
                break;
            case "PartialReadFunction":
                routes.MapPartialRead();
                break;
            default:
                routes.MapValidate();
                break;
        }

        return [.. routes.All];
    }
}
