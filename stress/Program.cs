using SwapStress.Cli;
using SwapStress.Cli.Explore;
using SwapStress.Cli.Wiring;

ExploreCommand.Prepare(args);
return await new SwapStressProgram(new PagingModel(), Console.Out, Console.Error).RunAsync(args);
