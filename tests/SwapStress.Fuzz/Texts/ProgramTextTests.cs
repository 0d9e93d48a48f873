using SwapStress.Explorer.Programs;
using SwapStress.Explorer.Schedules;
using SwapStress.Fuzz.Engine;

namespace SwapStress.Fuzz.Texts;

/// <summary>The explorer's parsers: what they accept they write again as it was meant.</summary>
public sealed class ProgramTextTests
{
    private static readonly string[] Programs =
    [
        "T0: inc 0",
        "setup: inc 0, pageout 0; T0: inc 0; T1: inc 0, pageout 0",
        "setup: inc 0, inc 1, inc 1, pageout 0; T0: inc 0, pageout 1; T1: writeback",
        "T0: read 0, fill 1; T1: zap 15; T2: writeback",
        "setup: inc 0",
        "T0: inc 16",
    ];

    private static readonly string[] Schedules = ["-", "0:1", "12:1,30:0", "2147483647:7", "1:2,3:4,5:6,7:0"];

    [Fact]
    public void An_accepted_program_comes_back() =>
        Fuzzer.Run(
            "program texts",
            inputs: 100_000,
            input =>
            {
                string text = input.Chance(95) ? TextInput.Near(input, Programs) : TextInput.Rubbish(input);
                ProgramSpec spec;
                try
                {
                    spec = ProgramSpec.Parse(text);
                }
                catch (FormatException)
                {
                    return;
                }
                ProgramSpec again = ProgramSpec.Parse(spec.Text);
                Assert.Equal(spec.Text, again.Text);
                Assert.Equal(spec.Setup, again.Setup);
                Assert.Equal(spec.Threads.SelectMany(ops => ops), again.Threads.SelectMany(ops => ops));
                Assert.InRange(spec.PagesNamed, 1, ExploredProgram.PagesMax);
            }
        );

    [Fact]
    public void An_accepted_schedule_comes_back() =>
        Fuzzer.Run(
            "schedule texts",
            inputs: 100_000,
            input =>
            {
                string text = input.Chance(95) ? TextInput.Near(input, Schedules) : TextInput.Rubbish(input);
                Schedule schedule;
                try
                {
                    schedule = Schedule.Parse(text);
                }
                catch (FormatException)
                {
                    return;
                }
                Assert.Equal(schedule.Deviations, Schedule.Parse(schedule.ToString()).Deviations);
                int[] choices = [.. schedule.Deviations.Select(deviation => deviation.Choice)];
                Assert.Equal(choices.Distinct().Order(), choices);
            }
        );
}
