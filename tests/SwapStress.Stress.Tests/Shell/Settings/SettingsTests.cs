using System.Text.Json;
using SwapStress.Harness.Options;
using SwapStress.Races;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Shell.Settings;

/// <summary>appsettings.json &lt; SWAPSTRESS_ variables &lt; command line.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly FakeModel _model = new(lostByNone: 3);
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private StressOptions Options => _model.Options!;

    [Fact]
    public async Task A_higher_level_wins_option_by_option()
    {
        Write(
            """{ "SwapStress": { "Threads": 5, "Region": "2M", "ReadDelay": "7us", "Strict": true }, "Logging": {} }"""
        );
        Set("THREADS", "6");
        Set("READ_DELAY", "8us");
        Session session = await RunAsync("--read-delay", "9us");
        Assert.Equal(0, session.Code);
        Assert.Equal(
            (6, 2L << 20, 9_000L, true),
            (Options.Threads, Options.RegionBytes, Options.ReadDelay.Nanoseconds, Options.Strict)
        );
        Assert.StartsWith(
            "swapstress: --threads 6 (SWAPSTRESS_THREADS), --region 2M (SwapStress:Region in appsettings.json), --strict (SwapStress:Strict in appsettings.json)\n",
            session.Errors
        );
    }

    [Fact]
    public async Task They_are_in_the_results_as_if_they_had_been_typed()
    {
        Write("""{ "SwapStress": { "zswap": true, "Sync": ["none", "cached"] } }""");
        Set("THREADS", "6");
        await RunAsync();
        JsonElement arguments = Read("options.json").GetProperty("arguments");
        Assert.Equal("6", arguments.GetProperty("--threads").GetString());
        Assert.Equal("none,cached", arguments.GetProperty("--sync").GetString());
        Assert.Equal(JsonValueKind.Null, arguments.GetProperty("--zswap").ValueKind);
        Assert.Equal(6, Read("run.json").GetProperty("options").GetProperty("threads").GetInt32());
    }

    [Fact]
    public async Task A_resumed_run_takes_none()
    {
        await RunAsync("--threads", "6");
        Set("THREADS", "many");
        Set("NO_SUCH_THING", "1");
        Write("{");
        Session session = await StartAsync("--resume", _directory["out"], "--rounds", "11");
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.Equal(6, Options.Threads);
    }

    [Fact]
    public async Task Other_verbs_take_none()
    {
        Set("NO_SUCH_THING", "1");
        Write("{");
        Session session = await StartAsync("codecs");
        Assert.Equal((0, ""), (session.Code, session.Errors));
    }

    [Fact]
    public async Task A_flag_is_taken_back_by_a_higher_level()
    {
        Write("""{ "SwapStress": { "Strict": true, "Waves": null } }""");
        Set("STRICT", "false");
        Session session = await RunAsync();
        Assert.Equal((0, ""), (session.Code, session.Errors));
        Assert.False(Options.Strict);
    }

    [Theory]
    [InlineData("SYNC=cached", "--fix on", "prepare-tick")]
    [InlineData("FIX=off", "--sync cached", "cached")]
    [InlineData("SYNC=cached", "", "cached")]
    [InlineData("RACE=swapcache-skip", "--sync cached", "cached")]
    [InlineData("BACKEND=kernel", "--sync cached", "cached")]
    public async Task Of_what_excludes_each_other_the_higher_level_holds(
        string variable,
        string line,
        string strategies
    )
    {
        Set(variable.Split('=')[0], variable.Split('=')[1]);
        Session session = await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, session.Code);
        Assert.Equal(strategies, string.Join(',', Options.Strategies.Select(strategy => strategy.Name)));
    }

    [Fact]
    public async Task A_variable_holds_over_a_choice_of_the_file_that_excludes_it()
    {
        Write("""{ "SwapStress": { "Sync": "cached" } }""");
        Set("FIX", "off");
        await RunAsync();
        Assert.Equal("none", Assert.Single(Options.Strategies).Name);
    }

    [Theory]
    [InlineData(
        "THREADS",
        "many",
        "--threads 'many' is no whole number; write digits only, such as --threads 3 (--threads is set by SWAPSTRESS_THREADS)"
    )]
    [InlineData("REGION", "5", "(--region is set by SWAPSTRESS_REGION)")]
    [InlineData("RACE", "nope", "unknown race 'nope'; write")]
    [InlineData("STRICT", "maybe", "SWAPSTRESS_STRICT 'maybe' is neither; write true or false")]
    [InlineData("THREAD", "3", "SWAPSTRESS_THREAD is no option; did you mean SWAPSTRESS_THREADS, for --threads?")]
    [InlineData(
        "READDELAY",
        "0",
        "SWAPSTRESS_READDELAY is no option; did you mean SWAPSTRESS_READ_DELAY, for --read-delay?"
    )]
    [InlineData("RESUME", "x", "SWAPSTRESS_RESUME: --resume is written on the command line only; leave it out")]
    public async Task A_bad_variable_is_named_in_one_line(string name, string value, string message)
    {
        Set(name, value);
        Session session = await RunAsync();
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.Contains($"SWAPSTRESS_{name}", session.Errors);
        Assert.Contains(message, session.Errors);
        Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData(
        """{ "SwapStress": { "Threds": 3 } }""",
        "SwapStress:Threds in appsettings.json is no option; did you mean Threads, for --threads?"
    )]
    [InlineData(
        """{ "SwapStress": { "Threads": "x" } }""",
        "(--threads is set by SwapStress:Threads in appsettings.json)"
    )]
    [InlineData(
        """{ "SwapStress": { "Threads": { "N": 3 } } }""",
        "SwapStress:Threads in appsettings.json is no value; write a text"
    )]
    [InlineData(
        """{ "SwapStress": { "ReadDelay": "0", "read-delay": "1ms" } }""",
        "are the same option; leave one out"
    )]
    [InlineData("""{ "SwapStress": 5 }""", "SwapStress in appsettings.json is no section; write")]
    [InlineData("""{ "SwapStress": """, "appsettings.json is no JSON that can be read: ")]
    public async Task A_bad_file_is_named_in_one_line(string json, string message)
    {
        Write(json);
        Session session = await RunAsync();
        Assert.Equal((2, ""), (session.Code, session.Output));
        Assert.Contains(message, session.Errors);
        Assert.Single(session.Errors.TrimEnd('\n').Split('\n'));
    }

    /// <summary>A script of somebody's own has its variables, and they are nobody's slip.</summary>
    [Theory]
    [InlineData("BIN", "/usr/local/bin/swapstress")]
    [InlineData("XYZZY", "1")]
    public async Task Somebody_elses_variable_is_told_and_changes_nothing(string name, string value)
    {
        Set(name, value);
        Session session = await RunAsync();
        Assert.Equal(0, session.Code);
        Assert.StartsWith($"swapstress: SWAPSTRESS_{name} is no option, and changes nothing\n", session.Errors);
    }

    [Fact]
    public async Task What_the_scripts_say_of_themselves_is_not_told()
    {
        Set("TYPED", "./run-stress.sh");
        Session session = await RunAsync();
        Assert.DoesNotContain("TYPED", session.Errors);
    }

    [Fact]
    public async Task The_tests_own_variables_are_let_pass()
    {
        string[] names =
        [
            "ACCEPT",
            "FUZZ_SECONDS",
            "FUZZ_SEED",
            "KILLS",
            "KILL_SEED",
            "RANDOM_SEED",
            "RANDOM_OPERATIONS",
            "SOAK_SECONDS",
        ];
        foreach (string name in names)
            Set(name, "1");
        Session session = await RunAsync();
        Assert.Equal((0, ""), (session.Code, session.Errors));
        var set = new Stress.Run.RunOptionSet([], []);
        Assert.DoesNotContain(
            set.All,
            option => EnvironmentSettings.OfTests.Any(EnvironmentSettings.NameOf(option).StartsWith)
        );
    }

    /// <summary>Whatever is added to run can be set: names are unlike each other, and the file's come back as well.</summary>
    [Fact]
    public void Every_option_has_names_of_its_own()
    {
        var set = new Stress.Run.RunOptionSet([], []);
        var reader = new SettingReader(set);
        Assert.All(
            set.All.Except([set.Resume]),
            option =>
            {
                Assert.Same(option, reader.Find(EnvironmentSettings.NameOf(option), EnvironmentSettings.NameOf, ""));
                Assert.Same(option, reader.Find(FileSettings.NameOf(option), FileSettings.NameOf, ""));
                Assert.Same(option, reader.Find(option.Name[2..], FileSettings.NameOf, ""));
            }
        );
    }

    public void Dispose() => _directory.Dispose();

    private void Set(string name, string value) => _variables[$"SWAPSTRESS_{name}"] = value;

    private void Write(string json) => File.WriteAllText(_directory["appsettings.json"], json);

    private JsonElement Read(string name) => JsonElement.Parse(File.ReadAllText(_directory[$"out/{name}"]));

    private Task<Session> RunAsync(params string[] arguments) =>
        StartAsync([.. arguments, "--content", "zero", "--out", _directory["out"]]);

    private async Task<Session> StartAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var sources = new SettingSources(_variables, _directory.Path);
        int code = await new SwapStressProgram(_model, output, errors, RaceCatalogue.Default, sources).RunAsync(
            arguments
        );
        return new Session(code, output.ToString(), errors.ToString());
    }
}
