using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Schedules;
using SwapStress.Explorer.Searches;

namespace SwapStress.Explorer.Tests.Schedules;

public sealed class ScheduleTextTests
{
    [Theory]
    [InlineData("-")]
    [InlineData("12:1")]
    [InlineData("0:2,12:1,30:0")]
    public void A_schedule_reads_back_what_it_writes(string text) =>
        Assert.Equal(text, Schedule.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("12:")]
    [InlineData("x:1")]
    [InlineData("-1:1")]
    [InlineData("12:1,12:0")]
    [InlineData("12:1,3:0")]
    [InlineData("12:1 30:0")]
    public void What_is_no_schedule_is_told_how_to_write_one(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => Schedule.Parse(text));
        Assert.Contains("write CHOICE:THREAD", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Every_schedule_replays_from_its_text()
    {
        using var engine = new ScheduleEngine(3);
        var search = new DepthFirst(2);
        int count = 0;
        do
        {
            var log = new StepLog();
            engine.Run(_ => Bodies.Steps(2), search, log);
            var again = new StepLog();
            var replay = new Replay(Schedule.Parse(search.Schedule.ToString()));
            engine.Run(_ => Bodies.Steps(2), replay, again);
            Assert.Equal(log.Steps, again.Steps);
            Assert.Equal(0, replay.Missed);
            count++;
        } while (search.TryAdvance());
        Assert.True(count > 50);
    }

    [Fact]
    public void A_schedule_of_another_program_is_noticed()
    {
        using var engine = new ScheduleEngine(2);
        var replay = new Replay(Schedule.Parse("1:1,2:5,900:0"));
        engine.Run(_ => Bodies.Steps(3), replay);
        Assert.Equal(2, replay.Missed);
    }
}
