using Load;

if (args is [])
{
    Console.Error.WriteLine("clients | origins | requests [COUNT [SEED]] | events [COUNT [SEED]] | overwrite [SECONDS] | gateway | table");
    return 64;
}

int first = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0,
    second = args.Length > 2 ? int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture) : 1;
return args[0] switch
{
    "clients" => await Clients.RunAsync(),
    "origins" => await Origins.RunAsync(first == 0 ? 5000 : first),
    "requests" => await Campaigns.RequestsAsync(first == 0 ? 100_000 : first, second),
    "events" => await Campaigns.EventsAsync(first == 0 ? 20_000 : first, second),
    "overwrite" => await Campaigns.OverwriteAsync(TimeSpan.FromSeconds(first == 0 ? 60 : first)),
    "gateway" => await Outages.GatewayAsync(),
    "table" => await Outages.TableAsync(),
    _ => throw new ArgumentException($"'{args[0]}' is unknown."),
};
