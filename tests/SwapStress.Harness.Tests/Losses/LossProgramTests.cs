using SwapStress.Explorer.Programs;
using SwapStress.Harness.Losses;
using SwapStress.Paging.Recording;

namespace SwapStress.Harness.Tests.Losses;

/// <summary>From a recorded loss to the program that the explorer searches.</summary>
public sealed class LossProgramTests
{
    private const int OtherPage = 12;

    [Fact]
    public void The_race_of_the_reproducer()
    {
        ProgramSpec program = LossProgram.Of(Windows.SkippedCache())!;
        Assert.Equal("setup: inc 0, pageout 0; T0: inc 0; T1: inc 0; T2: pageout 0", program.Text);
        Assert.Equal((1, 1, false), (program.Pages, program.Slots, program.HasZswap));
    }

    /// <summary>W writes page 90's entry back to the slot that page 12 has by then.</summary>
    [Fact]
    public void A_writeback_and_a_second_page()
    {
        LossWindow window = Windows.SkippedCache() with
        {
            Page = OtherPage,
            ThreadId = 3,
            NewestVersion = 2,
            Events =
            [
                Windows.At(0, 8, FlightEventKind.WritebackPicked),
                Windows.At(10, 7, FlightEventKind.FaultBegin),
                Windows.At(20, 7, FlightEventKind.Install, version: 6),
                Other(30, 4, FlightEventKind.Isolated),
                Other(40, 4, FlightEventKind.Unmapped) with
                {
                    Version = 2,
                },
                Windows.At(50, 8, FlightEventKind.WritebackInserted),
                Other(60, 3, FlightEventKind.FaultBegin),
                Other(70, 3, FlightEventKind.Install) with
                {
                    IsLosing = true,
                },
            ],
        };
        ProgramSpec program = LossProgram.Of(window)!;
        Assert.True(program.HasZswap);
        Assert.Equal(2, program.Pages);
        Assert.Contains("T0: writeback; ", program.Text);
        Assert.Equal(program.Text, ProgramSpec.Parse(program.Text).Text);
        // The counts differ, so that one page in place of the other is seen.
        Assert.StartsWith("setup: inc 0, pageout 0, inc 1, inc 1; ", program.Text);
    }

    [Fact]
    public void A_loss_by_one_thread_and_an_overrun_are_no_program()
    {
        LossWindow skipped = Windows.SkippedCache();
        Assert.Null(LossProgram.Of(skipped with { Events = [.. skipped.Events.Where(e => e.ThreadId == 7)] }));
        Assert.Null(LossProgram.Of(Windows.SkippedCache(Windows.At(600_000, 5, FlightEventKind.Overrun))));
    }

    private static FlightEvent Other(long timeNs, int thread, FlightEventKind kind) =>
        Windows.At(timeNs, thread, kind) with
        {
            Page = OtherPage,
        };
}
