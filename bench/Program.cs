using BenchmarkDotNet.Running;
using SwapStress.Bench;

// dotnet run -c Release --project bench -- --filter '*'    measures each suite in processes of its own
// dotnet run -c Release --project bench -- --compare       measures the strategies interleaved, in one
// dotnet run -c Release --project bench -- --throughput    put and get of zram over 1 to N threads
// dotnet run -c Release --project bench -- --density       memory of zram for its pages
// dotnet run --project bench -- --smoke                    runs each benchmark and checks its result

#if DEBUG
if (args is not ["--smoke", ..])
{
    await Console.Error.WriteLineAsync(
        "A Debug build says nothing about speed: run with 'dotnet run -c Release --project bench'."
    );
    return 3;
}
#endif
if (BenchProgram.Has(args))
    return await BenchProgram.RunAsync(args, Console.Out, Console.Error);
BenchmarkSwitcher.FromAssembly(typeof(PageSet).Assembly).Run(args);
return 0;
