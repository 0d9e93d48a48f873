using SwapStress.Explorer;
using SwapStress.Explorer.Engine;
using SwapStress.Explorer.Programs;
using SwapStress.Races;
using SwapStress.Stress.Explore;
using SwapStress.Stress.Wiring;

namespace SwapStress.Stress.Tests.Explore;

/// <summary>What outcomes mean for a case, and for the exit code.</summary>
public sealed class ExploreGradesTests
{
    private static readonly ExploreCases Cases = new(RaceCatalogue.Default, new PagingModel().Strategies);
    private static readonly ExploreCase Sound = Cases.OfRaces("swapcache-skip", sync: null, "on")[0];
    private static readonly ExploreCase Control = Cases.OfRaces("swapcache-skip", sync: null, "off")[0];

    [Fact]
    public void A_sound_case_must_keep_everything()
    {
        Assert.True(Sound.IsSound);
        Assert.Equal(
            [("nothing lost", OutcomeGrade.Required), ("page 0 lost 1", OutcomeGrade.Forbidden)],
            Graded(Sound, "page 0 lost 1", "nothing lost")
        );
    }

    [Fact]
    public void A_control_must_lose_as_declared_and_in_no_other_way()
    {
        Assert.False(Control.IsSound);
        Assert.Equal(
            [
                ("page 0 lost 1", OutcomeGrade.Required),
                ("nothing lost", OutcomeGrade.Acceptable),
                ("page 0 lost 2", OutcomeGrade.Forbidden),
            ],
            Graded(Control, "page 0 lost 2", "nothing lost")
        );
    }

    [Fact]
    public void A_program_of_the_users_declares_nothing_but_may_not_hang()
    {
        ProgramSpec spec = ProgramSpec.Parse("T0: inc 0; T1: pageout 0");
        ExploreCase mine = Assert.Single(Cases.OfProgram(spec, "none", "both", []));
        Assert.Equal(
            [("page 0 lost 2", OutcomeGrade.Acceptable), ("deadlock", OutcomeGrade.Forbidden)],
            Graded(mine, "deadlock", "page 0 lost 2")
        );
    }

    [Fact]
    public void Exit_codes()
    {
        ExploreRow kept = Row(Sound, bad: null, isExhausted: true);
        ExploreRow lostByControl = Row(Control, new Outcome(ScheduleEnd.Finished, [1], null), isExhausted: false);
        ExploreRow lostBySound = Row(Sound, new Outcome(ScheduleEnd.Finished, [1], null), isExhausted: false);
        ExploreRow hangs = Row(Sound, new Outcome(ScheduleEnd.Deadlock, Lost: null, Message: null), isExhausted: false);
        ExploreRow undeclared = Row(Control, new Outcome(ScheduleEnd.Finished, [2], null), isExhausted: false);
        ExploreRow neverLost = Row(Control, bad: null, isExhausted: true);
        ExploreRow cut = Row(Control, bad: null, isExhausted: false);
        Assert.Equal(0, ExploreRow.ExitCodeOf([kept, lostByControl]));
        Assert.Equal(0, ExploreRow.ExitCodeOf([kept]));
        Assert.Equal(0, ExploreRow.ExitCodeOf([kept, cut]));
        Assert.Equal(1, ExploreRow.ExitCodeOf([lostByControl]));
        Assert.Equal(1, ExploreRow.ExitCodeOf([lostByControl, lostBySound]));
        Assert.Equal(1, ExploreRow.ExitCodeOf([kept, undeclared]));
        Assert.Equal(4, ExploreRow.ExitCodeOf([kept, neverLost]));
        Assert.Equal(5, ExploreRow.ExitCodeOf([lostByControl, hangs]));
    }

    private static (string Text, OutcomeGrade Grade)[] Graded(ExploreCase @case, params string[] outcomes) =>
        [
            .. OutcomeTable
                .Grade(@case, outcomes.ToDictionary(text => text, _ => 1L, StringComparer.Ordinal))
                .Select(outcome => (outcome.Text, outcome.Grade)),
        ];

    private static ExploreRow Row(ExploreCase @case, Outcome? bad, bool isExhausted)
    {
        var outcomes = new Dictionary<string, long>(StringComparer.Ordinal) { [Outcome.Kept.ToString()] = 1 };
        if (bad is not null)
            outcomes[bad.ToString()] = 1;
        var result = new ExplorationResult
        {
            Program = @case.Program,
            Schedules = outcomes.Count,
            IsExhausted = isExhausted,
            ChecksInFull = false,
            PreemptionBound = 3,
            Elapsed = TimeSpan.FromSeconds(1),
            Outcomes = outcomes,
            Bad = bad,
        };
        return new ExploreRow(@case, result, OutcomeTable.Grade(@case, outcomes));
    }
}
