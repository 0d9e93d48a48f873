using System.CommandLine;
using System.Text;
using System.Text.Json;
using SwapStress.Stress.Shell.Settings;
using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Snapshots;

/// <summary>What options mean, wherever they are written, and what is said of those that mean nothing.</summary>
public sealed class OptionSnapshotTests : IDisposable
{
    private static readonly Dictionary<string, string> NoVariables = new(StringComparer.Ordinal);

    /// <summary>Out of range, of the wrong kind, or right: which of these it is for an option is what is compared.</summary>
    private static readonly string[] Values =
    [
        "",
        "x",
        "-1",
        "0",
        "1.5",
        "3",
        "101",
        "5000",
        "64K",
        "8191P",
        "1ns",
        "9999h",
        "99999999999999999999",
    ];

    private readonly TestDirectory _directory = new();
    private readonly Planned _planned;

    public OptionSnapshotTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "skipped: other systems spell paths otherwise.");
        _planned = new Planned(_directory);
    }

    /// <summary>A line each; | stands between arguments where one has a space.</summary>
    [Fact]
    public async Task Wrong_command_lines_are_answered_as_they_were()
    {
        var text = new StringBuilder();
        string[] lines = File.ReadAllLines(Snapshot.PathOf("wrong.lines.txt"));
        // One that is right would be run.
        Assert.DoesNotContain(lines, line => !IsOther(Split(line)) && _planned.Complaint(Split(line)) is null);
        foreach (string line in lines)
        {
            Session session = await Session.RunAsync(new PagingModel(), Split(line));
            Assert.True(session.Code == 2, $"{line}: {session.Output}{session.Errors}");
            text.Append($"$ {line}\n{session.Code}{session.Output} {session.Errors}");
        }
        Match("wrong", text);
    }

    [Fact]
    public void Each_value_of_each_option_is_taken_or_refused_as_it_was()
    {
        var text = new StringBuilder();
        (string Verb, IEnumerable<Option> Options)[] verbs =
        [
            ("run", _planned.Commands.RunOptions.All),
            ("explore", _planned.Commands.ExploreOptions.All),
            ("swapin", _planned.Commands.SwapInOptions.All),
            ("doctor", _planned.Commands.DoctorOptions.All),
        ];
        foreach ((string verb, IEnumerable<Option> options) in verbs)
        foreach (Option option in options.Where(option => option is not Option<bool>))
        foreach (string value in Values)
        {
            string[] arguments = [verb, .. Company(verb, option.Name), option.Name, value];
            text.Append($"{string.Join(' ', arguments)} => {_planned.Complaint(arguments) ?? "taken"}\n");
        }
        Match("values", text);
    }

    /// <summary>The first in full, of the others what differs from it.</summary>
    [Fact]
    public void Options_json_says_what_it_said()
    {
        var text = new StringBuilder();
        foreach (
            string[] first in (string[][])
                [
                    [],
                    ["--backend", "kernel"],
                ]
        )
        {
            JsonElement plain = _planned.Run(NoVariables, null, first).Recipe!.Value;
            text.Append($"$ {string.Join(' ', first)}\n{plain.GetProperty("options")}\n");
            foreach (Option option in _planned.Commands.RootOptions.All)
            foreach (string value in GoodValues(option))
            {
                string[] given = option is Option<bool> ? [option.Name] : [option.Name, value];
                string[] arguments = [.. first, .. Company("run", option.Name), .. given];
                if (first.Contains(option.Name))
                    continue;
                text.Append(
                    $"$ {string.Join(' ', arguments)}\n{Told(_planned.Run(NoVariables, null, arguments), plain)}"
                );
            }
        }
        Match("options", text);
    }

    [Fact]
    public void A_setting_is_taken_or_refused_as_it_was()
    {
        var text = new StringBuilder();
        JsonElement plain = _planned.Run(NoVariables, null).Recipe!.Value;
        foreach (Option option in _planned.Commands.RootOptions.All)
        foreach (string value in (string[])[GoodValues(option)[0], "nonsense"])
        {
            string[] company = [.. Company("run", option.Name)];
            string name = EnvironmentSettings.NameOf(option);
            string section = JsonSerializer.Serialize(
                new Dictionary<string, string>(StringComparer.Ordinal) { [FileSettings.NameOf(option)] = value }
            );
            var variables = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value };
            text.Append(
                $"{name}={value} {string.Join(' ', company)}\n{Told(_planned.Run(variables, null, company), plain)}"
            );
            text.Append(
                $"{section} {string.Join(' ', company)}\n{Told(_planned.Run(NoVariables, section, company), plain)}"
            );
        }
        Match("settings", text);
    }

    [Theory]
    [InlineData("precedence")]
    public void Of_several_places_the_one_holds_that_did(string name)
    {
        (string Variables, string? Section, string Line)[] cases =
        [
            ("THREADS=3", """{"Threads": 4}""", "--threads 5"),
            ("THREADS=3", """{"Threads": 4}""", ""),
            ("THREADS=3 RACE=zswap-writeback", """{"ZswapWritebackFix": "off"}""", ""),
            ("RACE=zswap-writeback", null, "--zswap --zswap-writeback-fix off"),
            ("ZSWAP=true ZSWAP_WRITEBACK_FIX=off", null, "--race zswap-writeback"),
            ("FIX=on", """{"Sync": "none"}""", ""),
            ("FIX=on SYNC=none", null, ""),
            ("SYNC=cached", null, "--fix off"),
            ("FIX=on", null, "--sync none"),
            ("SYNC=cached", null, "--race zswap-writeback --fix on"),
            ("FIX=off", """{"Race": "zswap-writeback", "Sync": ["cached", "prepare-tick"]}""", ""),
            ("BACKEND=kernel", null, "--zswap"),
            ("BACKEND=kernel ZSWAP=true", null, ""),
            ("ZSWAP=true DEVICE=brd", null, "--backend kernel"),
            ("BACKEND=kernel", """{"Zswap": true, "Threads": 4}""", ""),
            ("STRICT=false", """{"Strict": true}""", ""),
            ("STRICT=true", """{"Strict": false}""", ""),
            ("STRICT=false", null, "--strict"),
            ("STRICT=yes", null, ""),
            ("READDELAY=1ms", null, ""),
            ("RED_DELAY=1ms", null, ""),
            ("XYZZY=1 BIN=x", null, ""),
            ("ACCEPT=1 KILLS=2 TYPED=x", null, ""),
            ("RESUME=x", null, ""),
            ("", """{"Resume": "x"}""", ""),
            ("", """{"read-delay": "1ms"}""", ""),
            ("", """{"ReadDelay": "1ms", "read_delay": "2ms"}""", ""),
            ("", """{"ReedDelay": "1ms"}""", ""),
            ("", """{"Threads": {"x": 1}}""", ""),
            ("", """{"Threads": null, "Hz": 100, "Strict": true, "Sync": ["none", "cached"]}""", ""),
            ("", "3", ""),
            ("", "{", ""),
            ("REGION=5000", null, ""),
            ("DEVICE=brd", """{"Compressor": "zstd"}""", ""),
            ("SLOW_READ_DELAY=1ms", """{"SlowRead": 2}""", ""),
            ("CONTENT=zero", null, "run --rounds 1"),
        ];
        var text = new StringBuilder();
        JsonElement plain = _planned.Run(NoVariables, null).Recipe!.Value;
        foreach ((string set, string? section, string line) in cases)
        {
            var variables = set.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(variable => variable.Split('='))
                .ToDictionary(pair => $"SWAPSTRESS_{pair[0]}", pair => pair[1], StringComparer.Ordinal);
            string[] arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            text.Append($"{set} {section} {line}\n{Told(_planned.Run(variables, section, arguments), plain)}");
        }
        Match(name, text);
    }

    public void Dispose() => _directory.Dispose();

    private static string[] Split(string line) => line.Split(line.Contains('|') ? '|' : ' ');

    /// <summary>Whether a line is no run's, or wrong only in what it names.</summary>
    private static bool IsOther(string[] line) =>
        line[0] is "matrix" or "doctor" or "report" or "completion" or "races" or "codecs"
        || line[^1] == "gzip"
        || line[^1].StartsWith("file:", StringComparison.Ordinal);

    /// <summary>What an option needs beside it.</summary>
    private static string[] Company(string verb, string option) =>
        (verb, option) switch
        {
            ("run", "--slow-read-delay") => ["--slow-read", "1"],
            ("run", "--idle-interval") => ["--recompress", "zstd:9"],
            ("run", "--io-threads") => ["--sync", "cached"],
            ("run", ['-', '-', 'z', 's', 'w', 'a', 'p', '-', ..]) => ["--zswap"],
            ("explore", "--pages" or "--slots" or "--device" or "--fail-writes") => ["--program", "T0: inc 0"],
            ("explore", "--stable-writes") => ["--program", "T0: inc 0", "--device", "zram"],
            ("explore", "--zswap-exclusive-fix" or "--zswap-writeback-fix") => ["--program", "T0: inc 0", "--zswap"],
            ("explore", "--depth" or "--seed") => ["--strategy", "pct"],
            ("explore", "--replay") => ["--race", "swapcache-skip", "--fix", "off"],
            ("doctor", not "--json") => ["--pool"],
            _ => [],
        };

    private string[] GoodValues(Option option) =>
        (option.Name, option.HelpName) switch
        {
            (_, null) => ["true"],
            ("--content", _) => ["zero", "random", $"file:{Path.Combine(Repository.Root, "LICENSE")}"],
            ("--sync", _) => ["cached", "none,pte-marker", "all"],
            ("--race", _) => ["swapcache-skip", "zswap-exclusive-load", "zswap-writeback", "unstable-write"],
            ("--compressor" or "--recompress", _) => ["zstd:3", "zstd:5,dict"],
            ("--backing-file" or "--trace" or "--out", _) => [_directory["file"]],
            ("--resume", _) => [_directory["none"]],
            (_, "N") => ["9"],
            (_, "SIZE") => ["128K"],
            (_, "DUR") => ["2s"],
            (_, "PERCENT") => ["12.5"],
            (_, var words) => words.Split('|'),
        };

    /// <summary>What was said, what was written, and what it changes.</summary>
    private static string Told((string Remarks, JsonElement? Recipe) run, JsonElement plain)
    {
        string said =
            run.Remarks.Length > 0 ? $"  {run.Remarks.Replace("\n", "\n  ", StringComparison.Ordinal)}\n" : "";
        if (run.Recipe is not { } recipe)
            return said;
        JsonElement options = plain.GetProperty("options");
        IEnumerable<string> changed = recipe
            .GetProperty("options")
            .EnumerateObject()
            .Where(field =>
                field.Name != "out" && field.Value.GetRawText() != options.GetProperty(field.Name).GetRawText()
            )
            .Select(field => $"  {field.Name}: {field.Value.GetRawText()}\n");
        return $"{said}  {JsonSerializer.Serialize(recipe.GetProperty("arguments"))}\n{string.Concat(changed)}";
    }

    private void Match(string name, StringBuilder text) =>
        Snapshot.Match(
            name,
            Scrub.Path(
                Scrub.Path(Scrub.Path($"{text}", _directory.Path, "TEMP"), Environment.CurrentDirectory, "HERE"),
                Repository.Root,
                "ROOT"
            )
        );
}
