using SwapStress.Harness.Limits;
using SwapStress.Stress;
using SwapStress.Stress.Display;
using SwapStress.Stress.Explore;
using SwapStress.Stress.Wiring;

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
