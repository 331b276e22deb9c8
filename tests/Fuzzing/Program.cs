using Fuzzing;

return args switch
{
    ["--libfuzzer"] => Engines.LibFuzzer(),
    ["--afl"] => Engines.Afl(),
    ["--replay", .. string[] files] => await Replay.RunAsync(files),
    _ => await Campaign.RunAsync(CampaignOptions.Parse(args)),
};
