using System.Globalization;
using SwapStress.Store.Zsmalloc;

namespace SwapStress.Stress.Doctor;

/// <summary>Size classes in the columns of <c>/sys/kernel/debug/zsmalloc/*/classes</c>; classes without zspages are left out.</summary>
internal static class ClassTable
{
    private static readonly string[] GroupNames =
    [
        "10%",
        "20%",
        "30%",
        "40%",
        "50%",
        "60%",
        "70%",
        "80%",
        "90%",
        "99%",
        "100%",
    ];

    /// <summary>The heading, a line for each class, and the sums.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<SizeClassStatistics> classes)
    {
        yield return Line(
            "class",
            "size",
            GroupNames,
            "obj_allocated",
            "obj_used",
            "pages_used",
            "pages_per_zspage",
            "freeable"
        );
        foreach (SizeClassStatistics c in classes.Where(c => c.Zspages != 0))
            yield return Line(
                Number(c.Index),
                Number(c.Geometry.SizeBytes),
                Groups(c).Select(count => Number(count)),
                Number(c.ObjectsAllocated),
                Number(c.ObjectsInUse),
                Number(c.PagesUsed),
                Number(c.Geometry.PagesPerZspage),
                Number(c.PagesFreeable)
            );
        yield return Line(
            "Total",
            "",
            Enumerable
                .Range(0, GroupNames.Length)
                .Select(group => Number(classes.Sum(c => Groups(c).ElementAt(group)))),
            Number(classes.Sum(c => c.ObjectsAllocated)),
            Number(classes.Sum(c => c.ObjectsInUse)),
            Number(classes.Sum(c => c.PagesUsed)),
            "",
            Number(classes.Sum(c => c.PagesFreeable))
        );
    }

    /// <summary>Its zspages from below 10 percent to full: an empty one is freed at once.</summary>
    private static IEnumerable<int> Groups(SizeClassStatistics c) =>
        c.ZspagesByFullness.Skip(1).Take(GroupNames.Length);

    private static string Line(
        string index,
        string size,
        IEnumerable<string> groups,
        string allocated,
        string used,
        string pages,
        string pagesPerZspage,
        string freeable
    ) =>
        $" {index, 5} {size, 5} {string.Join(' ', groups.Select(group => $"{group, 6}"))} {allocated, 13} {used, 10} "
        + $"{pages, 10} {pagesPerZspage, 16} {freeable, 8}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
