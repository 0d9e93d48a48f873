using System.CommandLine;
using SwapStress.Fuzz.Engine;
using SwapStress.Harness;
using SwapStress.Races;
using SwapStress.Stress;
using SwapStress.Stress.Explore;
using SwapStress.Stress.Shell;

namespace SwapStress.Fuzz.CommandLine;

/// <summary>
/// Random command lines of every verb: each runs, or is refused in one line and leaves nothing behind; what is accepted
/// is what was written.
/// </summary>
public sealed class CommandLineTests : IDisposable
{
    private const long SchedulesMax = 200;
    private const string Content = "somebody's";
    private static readonly string[] Verbs =
    [
        "",
        "run",
        "races",
        "matrix",
        "explore",
        "swapin",
        "report",
        "codecs",
        "doctor",
    ];

    private readonly FuzzModel _model = new();
    private readonly TestDirectory _directory = new();
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly Commands _commands;
    private readonly string[] _words;

    public CommandLineTests()
    {
        string[] races = [.. RaceCatalogue.Default.All.Select(race => race.Name)];
        string[] strategies = [.. _model.Strategies.Select(strategy => strategy.Name)];
        _commands = new Commands(strategies, races);
        _words = [.. strategies, .. races, "all"];
        // Where the program writes if nobody says where.
        Directory.SetCurrentDirectory(_directory.Path);
        _directory.With(OptionValue.Taken, Content);
    }

    [Fact]
    public void A_command_line_runs_or_is_refused_in_one_line() =>
        Fuzzer.Run(
            "command lines",
            inputs: 500,
            input =>
            {
                string verb = DrawVerb(input);
                DrawnLine line = DrawnLine.Draw(input, verb, OptionsOf(verb), _words);
                if (IsLongSearch(line.Arguments))
                    return;
                Check(line);
            }
        );

    public void Dispose()
    {
        Directory.SetCurrentDirectory(_before);
        _directory.Dispose();
    }

    /// <summary>Seldom the matrix, which is eight runs.</summary>
    private static string DrawVerb(FuzzInput input) =>
        input.Chance(40) ? ""
        : input.Pick(Verbs) is var verb && verb == "matrix" && input.Chance(90) ? "explore"
        : verb;

    private void Check(DrawnLine line)
    {
        _model.Begin();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var program = new SwapStressProgram(_model, output, errors, RaceCatalogue.Default);
        int code = program.RunAsync(line.Arguments).GetAwaiter().GetResult();
        string shown = string.Join(' ', line.Arguments.Select(argument => $"'{argument}'"));
        string said = $"{shown}: exit {code}: {errors}";
        Assert.True(code is >= 0 and <= 5, said);
        if (code is 2 or 3)
        {
            AssertOneLine(errors.ToString(), code, said);
            Assert.True(Left() is [], $"it left {string.Join(", ", Left())}: {said}");
            Assert.True(File.ReadAllText(_directory[OptionValue.Taken]) == Content, $"it wrote to a file: {said}");
        }
        if (code != 2)
            Assert.False(line.HasValuedFlag && line.Values is not null, $"a flag with a value was accepted: {said}");
        if (code != 2 && _model.Run is { } options && line.Values is { } written)
            ResolvedValues.Check(options, written);
        CleanUp();
    }

    private static void AssertOneLine(string errors, int code, string said)
    {
        Assert.True(errors.EndsWith('\n'), said);
        string text = errors[..^1];
        Assert.True(text.StartsWith("swapstress: ", StringComparison.Ordinal), said);
        Assert.True(text.AsSpan().IndexOfAny("\n\r\0\u2028\u0085") < 0, $"not one line of text: {said}");
        if (code == 2)
            Assert.True(text.EndsWith(" See 'swapstress --help'.", StringComparison.Ordinal), said);
    }

    private IEnumerable<string> LeftPaths() =>
        Directory
            .EnumerateFileSystemEntries(_directory.Path)
            .Where(path => Path.GetFileName(path) != OptionValue.Taken);

    private string[] Left() => [.. LeftPaths()];

    private void CleanUp()
    {
        foreach (string path in Left())
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }
        // Whoever names it after --json means it.
        _directory.With(OptionValue.Taken, Content);
    }

    /// <summary>Whether it would search for long: everything else ends by itself.</summary>
    private bool IsLongSearch(IReadOnlyList<string> arguments)
    {
        try
        {
            ParseResult parsed = _commands.Parse(arguments);
            if (parsed.CommandResult.Command != _commands.Explore)
                return false;
            var cases = new ExploreCases(RaceCatalogue.Default, _model.Strategies);
            ExploreOptions options = new ExploreResolver(_commands.ExploreOptions, parsed, cases).Resolve();
            return options.Replay is null && options.Search.SchedulesMax is 0 or > SchedulesMax;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    private IReadOnlyList<Option> OptionsOf(string verb) =>
        verb.Length == 0
            ? [.. _commands.RootOptions.All]
            : [.. _commands.Root.Subcommands.Single(command => command.Name == verb).Options];
}
