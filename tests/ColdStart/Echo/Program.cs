using Cog.Hosting.Lambda;
using Microsoft.AspNetCore.Http;

// One route that answers a constant, on the host that the functions have: what the host itself costs.
return await LambdaFunction.RunAsync(routes => routes.MapMethods("/{*path}", ["GET"], context =>
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("hello");
    }));
