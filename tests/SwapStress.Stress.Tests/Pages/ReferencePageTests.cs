using SwapStress.Stress.Wiring;
using SwapStress.Testing;

namespace SwapStress.Stress.Tests.Pages;

/// <summary>Pages that the program's tables make are those that are committed.</summary>
public sealed class ReferencePageTests
{
    [Fact]
    public void The_page_of_options_is_what_the_tables_say() =>
        Snapshot.MatchPage(
            "docs/reference/OPTIONS.md",
            OptionsPage.Write(new SwapStressProgram(new PagingModel(), TextWriter.Null, TextWriter.Null).Verbs)
        );
}
