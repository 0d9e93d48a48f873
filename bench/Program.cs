using SwapStress.Bench;

// dotnet run -c Release --project bench -- --filter '*'              measures each suite in processes of its own
// dotnet run -c Release --project bench -- --compare [--repeat N]    measures the strategies interleaved, in one
// dotnet run -c Release --project bench -- --throughput [--threads N] [--seconds S] [--content C] ...
//                                                                    put and get of zram over 1 to N threads
// dotnet run -c Release --project bench -- --density [--content C] ...
//                                                                    memory of zram for its pages
// dotnet run --project bench -- --smoke                              runs each benchmark and checks its result

if (args is ["--smoke"])
{
    int runs = SmokeRun.Run(Console.Out);
    Console.WriteLine($"{runs} benchmark methods ran, and their results are right.");
    return 0;
}

#if DEBUG
await Console.Error.WriteLineAsync(
    "A Debug build says nothing about speed: run with 'dotnet run -c Release --project bench'."
);
return 3;
#else
if (args is ["--compare", ..])
    return CompareCommand.Run(args.AsSpan(1), Console.Out, Console.Error);
if (args is ["--throughput", ..])
    return ThroughputCommand.Run(args.AsSpan(1), Console.Out, Console.Error);
if (args is ["--density", ..])
    return DensityCommand.Run(args.AsSpan(1), Console.Out, Console.Error);
BenchmarkSwitcher.FromAssembly(typeof(PageSet).Assembly).Run(args);
return 0;
#endif
