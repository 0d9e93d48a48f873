using System.CommandLine;
using System.Text.Json;
using SwapStress.Harness;
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

    /// <summary>The verbs' options.</summary>
    public Commands Commands { get; } =
        new(
            [.. new PagingModel().Strategies.Select(strategy => strategy.Name)],
            [.. RaceCatalogue.Default.All.Select(race => race.Name)]
        );

    /// <summary>What is wrong with a command line; null for nothing.</summary>
    public string? Complaint(params string[] arguments)
    {
        try
        {
            ParseResult parsed = Commands.Parse(arguments);
            switch (parsed.CommandResult.Command.Name)
            {
                case "explore":
                    var cases = new ExploreCases(RaceCatalogue.Default, _model.Strategies);
                    new ExploreResolver(Commands.ExploreOptions, parsed, cases).Resolve();
                    break;
                case "swapin":
                    new SwapInResolver(Commands.SwapInOptions, parsed, _model.Strategies).Resolve();
                    break;
                case "doctor":
                    new DoctorResolver(Commands.DoctorOptions, parsed).Resolve();
                    break;
                default:
                    Plan(parsed).Dispose();
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
            ParseResult parsed = Commands.Parse(arguments);
            var sources = new SettingSources(variables, directory.Path);
            read = RunSettings.Read(sources, Commands.RootOptions, parsed, RaceCatalogue.Default);
            using RunPlan plan = Plan(Commands.Parse([.. arguments, .. read.Arguments]));
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

    private RunPlan Plan(ParseResult parsed) =>
        new RunPlanner(Commands, _model, RaceCatalogue.Default).Plan(
            parsed.CommandResult.Command == Commands.Run ? Commands.RunOptions : Commands.RootOptions,
            parsed
        );
}
