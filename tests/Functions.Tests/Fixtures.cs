using Cog.Testing.Web.Aws;

[assembly: AssemblyFixture(typeof(AwsServices))]
