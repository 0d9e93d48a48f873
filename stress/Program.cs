using SwapStress.Cli;
using SwapStress.Cli.Wiring;

return await new SwapStressProgram(new PagingModel(), Console.Out, Console.Error).RunAsync(args);
