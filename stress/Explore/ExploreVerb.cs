using System.Text.Json;
using SwapStress.Explorer;
using SwapStress.Explorer.Schedules;
using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Harness.Limits;
using SwapStress.Harness.Losses;
using SwapStress.Harness.Options;
using SwapStress.Primitives.Scheduling;
using SwapStress.Races;
using SwapStress.Stress.Shell;

namespace SwapStress.Stress.Explore;

/// <summary>The verb <c>explore</c>: searches the schedules of small programs for one that loses data.</summary>
/// <param name="races">The races whose programs it has.</param>
internal sealed class ExploreVerb(RaceCatalogue races, IReadOnlyList<StrategyInfo> strategies) : IVerb
{
    public const string Verb = "explore";

    public string Name => Verb;

    public string Description =>
        "Search the schedules of small programs for one that loses data, and show how; by default those of the races, "
        + "their fixes off and on. Exit codes: 0 nothing but controls lost; 1 data lost; 2 usage; 4 a control whose "
        + "every schedule was run never lost; 5 deadlock or livelock; 130 interrupted, with what was found until then.";

    public IReadOnlyList<OptionRow> Options => ExploreTable.All;

    public IReadOnlyList<string> Examples { get; } =
    [
        "swapstress explore                                    every race, its fix off and on",
        "swapstress explore --race swapcache-skip --fix off",
        "swapstress explore --program \"setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0\" --sync all",
    ];

    /// <summary>
    /// Makes this process an explorer if the arguments say so. Before any code of the model runs: it is compiled with or
    /// without its schedule points once.
    /// </summary>
    public static void Prepare(IReadOnlyList<string> arguments)
    {
        if (arguments is [Verb, ..])
            AppContext.SetSwitch(SchedulePoint.SwitchName, isEnabled: true);
    }

    public async Task<int> RunAsync(Invocation invocation)
    {
        TextWriter output = invocation.Output;
        DateTimeOffset startedUtc = DateTimeOffset.UtcNow;
        using var stop = new CancellationTokenSource();
        ExploreOptions options = new ExploreResolver(invocation.Values, new ExploreCases(races, strategies)).Resolve();
        options = options with { Search = options.Search with { Stop = stop.Token } };
        TraceFile? trace = options.Trace is { } path ? TraceFile.Open(path, resumes: false) : null;
        using OutputFile? json = JsonOutput.Open(options.Json);
        var rows = new List<ExploreRow>();
        using Interrupts interrupts = Interrupts.Handle(stop.Cancel);
        foreach (ExploreCase @case in options.Cases.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            await output.WriteLineAsync(ExploreReport.Headline(@case));
            rows.Add(
                options.Replay is { } schedule
                    ? await ReplayAsync(@case, schedule, trace, output)
                    : await SearchAsync(@case, options, trace, output)
            );
            await output.WriteLineAsync();
        }
        if (rows.Count > 1)
        {
            foreach (string line in ExploreReport.Table(rows))
                await output.WriteLineAsync(line);
        }
        int code = stop.IsCancellationRequested ? ExitCode.Interrupted : ExploreRow.ExitCodeOf(rows);
        if (stop.IsCancellationRequested)
            await output.WriteLineAsync(
                $"Interrupted: {rows.Count} of {options.Cases.Count} searches, the last one cut."
            );
        trace?.WriteOrThrow();
        Write(json, rows, startedUtc, invocation.Text, code);
        return code;
    }

    private static async Task<ExploreRow> SearchAsync(
        ExploreCase @case,
        ExploreOptions options,
        TraceFile? trace,
        TextWriter output
    )
    {
        ExplorationResult result;
        using (var exploration = new Exploration(@case.Program, options.Search))
            result = exploration.Run();
        var row = new ExploreRow(@case, result, OutcomeTable.Grade(@case, result.Outcomes));
        foreach (string line in ExploreReport.Lines(row, options.Search))
            await output.WriteLineAsync(line);
        if (result is not { Bad: { } bad, Schedule: { } schedule })
            return row;
        ProgramReplay replay = ProgramReplay.Run(@case.Program, schedule);
        if (replay.Outcome.ToString() != bad.ToString())
            throw new InvalidOperationException(
                $"Schedule {schedule} came to '{bad}' and then to '{replay.Outcome}': the program is not deterministic."
            );
        await SayFailureAsync(@case, replay, schedule, trace, output);
        return row;
    }

    private static async Task<ExploreRow> ReplayAsync(
        ExploreCase @case,
        Schedule schedule,
        TraceFile? trace,
        TextWriter output
    )
    {
        ProgramReplay replay = ProgramReplay.Run(@case.Program, schedule);
        if (replay.Misfit is { } misfit)
            throw new UsageException(
                $"--replay {schedule} does not fit: this program has no choice {misfit.Choice} at which T{misfit.Thread} could "
                    + "go on out of turn; write the schedule with the program that it was found for"
            );
        await SayFailureAsync(@case, replay, schedule, trace, output);
        var result = new ExplorationResult
        {
            Program = @case.Program,
            Schedules = 1,
            IsExhausted = false,
            PreemptionBound = null,
            ChecksInFull = true,
            Elapsed = TimeSpan.Zero,
            Outcomes = new Dictionary<string, long>(StringComparer.Ordinal) { [replay.Outcome.ToString()] = 1 },
            Bad = replay.Outcome.IsGood ? null : replay.Outcome,
            Schedule = schedule,
            Preemptions = replay.Preemptions,
        };
        return new ExploreRow(@case, result, OutcomeTable.Grade(@case, result.Outcomes));
    }

    private static async Task SayFailureAsync(
        ExploreCase @case,
        ProgramReplay replay,
        Schedule schedule,
        TraceFile? trace,
        TextWriter output
    )
    {
        await output.WriteLineAsync();
        foreach (string line in FailureText.Lines(@case, replay, schedule))
            await output.WriteLineAsync(line);
        if (FailureText.WindowOf(replay) is { } window)
            trace?.Add(window, FailureText.Style, @case.Title, schedule.ToString());
    }

    private static void Write(
        OutputFile? file,
        IReadOnlyList<ExploreRow> rows,
        DateTimeOffset startedUtc,
        string command,
        int code
    )
    {
        var document = new ExploreDocument(
            ExploreDocument.SchemaName,
            BuildInfo.Version,
            BuildInfo.Commit,
            startedUtc.UtcDateTime,
            HostInfo.Read(),
            command,
            [.. rows.Select(ExploreRowDocument.From)],
            code
        );
        JsonOutput.Write(file, JsonSerializer.Serialize(document, ExploreJson.Indented.ExploreDocument));
    }
}
