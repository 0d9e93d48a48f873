using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SwapStress.Harness;
using SwapStress.Harness.Files;
using SwapStress.Stress.Run;

namespace SwapStress.Stress.Shell.Settings;

/// <summary>Options in the section "SwapStress" of appsettings.json: "ReadDelay" for <c>--read-delay</c>.</summary>
internal static class FileSettings
{
    /// <summary>The file, in the working directory.</summary>
    public const string FileName = "appsettings.json";

    private const string SectionName = "SwapStress";

    /// <summary>Reads them; none without the file or its section.</summary>
    /// <param name="directory">Where the file is looked for.</param>
    /// <param name="set">The options that there are.</param>
    /// <exception cref="UsageException">It is no JSON, or has a key that is no option's.</exception>
    /// <exception cref="EnvironmentException">It cannot be read.</exception>
    public static IReadOnlyList<Setting> Read(string directory, RunOptionSet set)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            return [];
        if (FileKinds.Of(path) == FileKind.Special)
            throw new UsageException($"{path} is no ordinary file; move it away, or write one");
        IConfigurationSection section = Parse(path).GetSection(SectionName);
        if (section.Value is not null)
            throw new UsageException(
                $"{SectionName} in {FileName} is no section; write \"{SectionName}\": {{ \"Threads\": 64 }}"
            );
        var reader = new SettingReader(set);
        var settings = new List<Setting>();
        foreach (IConfigurationSection key in section.GetChildren())
        {
            string source = $"{SectionName}:{key.Key} in {FileName}";
            Option option = reader.Find(key.Key, NameOf, source);
            if (settings.Find(setting => setting.Option == option) is { } twice)
                throw new UsageException($"{source} and {twice.Source} are the same option; leave one out");
            if (TextOf(key, source) is { } text)
                settings.Add(SettingReader.Make(option, text, source));
        }
        return settings;
    }

    /// <summary>The key of an option.</summary>
    public static string NameOf(Option option) =>
        string.Concat(option.Name[2..].Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>A text, a number, true, false, or an array of those for a list; null is as good as no key.</summary>
    private static string? TextOf(IConfigurationSection key, string source)
    {
        IConfigurationSection[] items = [.. key.GetChildren()];
        if (items.Length == 0)
            return key.Value;
        return Array.TrueForAll(items, item => item.Value is not null && int.TryParse(item.Key, out _))
            ? string.Join(',', items.Select(item => item.Value))
            : throw new UsageException(
                $"{source} is no value; write a text, a number, true, false or an array of texts"
            );
    }

    private static IConfigurationRoot Parse(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or JsonException)
        {
            throw new UsageException(
                $"{path} is no JSON that can be read: {exception.GetBaseException().Message}",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
