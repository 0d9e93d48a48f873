using System.Text.Json;
using SwapStress.Paging.Recording;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Run;

/// <summary>--trace: what is refused, what the text says, and what an explored schedule leaves.</summary>
public sealed class TraceOptionTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Theory]
    [InlineData("--trace .", "--trace '.' is no file; write --trace out.json.")]
    [InlineData("--trace no/such/t.json", "there is no directory ")]
    [InlineData("--trace /dev/null", "--trace /dev/null is no ordinary file; write --trace out.json.")]
    [InlineData("--trace t.json --flight-recorder off", "and it is off; leave --flight-recorder out.")]
    [InlineData("--trace t.json --backend kernel", "and a kernel tells none; leave --trace out.")]
    [InlineData("--trace", "--trace")]
    [InlineData("matrix --trace t.json", "unknown option '--trace'")]
    [InlineData("explore --trace /proc/t.json", "--trace /proc/t.json is no ordinary file; write --trace out.json.")]
    public async Task Nonsense_is_refused_in_one_line(string arguments, string expected)
    {
        Session session = await Session.RunAsync(new FakeModel(), arguments.Split(' '));
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.Contains(expected, session.Errors);
        Assert.Single(session.Errors.TrimEnd().Split('\n'));
        Assert.False(File.Exists("t.json"));
    }

    [Fact]
    public async Task The_text_says_how_many_windows_there_are()
    {
        var model = new FakeModel(lostByNone: 3) { Windows = [Window] };
        Session session = await Session.RunSmallAsync(model, _directory, "--trace", _directory["t.json"]);
        Assert.Equal("", session.Errors);
        Assert.EndsWith($"1 window is in {_directory["t.json"]}; open it at https://ui.perfetto.dev\n", session.Output);
        Assert.Equal(["none, round 0: page 0x5a000, slot 17, loses 3 updates"], Processes());
    }

    [Fact]
    public async Task Without_a_loss_the_trace_is_valid_and_the_text_says_so()
    {
        Session session = await Session.RunSmallAsync(new FakeModel(), _directory, "--trace", _directory["t.json"]);
        Assert.EndsWith($"No loss was recorded: there is nothing to see in {_directory["t.json"]}\n", session.Output);
        Assert.Equal(["no loss was recorded"], Processes());
    }

    /// <summary>Without a read delay nothing is recorded by default.</summary>
    [Fact]
    public async Task A_trace_turns_the_recorder_on_for_the_parts_after_this_one_too()
    {
        string[] trace = ["--read-delay", "0", "--trace", _directory["t.json"]];
        var model = new FakeModel(lostByNone: 3) { Windows = [Window] };
        await Session.RunSmallAsync(model, _directory, trace);
        Assert.True(model.Options!.FlightRecorder);
        Session resumed = await Session.RunAsync(model, "run", "--resume", _directory["out"], "--rounds", "3");
        Assert.Equal((0, ""), (resumed.Code, resumed.Errors));
        Assert.True(model.Options!.FlightRecorder);
        Assert.Null(model.Options.TraceFile);
        resumed = await Session.RunAsync(
            model,
            ["run", "--resume", _directory["out"], "--rounds", "4", "--trace", _directory["t.json"]]
        );
        Assert.Equal((0, ""), (resumed.Code, resumed.Errors));
        Assert.Equal(
            [
                "none, round 0: page 0x5a000, slot 17, loses 3 updates",
                "none, round 3: page 0x5a000, slot 17, loses 3 updates",
            ],
            Processes()
        );
    }

    [Fact]
    public async Task What_is_resumed_can_have_no_trace_where_nothing_is_recorded()
    {
        await Session.RunSmallAsync(new FakeModel(), _directory, "--read-delay", "0");
        Session resumed = await Session.RunAsync(
            new FakeModel(),
            ["run", "--resume", _directory["out"], "--rounds", "3", "--trace", _directory["t.json"]]
        );
        Assert.Equal(2, resumed.Code);
        Assert.Contains("the run of --resume has none; leave --trace out.", resumed.Errors);
    }

    [Fact]
    public async Task What_is_resumed_overwrites_no_file_of_others()
    {
        await Session.RunSmallAsync(new FakeModel(), _directory);
        _directory.With("t.json", "mine");
        Session resumed = await Session.RunAsync(
            new FakeModel(),
            ["run", "--resume", _directory["out"], "--rounds", "3", "--trace", _directory["t.json"]]
        );
        Assert.Equal(2, resumed.Code);
        Assert.Contains(
            "is no trace that swapstress wrote, and --resume adds to one; name another file.",
            resumed.Errors
        );
        Assert.Equal("mine", File.ReadAllText(_directory["t.json"]));
        Assert.True(File.Exists(_directory["out/run.json"]));
    }

    /// <summary>The real model, one thread at a time: the same trace each time.</summary>
    [Fact]
    public async Task A_losing_schedule_has_a_slice_for_each_thread()
    {
        Session session = await BuiltProgram.RunAsync([
            "explore",
            "--race",
            "swapcache-skip",
            "--fix",
            "off",
            "--trace",
            _directory["t.json"],
        ]);
        Assert.Equal("", session.Errors);
        Assert.StartsWith("swapcache-skip, fix off (none), schedule ", Assert.Single(Processes()));
        JsonElement[] events = Events();
        Assert.Equal(["loss", "T0", "T1"], NamesOf(events, "thread_name"));
        Assert.Equal(
            [1, 2, 3],
            events.Where(e => Phase(e) == "B").Select(e => e.GetProperty("tid").GetInt32()).Distinct().Order()
        );
        Assert.Equal(events.Count(e => Phase(e) == "B"), events.Count(e => Phase(e) == "E"));
        Assert.Single(events, e => $"{e.GetProperty("name")}".EndsWith("<== loses 1 update", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    private static LossWindow Window { get; } =
        new()
        {
            Page = 90,
            Slot = 17,
            InstalledPage = 90,
            InstalledVersion = 6,
            NewestVersion = 7,
            LostUpdates = 3,
            ThreadId = 7,
            Events =
            [
                new(FlightEventKind.FaultBegin, 90, 7, 17, 0, 0, 1_000),
                new(FlightEventKind.ReadBegin, 90, 7, 17, 0, 0, 1_100),
                new(FlightEventKind.ReadEnd, 90, 7, 17, 6, 19, 9_000),
                new(FlightEventKind.PteSame, 90, 7, 17, 0, 0, 9_100),
                new(FlightEventKind.Install, 90, 7, 17, 6, 19, 9_200, IsLosing: true),
            ],
        };

    private JsonElement[] Events() =>
        [
            .. JsonDocument
                .Parse(File.ReadAllText(_directory["t.json"]))
                .RootElement.GetProperty("traceEvents")
                .EnumerateArray(),
        ];

    private IEnumerable<string> Processes() => NamesOf(Events(), "process_name");

    private static IEnumerable<string> NamesOf(JsonElement[] events, string what) =>
        events
            .Where(e => e.GetProperty("name").GetString() == what)
            .Select(e => e.GetProperty("args").GetProperty("name").GetString()!);

    private static string Phase(JsonElement e) => e.GetProperty("ph").GetString()!;
}
