using Cog.Cli.Commands;

// Ctrl-C is the web server's, and elsewhere the system's: both end the program at once.
return await CogCommand.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
