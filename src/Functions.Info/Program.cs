Console.Error.WriteLine("Functions.Info runs on AWS Lambda, whose host it does not have yet. On your own machine, use: cog serve");
return 1;
