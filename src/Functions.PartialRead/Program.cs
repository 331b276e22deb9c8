Console.Error.WriteLine("Functions.PartialRead runs on AWS Lambda, whose host it does not have yet. On your own machine, use: cog serve");
return 1;
