using System.CommandLine;
using SwapStress.Harness;
using SwapStress.Stress.Run;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>Makes settings of names and texts.</summary>
/// <param name="set">The options that there are.</param>
internal sealed class SettingReader(RunOptionSet set)
{
    /// <summary>The option of a name, as <paramref name="nameOf"/> spells it.</summary>
    /// <param name="name">The name that was written.</param>
    /// <param name="nameOf">Gives the name of an option.</param>
    /// <param name="source">Where it was written, for people.</param>
    /// <exception cref="UsageException">There is no such option, or it is one of the command line only.</exception>
    public Option Find(string name, Func<Option, string> nameOf, string source)
    {
        Option[] options = [.. set.All];
        string[] names = [.. options.Select(nameOf)];
        int index = Array.FindIndex(names, other => Same(other, name));
        if (index < 0)
        {
            string? nearest = Spelling.Nearest(Plain(name), names.Select(Plain));
            int meant = Array.FindIndex(names, other => Plain(other) == nearest);
            throw new UsageException(
                meant < 0
                    ? $"{source} is no option; one is named {nameOf(set.ReadDelay)}, for example, after {set.ReadDelay.Name}"
                    : $"{source} is no option; did you mean {names[meant]}, for {options[meant].Name}?"
            );
        }
        return options[index] == set.Resume
            ? throw new UsageException($"{source}: {set.Resume.Name} is written on the command line only; leave it out")
            : options[index];
    }

    /// <summary>A setting of an option.</summary>
    /// <exception cref="UsageException">It is a flag, and the text neither true nor false.</exception>
    public static Setting Make(Option option, string text, string source)
    {
        if (option is not Option<bool>)
            return new Setting(option, text, IsOff: false, source);
        return bool.TryParse(text, out bool isOn)
            ? new Setting(option, Text: null, !isOn, source)
            : throw new UsageException($"{source} '{text}' is neither; write true or false");
    }

    private static bool Same(string name, string other) => Plain(name) == Plain(other);

    private static string Plain(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
