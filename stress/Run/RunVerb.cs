using SwapStress.Harness;
using SwapStress.Harness.Options;
using SwapStress.Races;
using SwapStress.Stress.Display.Live;
using SwapStress.Stress.Shell;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Run;

/// <summary>The verb <c>run</c>, which is also what runs without one: rounds of workers on regions that are paged out.</summary>
/// <param name="races">The races that it knows.</param>
/// <param name="openTerminal">Finds the terminal that progress is shown on; null for none.</param>
/// <param name="sources">Where options are found besides the command line.</param>
internal sealed class RunVerb(
    IModel model,
    RaceCatalogue races,
    Func<TextWriter, LiveTerminal?> openTerminal,
    Func<SettingSources> sources
) : IVerb
{
    public string Name => "run";

    public string Description =>
        "Workers add to every page of a region while a swapper pages it out; lost updates are counted. Sizes are "
        + "written 32M, durations 1ms. Exit codes: 0 clean, or only the controls of a comparison lost data; 1 data "
        + "lost; 2 usage; 3 this machine cannot do it; 4 inconclusive: a control did not lose, or a strategy has no round that counts; 5 no progress for --watchdog; 70 internal error; "
        + "130 interrupted. Where results could not be written, 0 and 130 become 3.";

    public IReadOnlyList<OptionRow> Options => OptionTable.All;

    public IReadOnlyList<string> Examples { get; } =
    [
        "swapstress                                            each round without the fix, then with it",
        "swapstress --rounds 0 --duration 8h --sync none,prepare-tick,cached",
        "swapstress --fix on --read-delay 0                    what the fix costs without a delay",
        "swapstress --race zswap-writeback                     another race, its fix off and on",
        "swapstress run --resume results/20261121T075507Z-zram-both --rounds 2000",
    ];

    public bool WritesFiles => true;

    public async Task<int> RunAsync(Invocation invocation)
    {
        RunSettings settings = RunSettings.Read(sources(), invocation.Values, races);
        OptionValues values = invocation.Values.With(settings.Values);
        try
        {
            using RunPlan plan = new RunPlanner(model, races).Plan(values);
            foreach (string remark in settings.Remarks.Concat(plan.Remarks))
                await invocation.Errors.WriteLineAsync($"swapstress: {remark}");
            LiveTerminal? terminal = values.Given(OptionTable.NoProgress) ? null : openTerminal(invocation.Errors);
            return (await RunHost.RunAsync(plan, model, invocation.Output, invocation.Errors, terminal)).Code;
        }
        catch (UsageException exception)
        {
            throw settings.Explain(exception);
        }
    }
}
