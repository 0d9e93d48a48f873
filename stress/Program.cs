using SwapStress.Cli;
using SwapStress.Cli.Display;
using SwapStress.Cli.Explore;
using SwapStress.Cli.Wiring;

ExploreCommand.Prepare(args);
RedirectedOutput.UseUtf8();
return await new SwapStressProgram(new PagingModel(), Console.Out, Console.Error).RunAsync(args);
