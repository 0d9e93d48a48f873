namespace SwapStress.Store.Zsmalloc;

/// <summary>Checks a pool against itself; see <see cref="ZsPool.CheckIntegrity"/>.</summary>
internal static unsafe class ZsPoolIntegrity
{
    public static IReadOnlyList<string> Check(ZsPool pool)
    {
        List<string> violations = [];
        long pages = 0;
        long handleBytes = 0;
        foreach (SizeClass sizeClass in pool.Classes)
        {
            sizeClass.Lock.Enter();
            try
            {
                pages += (long)CheckClassLocked(sizeClass, violations) * sizeClass.Geometry.PagesPerZspage;
                handleBytes += sizeClass.Handles.Bytes;
            }
            finally
            {
                sizeClass.Lock.Exit();
            }
        }
        if (pages != pool.PagesUsed)
            violations.Add($"pool: {pool.PagesUsed} pages counted, {pages} in zspages");
        pool.Source.Check(pages, handleBytes / HandleSlab.PieceBytes, violations);
        return violations;
    }

    /// <summary>Checks one class, and counts its zspages.</summary>
    private static int CheckClassLocked(SizeClass sizeClass, List<string> violations)
    {
        string name = $"class {sizeClass.Geometry.SizeBytes}";
        HashSet<nint> live = [];
        sizeClass.Handles.CollectLiveLocked(live);
        if (live.Count != sizeClass.Handles.Live)
            violations.Add($"{name}: {sizeClass.Handles.Live} handles counted, {live.Count} found");

        int zspages = 0;
        for (int group = 0; group < FullnessGroup.Count; group++)
        {
            int listed = 0;
            Zspage* previous = null;
            for (Zspage* zspage = sizeClass.Groups.Head(group); zspage != null; zspage = zspage->Next)
            {
                if (zspage->Previous != previous)
                {
                    violations.Add($"{name}: the list of group {group} is broken");
                    break;
                }
                previous = zspage;
                listed++;
                CheckZspage(sizeClass, zspage, group, live, name, violations);
            }
            if (listed != sizeClass.Groups.CountOf(group))
                violations.Add(
                    $"{name}: group {group} counts {sizeClass.Groups.CountOf(group)} zspages and lists {listed}"
                );
            zspages += listed;
        }
        if (live.Count != 0)
            violations.Add($"{name}: {live.Count} handles name no listed object");
        return zspages;
    }

    /// <summary>Checks one zspage, and crosses its handles off <paramref name="live"/>.</summary>
    private static void CheckZspage(
        SizeClass sizeClass,
        Zspage* zspage,
        int group,
        HashSet<nint> live,
        string name,
        List<string> violations
    )
    {
        int objects = sizeClass.Geometry.ObjectsPerZspage;
        if (zspage->ClassIndex != sizeClass.Index)
            violations.Add($"{name}: a zspage says class index {zspage->ClassIndex}");
        bool belongs = group == FullnessGroup.Isolated || FullnessGroup.For(zspage->InUse, objects) == group;
        if (zspage->Fullness != group || !belongs)
            violations.Add($"{name}: a zspage with {zspage->InUse} of {objects} objects is in group {group}");
        if (group == FullnessGroup.Isolated)
            violations.Add($"{name}: a zspage was left isolated");
        if (group == FullnessGroup.Empty)
            violations.Add($"{name}: an empty zspage was kept");

        bool[] free = new bool[objects];
        int freeCount = 0;
        for (int i = zspage->FirstFree; i != Zspage.NoObject; i = SizeClass.NextFree(*sizeClass.Header(zspage, i)))
        {
            if (i < 0 || i >= objects || free[i])
            {
                violations.Add($"{name}: a free list goes to object {i}");
                break;
            }
            free[i] = true;
            freeCount++;
        }
        if (freeCount + zspage->InUse != objects)
            violations.Add($"{name}: {freeCount} objects free and {zspage->InUse} in use of {objects}");

        for (int i = 0; i < objects; i++)
        {
            ulong header = *sizeClass.Header(zspage, i);
            bool allocated = (header & Zspage.AllocatedTag) != 0;
            if (allocated == free[i])
                violations.Add(
                    $"{name}: object {i} is {(allocated ? "allocated and in" : "neither allocated nor in")} the free list"
                );
            if (!allocated)
                continue;
            nint handle = (nint)(header & ~Zspage.AllocatedTag);
            // Look the address up before following it: it may be rubbish.
            if (!live.Remove(handle))
                violations.Add($"{name}: object {i} has a handle that is not live, or is another's");
            else if (*(ulong*)handle != new ZsLocation(sizeClass.Index, zspage, i).Word)
                violations.Add($"{name}: the handle of object {i} points elsewhere");
        }
    }
}
