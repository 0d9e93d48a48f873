using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace SwapStress.Bench;

/// <summary>Runs each benchmark method, with each value of its parameters, for the checks they make themselves.</summary>
public static class SmokeRun
{
    private static readonly Type[] Suites =
    [
        typeof(CodecBenchmarks),
        typeof(StoreBenchmarks),
        typeof(ResidentBenchmarks),
        typeof(SwapInBenchmarks),
        typeof(SwapOutBenchmarks),
    ];

    /// <summary>Runs them all.</summary>
    /// <param name="output">Gets one line for each set of parameters.</param>
    /// <exception cref="TargetInvocationException">A check failed.</exception>
    public static int Run(TextWriter output)
    {
        int runs = 0;
        foreach (Type suite in Suites)
        {
            foreach (object benchmark in Instances(suite))
            {
                Invoke<GlobalSetupAttribute>(benchmark);
                int methods = RunBenchmarks(benchmark);
                Invoke<GlobalCleanupAttribute>(benchmark);
                output.WriteLine($"{suite.Name} {Describe(benchmark)}: {methods} ok");
                runs += methods;
            }
        }
        return runs;
    }

    /// <summary>An instance for each combination of the parameters.</summary>
    private static IEnumerable<object> Instances(Type suite)
    {
        List<object[]> combinations =
        [
            [],
        ];
        PropertyInfo[] parameters = Parameters(suite);
        foreach (PropertyInfo parameter in parameters)
            combinations = [.. combinations.SelectMany(c => Values(suite, parameter).Select(v => (object[])[.. c, v]))];
        foreach (object[] combination in combinations)
        {
            object benchmark = Activator.CreateInstance(suite)!;
            for (int i = 0; i < parameters.Length; i++)
                parameters[i].SetValue(benchmark, combination[i]);
            yield return benchmark;
        }
    }

    private static PropertyInfo[] Parameters(Type suite) =>
        [.. suite.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    private static IEnumerable<object> Values(Type suite, PropertyInfo parameter) =>
        parameter.GetCustomAttribute<ParamsSourceAttribute>() is { } source
            ? ((IEnumerable<string>)suite.GetProperty(source.Name)!.GetValue(null)!)
            : Enum.GetValues(parameter.PropertyType).Cast<object>();

    /// <summary>Each benchmark method twice: what the first leaves behind, the second must stand on.</summary>
    private static int RunBenchmarks(object benchmark)
    {
        int count = 0;
        foreach (MethodInfo method in Methods<BenchmarkAttribute>(benchmark))
        {
            for (int run = 0; run < 2; run++)
            {
                foreach (MethodInfo setup in Methods<IterationSetupAttribute>(benchmark))
                {
                    string[] targets = setup.GetCustomAttribute<IterationSetupAttribute>()!.Targets;
                    if (targets.Length == 0 || targets.Contains(method.Name))
                        setup.Invoke(benchmark, parameters: null);
                }
                method.Invoke(benchmark, parameters: null);
            }
            count++;
        }
        return count;
    }

    private static void Invoke<T>(object benchmark)
        where T : Attribute
    {
        foreach (MethodInfo method in Methods<T>(benchmark))
            method.Invoke(benchmark, parameters: null);
    }

    private static IEnumerable<MethodInfo> Methods<T>(object benchmark)
        where T : Attribute => benchmark.GetType().GetMethods().Where(m => m.GetCustomAttribute<T>() is not null);

    private static string Describe(object benchmark) =>
        string.Join(" ", Parameters(benchmark.GetType()).Select(p => p.GetValue(benchmark)));
}
