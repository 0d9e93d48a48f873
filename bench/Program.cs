using BenchmarkDotNet.Running;
using SwapStress.Bench;

// dotnet run -c Release --project bench -- --filter '*'     measures
// dotnet run --project bench -- --smoke                     runs each benchmark once and checks its result

if (args is ["--smoke"])
{
    int runs = SmokeRun.Run(Console.Out);
    Console.WriteLine($"{runs} benchmark methods ran once, and their results are right.");
    return 0;
}

#if DEBUG
await Console.Error.WriteLineAsync(
    "A Debug build says nothing about speed: run with 'dotnet run -c Release --project bench'."
);
return 3;
#else
BenchmarkSwitcher.FromAssembly(typeof(PageSet).Assembly).Run(args);
return 0;
#endif
