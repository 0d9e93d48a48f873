using System.CommandLine;
using SwapStress.Fuzz.Engine;
using SwapStress.Fuzz.Texts;

namespace SwapStress.Fuzz.CommandLine;

/// <summary>A command line: options of a verb with values, and now and then something that does not belong there.</summary>
internal sealed class DrawnLine
{
    private static readonly string[] Strangers =
    [
        "--help",
        "-h",
        "-?",
        "--version",
        "[suggest]",
        "[diagram]",
        "[suggest:3]",
        "@file",
        "--",
        "-",
        "",
        "\0",
        "=",
        "--=",
        "--=1",
        "-1",
        "--no-such",
        "--ruonds",
        "run",
        "explore",
        "nothing",
        "a\nb",
        "--a\nb",
    ];

    private readonly List<string> _arguments = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The arguments.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>What each option that was written once must be; null where something was moved or slipped in.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; private set; }

    /// <summary>Whether a flag was written with a value, which it does not take.</summary>
    public bool HasValuedFlag { get; private set; }

    /// <summary>Draws one.</summary>
    /// <param name="input">The choices.</param>
    /// <param name="verb">The verb; empty for none.</param>
    /// <param name="options">Its options.</param>
    /// <param name="words">Names of strategies and races.</param>
    public static DrawnLine Draw(
        FuzzInput input,
        string verb,
        IReadOnlyList<Option> options,
        IReadOnlyList<string> words
    )
    {
        var line = new DrawnLine();
        if (verb.Length > 0)
            line._arguments.Add(verb);
        for (int i = input.Below(6); i > 0 && options.Count > 0; i--)
            line.Add(input, input.Pick(options), words);
        line.AddTiny(input, options);
        line.Values = line._values;
        if (input.Chance(15))
            line.Disturb(input);
        return line;
    }

    /// <summary>What keeps most lines small enough to run.</summary>
    private void AddTiny(FuzzInput input, IReadOnlyList<Option> options)
    {
        foreach (
            (string name, string value) in (ReadOnlySpan<(string, string)>)
                [("--content", "zero"), ("--region", "16K"), ("--threads", "2"), ("--out", "out"), ("--schedules", "3")]
        )
        {
            if (options.Any(option => option.Name == name) && !_values.ContainsKey(name) && input.Chance(95))
                Add(input, name, value);
        }
    }

    private void Add(FuzzInput input, Option option, IReadOnlyList<string> words)
    {
        if (option.Arity.MaximumNumberOfValues > 0)
        {
            Add(input, option.Name, OptionValue.Draw(input, option.HelpName!, words));
        }
        else if (input.Chance(5))
        {
            _arguments.Add($"{option.Name}={input.Pick<string>(["false", "true", "on", "1"])}");
            HasValuedFlag = true;
        }
        else
        {
            _arguments.Add(option.Name);
        }
    }

    private void Add(FuzzInput input, string name, string value)
    {
        // Given twice it must be refused, so whichever is kept is as good.
        _values[name] = value;
        switch (input.Below(6))
        {
            case 0:
                _arguments.Add($"{name}={value}");
                break;
            case 1:
                _arguments.Add($"{name}:{value}");
                break;
            default:
                _arguments.AddRange([name, value]);
                break;
        }
    }

    private void Disturb(FuzzInput input)
    {
        Values = null;
        for (int i = 1 + input.Below(2); i > 0 && _arguments.Count > 0; i--)
        {
            int place = input.Below(_arguments.Count);
            switch (input.Below(4))
            {
                case 0:
                    _arguments.RemoveAt(place);
                    break;
                case 1:
                    _arguments.Insert(place, _arguments[input.Below(_arguments.Count)]);
                    break;
                case 2:
                    _arguments.Insert(place, TextInput.Rubbish(input).Replace('/', '-'));
                    break;
                default:
                    _arguments.Insert(place, input.Pick(Strangers));
                    break;
            }
        }
    }
}
