using SwapStress.Cli;
using SwapStress.Cli.Display;
using SwapStress.Cli.Explore;
using SwapStress.Cli.Wiring;
using SwapStress.Harness.Limits;

return ProcessLimits.Refuse() ?? await RunAsync(args);

// Apart, so that what it needs is not loaded before.
static async Task<int> RunAsync(string[] arguments)
{
    ExploreCommand.Prepare(arguments);
    RedirectedOutput.UseUtf8();
    var streams = new StandardStreams();
    var program = new SwapStressProgram(new PagingModel(), streams.Output, streams.Errors);
    int code = await program.RunAsync(arguments);
    return streams.End(code, program.TextIsResult);
}
