using System.CommandLine;
using System.Text.Json;
using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Harness.Results;
using SwapStress.Races;
using SwapStress.Stress.Doctor;
using SwapStress.Stress.Explore;
using SwapStress.Stress.Run;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Stress.SwapIn;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Snapshots;

/// <summary>Command lines on the real model as far as before they do something.</summary>
internal sealed class Planned(TestDirectory directory)
{
    private readonly PagingModel _model = new();
    private int _runs;

    private readonly CommandLineParser _parser = Resolved.Parser;

    /// <summary>What is wrong with a command line; null for nothing.</summary>
    public string? Complaint(params string[] arguments)
    {
        try
        {
            ParseResult parsed = _parser.Parse(arguments);
            OptionValues values = _parser.ValuesOf(parsed);
            switch (_parser.VerbOf(parsed).Name)
            {
                case "explore":
                    var cases = new ExploreCases(RaceCatalogue.Default, _model.Strategies);
                    new ExploreResolver(values, cases).Resolve();
                    break;
                case "swapin":
                    new SwapInResolver(values, _model.Strategies).Resolve();
                    break;
                case "doctor":
                    new DoctorResolver(values).Resolve();
                    break;
                default:
                    Plan(values).Dispose();
                    break;
            }
            return null;
        }
        catch (Exception exception) when (exception is UsageException or EnvironmentException)
        {
            return exception.Message;
        }
    }

    /// <summary>What a run says of its settings, and its options.json; or the complaint.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="section">The section of appsettings.json; null for no file.</param>
    /// <param name="arguments">The command line.</param>
    public (string Remarks, JsonElement? Recipe) Run(
        IReadOnlyDictionary<string, string> variables,
        string? section,
        params string[] arguments
    )
    {
        string settings = directory["appsettings.json"];
        if (section is null)
            File.Delete(settings);
        else
            File.WriteAllText(settings, $$"""{ "SwapStress": {{section}} }""");
        RunSettings? read = null;
        try
        {
            OptionValues values = _parser.ValuesOf(_parser.Parse(arguments));
            var sources = new SettingSources(variables, directory.Path);
            read = RunSettings.Read(sources, values, RaceCatalogue.Default);
            using RunPlan plan = Plan(values.With(read.Values));
            string results = directory[$"out{_runs++}"];
            using (
                ResultsRecorder.Open(plan.Options with { Out = results }, message => Assert.Fail(message), plan.Recipe)
            ) { }
            string json = File.ReadAllText(Path.Combine(results, "options.json"));
            return (string.Join('\n', read.Remarks), JsonElement.Parse(json));
        }
        catch (UsageException exception)
        {
            return (read?.Explain(exception).Message ?? exception.Message, null);
        }
    }

    private RunPlan Plan(OptionValues values) => new RunPlanner(_model, RaceCatalogue.Default).Plan(values);
}
