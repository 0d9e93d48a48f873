using SwapStress.Harness.Options;

namespace SwapStress.Harness.Tests.Options;

public sealed class OptionTableTests
{
    private static readonly StressOptions Defaults = OptionTable.Defaults;

    public static TheoryData<string> Ranges =>
        [.. OptionTable.All.Where(row => row.Range is not null).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_ends_where_the_row_says(string name)
    {
        OptionRow row = Find(name);
        (string min, string max) = row.Range!.Value;
        Assert.NotNull(row.Apply(Defaults, min));
        Assert.NotNull(row.Apply(Defaults, max));
        foreach (string beyond in Beyond(min, max))
        {
            string complaint = Assert.Throws<UsageException>(() => row.Apply(Defaults, beyond)).Message;
            Assert.StartsWith($"{name} ", complaint.Replace("unknown ", "", StringComparison.Ordinal));
        }
    }

    /// <summary>What one row sets is what it gets, and what options.json has changes with it.</summary>
    [Fact]
    public void A_value_comes_back()
    {
        foreach (OptionRow row in OptionTable.All.Where(row => row.Json is not null && !row.IsFlag))
        {
            if (row == OptionTable.Sync || row == OptionTable.Race || row == OptionTable.CodecProvider)
                continue;
            StressOptions changed = row.Apply(Defaults, Other(row));
            // Looked at where it counts: some are null on what has no use for them.
            if (row != OptionTable.IdleInterval)
                Assert.NotEqual(row.JsonValue(Defaults), row.JsonValue(changed));
            Assert.False(row.IsDefaultIn(changed) && row.JsonOf is null, row.Name);
        }
    }

    [Fact]
    public void Names_are_of_one_row_each()
    {
        Assert.Distinct(OptionTable.All.Select(row => row.Name));
        Assert.Distinct(OptionTable.All.Select(row => row.Json).OfType<string>());
        Assert.All(OptionTable.All, row => Assert.Matches("^--[a-z]+(-[a-z]+)*$", row.Name));
        Assert.All(OptionTable.All, row => Assert.DoesNotContain("{default}", row.Help));
    }

    /// <summary>A preset that its own row refuses would be a race that nobody can run.</summary>
    [Fact]
    public void Presets_of_races_are_values() =>
        Assert.All(
            Races.RaceCatalogue.Default.All,
            race =>
                Assert.All(
                    OptionTable.All,
                    row =>
                    {
                        if (row.Preset?.Invoke(race.Configuration) is { } text)
                            Assert.NotNull(row.Apply(Defaults, text));
                    }
                )
        );

    private static OptionRow Find(string name) => OptionTable.All.Single(row => row.Name == name);

    /// <summary>Values just outside; none where every number of the kind is inside.</summary>
    private static IEnumerable<string> Beyond(string min, string max)
    {
        if (double.TryParse(max, out double number))
        {
            if (ulong.TryParse(min, out ulong least) && least > 0)
                yield return $"{least - 1}";
            yield return number < 1e6 ? $"{number + 1}" : "99999999999999999999";
            yield return "-1";
        }
        else if (DurationText.TryParse(max, out long ns, out _))
        {
            yield return DurationText.Format(ns + 1);
            if (DurationText.TryParse(min, out long least, out _) && least > 0)
                yield return DurationText.Format(least - 1);
        }
        else if (SizeText.TryParse(min, out long bytes, out _) && bytes > 0)
        {
            yield return SizeText.Format(bytes - 1);
        }
        yield return "x";
        yield return "";
    }

    private static string Other(OptionRow row) =>
        row.ValueName switch
        {
            "PERCENT" => "12.5",
            "SIZE" => "128K",
            "DUR" => "2s",
            "N" => "9",
            "KIND" => "zero",
            "PATH" or "DIR" => "somewhere",
            var words when words.StartsWith("lz4", StringComparison.Ordinal) => "zstd:3",
            var words => words
                .Split('|')
                .First(word => !Equals(row.JsonValue(row.Apply(Defaults, word)), row.JsonValue(Defaults))),
        };
}
